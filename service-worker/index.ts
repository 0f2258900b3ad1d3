/// <reference types="@sveltejs/kit" />
/// <reference no-default-lib="true"/>
/// <reference lib="esnext" />
/// <reference lib="webworker" />
import { base, build, files, prerendered, version } from '$service-worker';
import { scopeOf, tabChannel } from '../src/lib/offline';
import { fillShell, isWhole } from './fill-shell';
import { OldShells } from './old-shells';
import { KeptRoute } from './kept-route';
import { keptRouteOptions } from './kept-store';
import { isShellAsset, shellFiles, shellPath, shellPrefix, type Shell } from './shell-path';
import { ShellStrategy } from './shell-strategy';

const worker = self as unknown as ServiceWorkerGlobalScope;
const prefix = shellPrefix(worker.registration.scope);
const cacheName = prefix + version;
const shell: Shell = {
  origin: worker.location.origin,
  pages: new Set([`${base}/`, ...prerendered]),
  assets: new Set([...build, ...shellFiles(files, base)]),
};
const filling = { caches, fetch: (request: Request) => fetch(request), cacheName, shell, base };
const older = new OldShells({ caches, tabs: openPages, prefix, current: cacheName });
const strategy = new ShellStrategy({ cacheName, matchOptions: { ignoreVary: true } });

const keepScope = scopeOf(worker.registration.scope);
const kept = new KeptRoute(keptRouteOptions(worker.registration.scope));
void kept.refresh();
// Of what is kept while this runs, keepers tell.
if ('BroadcastChannel' in worker) followKeepers(new BroadcastChannel(tabChannel(keepScope)));

worker.addEventListener('install', (event) => {
  event.waitUntil(older.note().then(() => fillShell(filling)));
});

worker.addEventListener('activate', (event) => {
  event.waitUntil(older.retire().then(() => worker.clients.claim()));
});

worker.addEventListener('message', (event) => {
  if (isOfType(event.data, 'SKIP_WAITING')) event.waitUntil(worker.skipWaiting());
});

worker.addEventListener('fetch', (event) => {
  const { method, mode, url, headers } = event.request;
  const facts = { method, mode, url, hasRange: headers.has('range') };
  if (mode === 'navigate') event.waitUntil(older.tidy().then(mendShell));
  if (shellPath(facts, shell) !== undefined) event.respondWith(strategy.handle(event));
  else if (isShellAsset(facts, shell, base)) event.respondWith(fromOlder(event));
  else {
    const place = kept.placeOf(facts);
    if (place) event.respondWith(kept.answer(event.request, place));
  }
});

/** Another app of this origin may have cleared all caches there are. */
async function mendShell(): Promise<void> {
  if (await isWhole(filling)) return;
  // Offline, or a newer version is on the server, which is installed instead: the network serves meanwhile.
  await fillShell(filling).catch(() => undefined);
}

/** Those that no worker controls count too: they may have begun with any version. */
async function openPages(): Promise<string[]> {
  const pages = await worker.clients.matchAll({ type: 'window', includeUncontrolled: true });
  return pages.filter(({ url }) => url.startsWith(worker.registration.scope)).map(({ id }) => id);
}

/** A dataset that is new, or anew, has another root or generation. */
function followKeepers(channel: BroadcastChannel): void {
  channel.addEventListener('message', ({ data }) => {
    if (isOfType(data, 'library') || isOfType(data, 'generation')) void kept.refresh();
  });
}

/** What only some need is not put by before one of them does, and from then on. */
async function fromOlder(event: FetchEvent): Promise<Response> {
  const { request } = event;
  const path = new URL(request.url).pathname;
  // What has no hash in its name is another thing tomorrow.
  const isLasting = path.startsWith(`${base}/_app/immutable/`);
  const found = (await older.match(path)) ?? (await caches.match(path, { cacheName, ignoreVary: true }));
  if (found) return found;
  const response = await fetch(request);
  if (isLasting && response.ok && !response.redirected) {
    const copy = response.clone();
    event.waitUntil(putBy(path, copy).catch(() => undefined));
  }
  return response;
}

/** A shell that is not there is not begun with it. */
async function putBy(path: string, response: Response): Promise<void> {
  if (await caches.has(cacheName)) await (await caches.open(cacheName)).put(path, response);
}

function isOfType(message: unknown, type: string): boolean {
  return typeof message === 'object' && message !== null && 'type' in message && message.type === type;
}
