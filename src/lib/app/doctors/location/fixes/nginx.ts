import { allowedHeaders, exposedHeaders, plainFolder, type FixPlace, type ServerFixes } from './fix';
import { look, mended } from './own-server';

const root = '/var/www/html';
const inLocation = (place: FixPlace, ...lines: string[]): string =>
  `location ${plainFolder(place.url)} {\n${lines.map((line) => (line === '' ? '' : `    ${line}`)).join('\n')}\n}\n`;

/** `always`: also on answers such as 404, which tell what is not there. */
function corsLines(place: FixPlace): string[] {
  const origin = `add_header Access-Control-Allow-Origin "${place.origin}" always;`;
  return [
    origin,
    `add_header Access-Control-Expose-Headers "${exposedHeaders.join(', ')}" always;`,
    'add_header Vary "Origin" always;',
    'if ($request_method = OPTIONS) {',
    `    ${origin}`,
    '    add_header Access-Control-Allow-Methods "GET, HEAD" always;',
    `    add_header Access-Control-Allow-Headers "${allowedHeaders(place).join(', ')}" always;`,
    '    add_header Access-Control-Max-Age 3600 always;',
    '    return 204;',
    '}',
  ];
}

const cors = (place: FixPlace): string => inLocation(place, ...corsLines(place));

function publicReading(place: FixPlace): string {
  return `${inLocation(place, 'auth_basic off;', 'auth_request off;', 'allow all;', '', ...corsLines(place))}
# Zarr v2 keeps its metadata in files whose names begin with a dot, which many set-ups forbid.
location ~ /\\.z(array|attrs|group|metadata)$ {
    allow all;
${corsLines(place)
  .slice(0, 2)
  .map((line) => `    ${line}`)
  .join('\n')}
}

# Files that the server may not read are forbidden too:
#   chmod -R a+rX ${root}${plainFolder(place.url)}
`;
}

function withoutSignIn(place: FixPlace): string {
  const lines = [
    '# Programs get 401 in place of a page to sign in at.',
    'auth_request off;',
    'auth_basic off;',
  ];
  return inLocation(place, ...lines, '', ...corsLines(place));
}

function encrypted({ url }: FixPlace): string {
  return `# Get a certificate once: certbot certonly --webroot -w ${root} -d ${url.hostname}
server {
    listen 443 ssl;
    server_name ${url.hostname};
    ssl_certificate     /etc/letsencrypt/live/${url.hostname}/fullchain.pem;
    ssl_certificate_key /etc/letsencrypt/live/${url.hostname}/privkey.pem;
    root ${root};
}
`;
}

function ranges(place: FixPlace): string {
  return inLocation(
    place,
    '# What is compressed on the way cannot be read in parts.',
    'gzip off;',
    '# Not "max_ranges 0;", which turns parts off. For data that come from another server:',
    'proxy_force_ranges on;',
    'proxy_set_header Range $http_range;',
    'proxy_set_header If-Range $http_if_range;',
  );
}

function privateNetwork(place: FixPlace): string {
  const leave = 'add_header Access-Control-Allow-Private-Network "true" always;';
  const lines = corsLines(place).flatMap((line) =>
    line.startsWith('    return') ? [`    ${leave}`, line] : [line],
  );
  return inLocation(place, ...lines);
}

/** What nginx is told. */
export const nginxFixes: ServerFixes = {
  ...{ where: 'nginx.conf', inShell: ['not-found', 'bad-metadata'] },
  texts: {
    ...{ cors, 'cors-on-errors': cors, 'cors-header': cors, forbidden: publicReading },
    ...{ 'sign-in': withoutSignIn, 'mixed-content': encrypted, 'no-ranges': ranges },
    'private-network': privateNetwork,
    'not-found': (place) => look(place, root),
    'bad-metadata': (place) => mended(place, root),
  },
};
