import { hasDatabase, KeepDatabase, type DatasetRow } from '../src/lib/db';
import { entryPath, entryUrl, keptPrefix, parseCacheName, readEntry, scopeOf } from '../src/lib/offline';
import { chunkName } from './chunk-name';
import type { KeptRoot, KeptRouteOptions } from './kept-route';

/** What the route needs, of the index and the caches of this browser. `appUrl`: the scope of the service worker. */
export function keptRouteOptions(appUrl: string): KeptRouteOptions {
  const { origin } = new URL(appUrl);
  const scope = scopeOf(appUrl);
  let rows: readonly DatasetRow[] = [];
  return {
    roots: async () => {
      rows = await readRows(scope);
      return rows.map(toRoot);
    },
    match: (dataset, generation, path) => matchKept({ origin, scope, dataset, generation }, path),
    pathOf: entryPath,
    nameOf: (dataset, path) => chunkName(rows.find(({ id }) => id === dataset)?.levels ?? [], path),
    fetch: (request) => fetch(request),
  };
}

function toRoot({ id, location, generation }: DatasetRow): KeptRoot {
  return { root: `${location.replace(/\/+$/, '')}/`, dataset: id, generation };
}

/** Opens the database for a moment only: nobody is to wait for this to change its tables. */
async function readRows(scope: string): Promise<DatasetRow[]> {
  if (!(await hasDatabase(scope))) return [];
  const database = new KeepDatabase(scope);
  try {
    return await database.datasets.toArray();
  } finally {
    database.close();
  }
}

interface Place {
  readonly origin: string;
  readonly scope: string;
  readonly dataset: string;
  readonly generation: number;
}

/** Looks an entry up in the caches of its dataset, which are few, and hands it on only when it is what was put there. */
async function matchKept(
  { origin, scope, dataset, generation }: Place,
  path: string,
): Promise<Response | undefined> {
  for (const cacheName of await caches.keys()) {
    if (!cacheName.startsWith(keptPrefix(scope))) continue;
    const name = parseCacheName(cacheName);
    if (name?.dataset !== dataset || name.generation !== generation) continue;
    const found = await caches.match(entryUrl(origin, dataset, generation, path), { cacheName });
    const entry = found && (await readEntry(found));
    if (entry) return new Response(entry.bytes, { headers: { 'content-type': 'application/octet-stream' } });
  }
  return undefined;
}
