import { checkCommand, plainFolder, shellWord, type FixPlace } from './fix';

/** What is done on the disk of a server that serves files, whichever that is. `root` is where it usually has them. */
export function look(place: FixPlace, root: string): string {
  return `# What is there? Names are case-sensitive, and files whose names begin with a dot count.
ls -la ${shellWord(root + plainFolder(place.url))}
# What does the server say of it?
${checkCommand(place)}`;
}

/** The document is mended beside the others. */
export function mended(place: FixPlace, root: string): string {
  const file = shellWord(`${root}${plainFolder(place.url)}zarr.json`);
  return `# Mend the entry that is named above, then see whether it is JSON still:
python3 -m json.tool ${file} > /dev/null && echo "It is JSON."
`;
}
