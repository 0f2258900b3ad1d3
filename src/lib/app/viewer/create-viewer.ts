import type { Viewer } from './model';
import { makeScripting } from '../scripting/scripting';
import { AppViewer } from './viewer.svelte';

/** Makes the page's viewer, opens what the address names, and publishes `window.exascope`. Once per page. */
export function createViewer(): Viewer & { readonly started: Promise<void> } {
  const viewer = new AppViewer();
  Object.assign(window, { exascope: makeScripting(viewer.session, viewer.started) });
  return viewer;
}
