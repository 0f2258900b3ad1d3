/// <reference types="@sveltejs/kit" />
/// <reference no-default-lib="true"/>
/// <reference lib="esnext" />
/// <reference lib="webworker" />
import { base, build, files, prerendered, version } from '$service-worker';
import { oldShells, shellFiles, shellPath, shellPrefix, type Shell } from './shell-path';
import { ShellStrategy } from './shell-strategy';

const worker = self as unknown as ServiceWorkerGlobalScope;
const prefix = shellPrefix(worker.registration.scope);
const cacheName = prefix + version;
const shell: Shell = {
  origin: worker.location.origin,
  pages: new Set([`${base}/`, ...prerendered]),
  assets: new Set([...build, ...shellFiles(files, base)]),
};
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
  if (shellPath({ method, mode, url, hasRange: headers.has('range') }, shell) === undefined) return;
  event.respondWith(strategy.handle(event));
});

/** All or nothing: a shell with a hole is not installed. The HTTP cache is passed over, so that no file is of another version. */
async function precache(): Promise<void> {
  const cache = await caches.open(cacheName);
  await cache.addAll([...shell.pages, ...shell.assets].map((path) => new Request(path, { cache: 'reload' })));
}

async function takeOver(): Promise<void> {
  const old = oldShells(await caches.keys(), prefix, cacheName);
  await Promise.all(old.map((name) => caches.delete(name)));
  await worker.clients.claim();
}

function isSkipWaiting(message: unknown): boolean {
  return (
    typeof message === 'object' && message !== null && 'type' in message && message.type === 'SKIP_WAITING'
  );
}
