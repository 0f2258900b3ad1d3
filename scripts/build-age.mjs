import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';

/** What the site is built from, below the project's root. */
export const buildSources = [
  'src',
  'service-worker',
  'static',
  'package.json',
  'package-lock.json',
  'svelte.config.js',
  'vite.config.ts',
];

/**
 * True unless `output`, the file that a build writes last, is newer than everything that the build is made from.
 * Folders count as well, so that a removed file is noticed.
 * @param {string} output
 * @param {readonly string[]} sources files and folders
 */
export async function isStale(output, sources) {
  const built = await changedAt(output);
  for (const source of sources) {
    if ((await newestUnder(source)) >= built) return true;
  }
  return false;
}

/** In ms; −Infinity where there is nothing. */
async function changedAt(path) {
  const found = await stat(path).catch((error) => {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  });
  return found?.mtimeMs ?? -Infinity;
}

async function newestUnder(path) {
  const own = await changedAt(path);
  const entries = await readdir(path, { recursive: true }).catch((error) => {
    if (error.code === 'ENOTDIR' || error.code === 'ENOENT') return [];
    throw error;
  });
  const times = await Promise.all(entries.map((entry) => changedAt(join(path, entry))));
  return times.reduce((newest, time) => Math.max(newest, time), own);
}
