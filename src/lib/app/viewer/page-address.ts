import { pushState, replaceState } from '$app/navigation';
import type { PageAddress } from './link-sync';

/** The address of this page, and the clock of its browser. */
export function pageAddress(): PageAddress {
  return {
    href: () => location.href,
    push: (link) => wrote(link, pushState),
    replace: (link) => wrote(link, replaceState),
    onMove: (tell) => {
      addEventListener('hashchange', tell);
      addEventListener('popstate', tell);
    },
    now: () => performance.now(),
    later: (ms, run) => {
      const timer = setTimeout(run, ms);
      return () => clearTimeout(timer);
    },
  };
}

/** Safari throws where it refuses one change more; Chromium says nothing, and leaves the address as it was. */
function wrote(link: string, write: (url: string, state: App.PageState) => void): boolean {
  try {
    write(link, {});
  } catch (error) {
    if (!(error instanceof DOMException)) throw error;
  }
  return location.href === new URL(link).href;
}
