// For a release whose service worker does harm: put this on the host in place of service-worker.js, and keep it there. Browsers take it at
// the next visit. It deletes the app that they keep, never any data, and ends itself; from then on the host alone serves.
addEventListener('install', (event) => event.waitUntil(self.skipWaiting()));
addEventListener('activate', (event) => event.waitUntil(end()));

async function end() {
  const names = await caches.keys();
  await Promise.all(
    names.filter((name) => name.startsWith(shellPrefix())).map((name) => caches.delete(name)),
  );
  await self.registration.unregister();
}

/** As in service-worker/shell-path.ts: apps under several paths of an origin share one Cache Storage. */
function shellPrefix() {
  let hash = 0x811c9dc5;
  for (const character of self.registration.scope)
    hash = Math.imul(hash ^ character.charCodeAt(0), 0x01000193);
  return `exascope-shell-${(hash >>> 0).toString(16).padStart(8, '0')}-`;
}
