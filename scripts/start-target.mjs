import { stat } from 'node:fs/promises';
import { basename, dirname, resolve } from 'node:path';

/**
 * What `npm start -- ARGUMENT` is to open: a location as it is, or a local folder or file and where to serve it.
 * Rejects with an Error, in words for the user, when there is no such path.
 * @param {string} argument
 * @returns {Promise<{ location: string } | { mount: import('./local-server.mjs').Mount }>}
 */
export async function readTarget(argument) {
  // Two letters at least: `C:` is a drive.
  if (/^[a-z][a-z0-9+.-]+:/i.test(argument)) return { location: argument };
  const path = resolve(argument);
  const found = await statOf(path);
  const mountPath = `/local/${encodeURIComponent(basename(path) || 'root')}`;
  if (found.isDirectory()) return { mount: { path: mountPath, folder: path } };
  return { mount: { path: mountPath, folder: dirname(path), file: basename(path) } };
}

async function statOf(path) {
  try {
    return await stat(path);
  } catch (error) {
    const reason = error.code === 'ENOENT' ? 'does not exist' : `cannot be read (${error.code})`;
    throw new Error(`${path} ${reason}.`, { cause: error });
  }
}

/**
 * @param {string} origin of the app, like `http://localhost:4173`
 * @param {Awaited<ReturnType<typeof readTarget>> | undefined} target
 */
export function addressOf(origin, target) {
  if (!target) return `${origin}/`;
  const location = 'location' in target ? target.location : origin + target.mount.path;
  return `${origin}/?source=${encodeURIComponent(location)}`;
}
