/// <reference types="@sveltejs/kit" />
/// <reference no-default-lib="true"/>
/// <reference lib="esnext" />
/// <reference lib="webworker" />
import { base, build, files, prerendered, version } from '$service-worker';
import { OldShells } from './old-shells';
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
const older = new OldShells({ caches, tabs: openPages, prefix, current: cacheName });
const strategy = new ShellStrategy({ cacheName, matchOptions: { ignoreVary: true } });

worker.addEventListener('install', (event) => {
  event.waitUntil(precache());
});

worker.addEventListener('activate', (event) => {
  event.waitUntil(takeOver());
});

worker.addEventListener('message', (event) => {
  if (isSkipWaiting(event.data)) event.waitUntil(worker.skipWaiting());
});

worker.addEventListener('fetch', (event) => {
  const { method, mode, url, headers } = event.request;
  const facts = { method, mode, url, hasRange: headers.has('range') };
  if (mode === 'navigate') event.waitUntil(older.tidy());
  if (shellPath(facts, shell) !== undefined) event.respondWith(strategy.handle(event));
  else if (isShellAsset(facts, shell, base)) event.respondWith(fromOlder(event.request));
});

/** All or nothing: a shell with a hole is not installed. The HTTP cache is passed over, so that no file is of another version. */
async function precache(): Promise<void> {
  const cache = await caches.open(cacheName);
  await cache.addAll([...shell.pages, ...shell.assets].map((path) => new Request(path, { cache: 'reload' })));
}

async function takeOver(): Promise<void> {
  await older.retire();
  await worker.clients.claim();
}

/** Those that no worker controls count too: they may have begun with any version. */
async function openPages(): Promise<string[]> {
  const pages = await worker.clients.matchAll({ type: 'window', includeUncontrolled: true });
  return pages.filter(({ url }) => url.startsWith(worker.registration.scope)).map(({ id }) => id);
}

async function fromOlder(request: Request): Promise<Response> {
  return (await older.match(new URL(request.url).pathname)) ?? fetch(request);
}

function isSkipWaiting(message: unknown): boolean {
  return (
    typeof message === 'object' && message !== null && 'type' in message && message.type === 'SKIP_WAITING'
  );
}
