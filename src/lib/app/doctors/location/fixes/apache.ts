import { allowedHeaders, exposedHeaders, plainFolder, type FixPlace, type ServerFixes } from './fix';
import { look, mended } from './own-server';

const root = '/var/www/html';
const inLocation = (place: FixPlace, ...lines: string[]): string =>
  `<Location "${plainFolder(place.url)}">\n${lines.map((line) => (line === '' ? '' : `    ${line}`)).join('\n')}\n</Location>\n`;

/** `always`: also on answers such as 404, which tell what is not there. */
function corsLines(place: FixPlace): string[] {
  return [
    `Header always set Access-Control-Allow-Origin "${place.origin}"`,
    'Header always set Access-Control-Allow-Methods "GET, HEAD"',
    `Header always set Access-Control-Allow-Headers "${allowedHeaders(place).join(', ')}"`,
    `Header always set Access-Control-Expose-Headers "${exposedHeaders.join(', ')}"`,
    'Header always merge Vary "Origin"',
    'RewriteEngine On',
    'RewriteCond %{REQUEST_METHOD} =OPTIONS',
    'RewriteRule ^ - [R=204,L]',
  ];
}

const modules = '# a2enmod headers rewrite && systemctl reload apache2\n';
const cors = (place: FixPlace): string => modules + inLocation(place, ...corsLines(place));

function publicReading(place: FixPlace): string {
  const open = ['AuthType None', 'Require all granted', '', ...corsLines(place)];
  return `${modules}${inLocation(place, ...open)}
# Zarr v2 keeps its metadata in files whose names begin with a dot, which many set-ups forbid.
<FilesMatch "^\\.z(array|attrs|group|metadata)$">
    Require all granted
</FilesMatch>

# Files that the server may not read are forbidden too:
#   chmod -R a+rX ${root}${plainFolder(place.url)}
`;
}

function withoutSignIn(place: FixPlace): string {
  const lines = ['# No page to sign in at stands before the data.', 'AuthType None', 'Require all granted'];
  return modules + inLocation(place, ...lines, '', ...corsLines(place));
}

function encrypted({ url }: FixPlace): string {
  return `# Gets a certificate and turns https on: certbot --apache -d ${url.hostname}
<VirtualHost *:443>
    ServerName ${url.hostname}
    DocumentRoot ${root}
    SSLEngine on
    SSLCertificateFile    /etc/letsencrypt/live/${url.hostname}/fullchain.pem
    SSLCertificateKeyFile /etc/letsencrypt/live/${url.hostname}/privkey.pem
</VirtualHost>
`;
}

function ranges(place: FixPlace): string {
  return inLocation(
    place,
    '# What is compressed on the way cannot be read in parts.',
    'SetEnv no-gzip 1',
    'SetEnv no-brotli 1',
    '# Not "MaxRanges none", nor "RequestHeader unset Range", which turn parts off.',
    'MaxRanges default',
  );
}

function privateNetwork(place: FixPlace): string {
  const leave = 'Header always set Access-Control-Allow-Private-Network "true"';
  return modules + inLocation(place, leave, ...corsLines(place));
}

/** What the Apache HTTP Server is told. */
export const apacheFixes: ServerFixes = {
  ...{ where: 'apache2.conf', inShell: ['not-found', 'bad-metadata'] },
  texts: {
    ...{ cors, 'cors-on-errors': cors, 'cors-header': cors, forbidden: publicReading },
    ...{ 'sign-in': withoutSignIn, 'mixed-content': encrypted, 'no-ranges': ranges },
    'private-network': privateNetwork,
    'not-found': (place) => look(place, root),
    'bad-metadata': (place) => mended(place, root),
  },
};
