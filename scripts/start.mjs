import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildSources, isStale } from './build-age.mjs';
import { listen, siteListener, withMounts } from './local-server.mjs';
import { addressOf, readTarget } from './start-target.mjs';

const usage = 'Usage: npm start [-- PATH_OR_LOCATION]';
const firstPort = 4173;
const root = dirname(dirname(fileURLToPath(import.meta.url)));
async function buildWhereStale() {
  const fromRoot = (path) => join(root, path);
  if (!(await isStale(fromRoot('build/404.html'), buildSources.map(fromRoot)))) return;
  const vite = fromRoot('node_modules/vite/bin/vite.js');
  console.error('Building the site.');
  const building = spawn(process.execPath, [vite, 'build'], { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] });
  const output = [];
  for (const stream of [building.stdout, building.stderr]) stream.on('data', (part) => output.push(part));
  const [code] = await once(building, 'close');
  if (code !== 0) throw new Error(`${Buffer.concat(output)}\nThe build failed, for the reason above.`);
}

function portsToTry(port = process.env.PORT) {
  if (!port) return Array.from({ length: 100 }, (_, i) => firstPort + i);
  if (!/^\d{1,5}$/.test(port) || Number(port) > 65535)
    throw new Error(`PORT is "${port}", which is no port.`);
  return [Number(port)];
}

async function start(argument, ...rest) {
  if (rest.length > 0 || argument?.startsWith('-')) throw new Error(usage);
  // npm runs scripts in the project's folder, whereas a path is meant from where the user is.
  if (process.env.INIT_CWD) process.chdir(process.env.INIT_CWD);
  const target = argument === undefined ? undefined : await readTarget(argument);
  const ports = portsToTry();
  await buildWhereStale();
  const mounts = target && 'mount' in target ? [target.mount] : [];
  const server = await listen(withMounts(siteListener(join(root, 'build')), mounts), { ports });
  for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => void server.close());
  console.log(`Exascope is at ${addressOf(`http://localhost:${server.port}`, target)}`);
}

start(...process.argv.slice(2)).catch((error) => {
  console.error(error.message);
  process.exitCode = 1;
});
