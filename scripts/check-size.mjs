import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

/** What may be sent, in KiB after gzip. Raise a number only with a reason in the commit that does. */
const budgets = [
  { name: 'first load: scripts of the page', maxKiB: 300, files: firstLoadScripts },
  {
    name: 'decode worker',
    maxKiB: 600,
    files: () => list('_app/immutable/workers', /^worker-.*\.js$/),
  },
  { name: 'service worker', maxKiB: 60, files: () => ['service-worker.js'] },
];

/** @param {string} folder @param {RegExp} pattern */
function list(folder, pattern) {
  return readdirSync(join('build', folder))
    .filter((name) => pattern.test(name))
    .map((name) => join(folder, name));
}

/** The scripts that index.html names, and all that these import before anything runs; dynamic imports are left out. */
function firstLoadScripts() {
  const html = readFileSync('build/index.html', 'utf8');
  const found = new Set([...html.matchAll(/_app\/immutable\/[\w./-]+\.js/g)].map(([path]) => path));
  for (const path of found)
    for (const [, specifier] of readFileSync(join('build', path), 'utf8').matchAll(
      /(?:import|from)\s*"(\.[^"]+\.js)"/g,
    ))
      found.add(join(path, '..', /** @type {string} */ (specifier)));
  return [...found];
}

/** @param {string[]} files */
function gzipKiB(files) {
  const bytes = files.map((file) => gzipSync(readFileSync(join('build', file)), { level: 9 }).byteLength);
  return bytes.reduce((total, size) => total + size, 0) / 1024;
}

function main() {
  if (!existsSync('build/index.html'))
    throw new Error('There is no build to weigh: run `npm run build` first.');
  let isOver = false;
  for (const { name, maxKiB, files } of budgets) {
    const paths = files();
    if (paths.length === 0) throw new Error(`No file of the build is "${name}".`);
    const size = gzipKiB(paths);
    isOver ||= size > maxKiB;
    const mark = size > maxKiB ? 'OVER' : 'ok';
    console.log(
      `${name.padEnd(34)} ${String(paths.length).padStart(3)} files ${size.toFixed(1).padStart(7)} of ${maxKiB} KiB  ${mark}`,
    );
  }
  return isOver ? 1 : 0;
}

try {
  process.exitCode = main();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
