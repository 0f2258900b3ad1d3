import { Workbox } from 'workbox-window';
import { dev } from '$app/environment';
import { resolve } from '$app/paths';
import { UpdateCheck } from './update-check';

/** What the app does when a newer version waits. */
export interface ServiceWorkerOptions {
  /** `apply` lets the newer version take over and reloads the page; until then the old one goes on, whole. */
  readonly onUpdateReady: (apply: () => void) => void;
}

/**
 * Registers the service worker that keeps the app itself for use offline, once the page has loaded, and looks for newer ones from
 * then on. Does nothing during development and where there is no service worker (plain http, private windows of some browsers).
 * Rejects with the browser's error when registration fails; the app works on without it.
 */
export async function registerServiceWorker({ onUpdateReady }: ServiceWorkerOptions): Promise<void> {
  if (dev || !('serviceWorker' in navigator)) return;
  const scope = resolve('/');
  // However long a host lets files be kept, the service worker is asked for anew.
  const workbox = new Workbox(`${scope}service-worker.js`, { scope, updateViaCache: 'none' });
  workbox.addEventListener('waiting', () => {
    // Another tab may let it take over before this one does.
    const takeover = new Promise<void>((done) => workbox.addEventListener('controlling', () => done()));
    onUpdateReady(() => {
      void takeover.then(() => location.reload());
      workbox.messageSkipWaiting();
    });
  });
  await workbox.register();
  const updates = new UpdateCheck({ check: () => workbox.update(), nowMs: Date.now });
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'visible') void updates.seen();
  });
}
