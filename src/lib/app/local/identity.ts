import { crc32c } from '../../core';
import type { Picked } from './picked';
import { rootEntries, rootFile, type PickedFolder } from './root-entries';

/** Documents at the root of a Zarr store, of either version. */
const documents = ['zarr.json', '.zattrs', '.zgroup', '.zarray', '.zmetadata'];
/** So many files of a folder without such documents are compared. */
const comparedFiles = 8;
/** So much at each end of a file is compared. */
const comparedBytes = 2 ** 16;

/**
 * What tells a pick from others where the browser cannot: name, size, age and content of the documents at its root, or of
 * both ends of a file. Of a folder without such documents it is the names that it has, and its first few files. A copy that
 * kept its age is the same; the same folder after another change is another.
 */
export async function identityOf(picked: Picked): Promise<string> {
  const head = `${picked.kind}/${picked.name}`;
  if (picked.kind === 'file') return `${head}/${await factsOf(picked.file)}`;
  const { files } = 'files' in picked ? picked : {};
  if (files) {
    const each = files.map(async (file) => `${file.name}:${await factsOf(file)}`);
    return [head, ...(await Promise.all(each)).sort()].join('/');
  }
  const facts = await factsOfAll(picked, documents);
  return [head, ...(facts.length > 0 ? facts : await plainFacts(picked))].join('/');
}

/** Of a folder that holds no store itself. */
async function plainFacts(picked: PickedFolder): Promise<readonly string[]> {
  const entries = await rootEntries(picked);
  const files = entries.filter(({ kind }) => kind === 'file').slice(0, comparedFiles);
  const facts = await factsOfAll(
    picked,
    files.map(({ name }) => name),
  );
  return [...entries.map(({ name }) => name), ...facts];
}

/** Facts of those that are there of the files at the root. */
async function factsOfAll(picked: PickedFolder, names: readonly string[]): Promise<readonly string[]> {
  const facts = names.map(async (name) => {
    const file = await rootFile(picked, name);
    return file ? [`${name}:${await factsOf(file)}`] : [];
  });
  return (await Promise.all(facts)).flat();
}

async function factsOf(file: File): Promise<string> {
  const ends = [file.slice(0, comparedBytes), file.slice(Math.max(0, file.size - comparedBytes))];
  const sums = ends.map(async (end) => crc32c(new Uint8Array(await end.arrayBuffer())).toString(16));
  return [file.size, file.lastModified, ...(await Promise.all(sums))].join(',');
}
