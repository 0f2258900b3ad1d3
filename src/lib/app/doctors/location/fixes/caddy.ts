import { allowedHeaders, exposedHeaders, plainFolder, type FixPlace, type ServerFixes } from './fix';
import { look, mended } from './own-server';

const root = '/srv';
/** In a `route`, what is written first is done first. */
function site(place: FixPlace, ...lines: string[]): string {
  const { url } = place;
  const inner = lines.map((line) => (line === '' ? '' : `        ${line}`)).join('\n');
  return `${url.hostname} {
    @data path ${plainFolder(url)}*
    route @data {
${inner}
        root * ${root}
        file_server
    }
}
`;
}

/** Set before anything is looked for, so that they are on answers such as 404 too. */
function corsLines(place: FixPlace): string[] {
  return [
    `header Access-Control-Allow-Origin "${place.origin}"`,
    `header Access-Control-Allow-Methods "GET, HEAD"`,
    `header Access-Control-Allow-Headers "${allowedHeaders(place).join(', ')}"`,
    `header Access-Control-Expose-Headers "${exposedHeaders.join(', ')}"`,
    'header +Vary Origin',
    '@preflight method OPTIONS',
    'respond @preflight 204',
  ];
}

const cors = (place: FixPlace): string => site(place, ...corsLines(place));

function publicReading(place: FixPlace): string {
  return `${site(place, '# Stands before basic_auth and forward_auth, which so leave the data alone.', ...corsLines(place))}
# Files that the server may not read are forbidden too:
#   chmod -R a+rX ${root}${plainFolder(place.url)}
# "hide .*" in file_server hides the metadata of Zarr v2, whose names begin with a dot.
`;
}

function encrypted(place: FixPlace): string {
  return `# A name without "http://" before it gets its certificate by itself.
${site(place, ...corsLines(place))}`;
}

function ranges(place: FixPlace): string {
  return site(
    place,
    ...corsLines(place),
    '# What is compressed on the way cannot be read in parts: no "encode" and no "precompressed" here.',
  );
}

function privateNetwork(place: FixPlace): string {
  return site(place, 'header Access-Control-Allow-Private-Network "true"', ...corsLines(place));
}

/** What Caddy is told. */
export const caddyFixes: ServerFixes = {
  ...{ where: 'Caddyfile', inShell: ['not-found', 'bad-metadata'] },
  texts: {
    ...{ cors, 'cors-on-errors': cors, 'cors-header': cors, forbidden: publicReading },
    ...{ 'sign-in': publicReading, 'mixed-content': encrypted, 'no-ranges': ranges },
    'private-network': privateNetwork,
    'not-found': (place) => look(place, root),
    'bad-metadata': (place) => mended(place, root),
  },
};
