import { Workbox } from 'workbox-window';
import { dev } from '$app/environment';
import { resolve } from '$app/paths';

/** What the app does when a newer version waits. */
export interface ServiceWorkerOptions {
  /** `apply` lets the newer version take over and reloads the page; until then the old one goes on, whole. */
  readonly onUpdateReady: (apply: () => void) => void;
}

/**
 * Registers the service worker that keeps the app itself for use offline, once the page has loaded. Does nothing during development
 * and where there is no service worker (plain http, private windows of some browsers).
 * Rejects with the browser's error when registration fails; the app works on without it.
 */
export async function registerServiceWorker({ onUpdateReady }: ServiceWorkerOptions): Promise<void> {
  if (dev || !('serviceWorker' in navigator)) return;
  const scope = resolve('/');
  const workbox = new Workbox(`${scope}service-worker.js`, { scope });
  workbox.addEventListener('waiting', () => {
    onUpdateReady(() => {
      workbox.addEventListener('controlling', () => location.reload());
      workbox.messageSkipWaiting();
    });
  });
  await workbox.register();
}
