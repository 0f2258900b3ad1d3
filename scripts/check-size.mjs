import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

/** Where the bundler says which file each lazily fetched part became. */
const MANIFEST = '.svelte-kit/output/client/.vite/manifest.json';

/** What may be sent, in KiB after gzip. Raise a number only with a reason in the commit that does. */
const budgets = [
  { name: 'first load: scripts of the page', maxKiB: 300, files: firstLoadScripts },
  // On the way to the first picture too: asked for as soon as the page knows which of them it needs.
  { name: 'then: panels of a window', maxKiB: 50, files: () => partScripts('screen/WindowPanels.svelte') },
  {
    name: 'then: panels of a phone',
    maxKiB: 50,
    files: () => partScripts('screen/phone/PhonePanels.svelte'),
  },
  { name: 'then: start page', maxKiB: 20, files: () => partScripts('home/Home.svelte') },
  // HDF5 files are presented as Zarr here, and read elsewhere. What makes points, and what tells of them, took 2 KiB of it.
  { name: 'worker: decode', maxKiB: 74, files: () => workerNamed('decode') },
  // For Blosc, LZ4 and Zstandard: compiled code, each fetched when a dataset needs it; and what reads BigDataViewer's XML.
  { name: 'worker: decoders, all of them', maxKiB: 485, files: () => laterScripts('decode') },
  // The whole HDF5 library, compiled: fetched when the first HDF5 file is opened, and kept from then on.
  { name: 'worker: hdf5', maxKiB: 1010, files: () => workerNamed('hdf5') },
  { name: 'worker: keeper', maxKiB: 55, files: () => workerNamed('keeper') },
  { name: 'worker: histogram', maxKiB: 4, files: () => workerNamed('histogram') },
  // Reads markup: the names of HTML's entities are a third of it.
  { name: 'worker: hierarchy', maxKiB: 90, files: () => workerNamed('hierarchy') },
  // What reads BigDataViewer's XML.
  { name: 'worker: hierarchy, what it may need', maxKiB: 20, files: () => laterScripts('hierarchy') },
  { name: 'worker: projection', maxKiB: 4, files: () => workerNamed('projection') },
  { name: 'service worker', maxKiB: 60, files: () => ['service-worker.js'] },
  // All that a visitor who opens everything fetches after the first load, each script once.
  { name: 'later: panels, dialogs and tools', maxKiB: 340, files: () => partsFetchedLater() },
];

/**
 * What each part of the page that is fetched when it is asked for may add, in KiB after gzip: its own script, and that with all it
 * imports which the first load has not brought. See docs/decisions/0009.
 */
const part = { ownKiB: 20, wholeKiB: 60 };
/** Scripts that may be larger than `part.ownKiB`. */
const larger = [
  // Writes video files: fetched when a recording begins.
  { name: 'node_modules/mediabunny/dist/modules/src/index.js', ownKiB: 40 },
];

/** @param {string} path */
const textOf = (path) => readFileSync(join('build', path), 'utf8');

/** @param {string} folder */
function scriptsIn(folder) {
  return readdirSync(join('build', folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.js'))
    .map((name) => join(folder, name));
}

/** Adds all that scripts import before they run; dynamic imports are left out. @param {Iterable<string>} paths */
function withImports(paths) {
  const found = new Set(paths);
  for (const path of found)
    for (const [, specifier] of textOf(path).matchAll(/(?:import|from)\s*["'`](\.[^"'`]+\.js)["'`]/g))
      found.add(join(path, '..', /** @type {string} */ (specifier)));
  return found;
}

/** The scripts that index.html names, and all that these import before anything runs. */
function firstLoadScripts() {
  const named = [...textOf('index.html').matchAll(/_app\/immutable\/[\w./-]+\.js/g)].map(([path]) => path);
  return [...withImports(named)];
}

/** What the bundler says of a script. @typedef {{ file: string, isDynamicEntry?: boolean }} Entry */

/** @returns {Record<string, Entry>} */
const manifest = () => JSON.parse(readFileSync(MANIFEST, 'utf8'));

/** Scripts and what they import, without what the first load has brought. @param {Iterable<string>} paths */
function addedBy(paths) {
  const first = new Set(firstLoadScripts());
  return [...withImports(paths)].filter((path) => !first.has(path));
}

/** What a part that is fetched when it is needed adds to the first load. @param {string} component below `src/lib/ui` */
function partScripts(component) {
  const entry = manifest()[`src/lib/ui/${component}`];
  if (!entry)
    throw new Error(`${component} is fetched along with something else: it has no size of its own.`);
  return addedBy([entry.file]);
}

/** The parts of the page that are fetched when they are asked for, by name. The framework's own start is none. */
function laterParts() {
  const first = new Set(firstLoadScripts());
  return Object.entries(manifest()).filter(
    ([, { file, isDynamicEntry }]) => isDynamicEntry && !first.has(file) && file.endsWith('.js'),
  );
}

function partsFetchedLater() {
  return addedBy(laterParts().map(([, { file }]) => file));
}

/** Weighs every part that is fetched when it is asked for, says which are the largest, and returns whether one is over its bound. */
function checkParts() {
  const parts = laterParts().map(([name, { file }]) => {
    const { ownKiB } = larger.find((each) => each.name === name) ?? part;
    return { name, own: gzipKiB([file]), whole: gzipKiB(addedBy([file])), ownKiB };
  });
  const gone = larger.find(({ name }) => !parts.some((each) => each.name === name));
  if (gone) throw new Error(`${gone.name} is no part of the build: take it out of the larger ones.`);
  const over = parts.filter(({ own, whole, ownKiB }) => own > ownKiB || whole > part.wholeKiB);
  for (const { name, own, whole, ownKiB } of over)
    console.log(
      `${name}: ${own.toFixed(1)} of ${ownKiB} KiB, ${whole.toFixed(1)} of ${part.wholeKiB} KiB with its imports  OVER`,
    );
  const largest = parts.reduce((a, b) => (b.whole > a.whole ? b : a));
  console.log(
    `each of ${parts.length} parts fetched later: the largest adds ${largest.whole.toFixed(1)} of ${part.wholeKiB} KiB (${largest.name})`,
  );
  return over.length > 0;
}

/** The workers of the build, by the names that they are started with. @returns {Map<string, string>} */
function workers() {
  const started = /(worker-[\w-]+\.js)[^{}]*\{[^{}]*name:\s*["'`]([\w-]+)["'`]/g;
  const folders = ['chunks', 'nodes', 'workers'];
  const scripts = folders.flatMap((folder) => scriptsIn(`_app/immutable/${folder}`));
  return new Map(
    scripts.flatMap((path) =>
      [...textOf(path).matchAll(started)].map(([, file = '', name = '']) => [
        name,
        `_app/immutable/workers/${file}`,
      ]),
    ),
  );
}

/** @param {string} name */
function workerNamed(name) {
  return [...withImports([workers().get(name) ?? []].flat())];
}

/** What a worker loads when it needs it. @param {string} name */
function laterScripts(name) {
  const [worker = ''] = workerNamed(name);
  const imported = [...textOf(worker).matchAll(/import\(\s*["'`](\.[^"'`]+\.js)["'`]/g)];
  const scripts = imported.map(([, specifier]) => join(worker, '..', /** @type {string} */ (specifier)));
  return [...withImports(scripts)].filter((path) => path !== worker);
}

/** Every worker has a budget. */
function checkWorkers() {
  const budgeted = budgets.flatMap(({ name, files }) => (name.startsWith('worker: ') ? files() : []));
  const free = scriptsIn('_app/immutable/workers').filter((path) => !budgeted.includes(path));
  if (free.length > 0) throw new Error(`No budget says what may be sent of ${free.join(', ')}.`);
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
  checkWorkers();
  return checkParts() || isOver ? 1 : 0;
}

try {
  process.exitCode = main();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
