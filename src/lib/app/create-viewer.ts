import type { Viewer } from './model';
import { makeScripting, type Exascope } from './scripting';
import { AppViewer } from './viewer.svelte';

declare global {
  interface Window {
    exascope: Exascope;
  }
}

/** Makes the page's viewer, opens what the address names, and publishes `window.exascope`. Once per page. */
export function createViewer(): Viewer & { readonly started: Promise<void> } {
  const viewer = new AppViewer();
  window.exascope = makeScripting(viewer.session, viewer.started);
  return viewer;
}
