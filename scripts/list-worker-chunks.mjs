import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Adds what workers load when they need it to the bundler's manifest, which lists only what pages load: the service worker keeps
 * what that lists.
 * @returns {import('vite').Plugin}
 */
export function listWorkerChunks() {
  return {
    name: 'list-worker-chunks',
    apply: 'build',
    writeBundle({ dir = '' }, bundle) {
      const path = join(dir, '.vite/manifest.json');
      if (!existsSync(path)) return;
      const manifest = JSON.parse(readFileSync(path, 'utf8'));
      for (const file of Object.keys(bundle))
        if (/\/workers\/chunks\/[^/]+\.js$/.test(file)) manifest[file] ??= { file };
      writeFileSync(path, JSON.stringify(manifest, undefined, 2));
    },
  };
}
