import { pushState, replaceState } from '$app/navigation';
import { decodeLink, encodeLink, type Link, type ViewState } from '../../share';

/** Pause after the last change before the address follows: browsers refuse more than 100 changes in 30 s. */
const QUIET_MS = 400;

export interface LinkSyncOptions {
  /** The view as a link carries it; `undefined` while nothing is open. */
  readonly state: () => ViewState | undefined;
  /** The address was changed by someone else: another link was pasted over it, or the browser went back or forward. */
  readonly onLink: (link: Link) => void;
}

/**
 * Keeps the page's address in step with the view, so that it can be copied at any time and survives a reload. Going back
 * leads from what is open to what was open before it, and at last to the first page.
 */
export class LinkSync {
  readonly #options: LinkSyncOptions;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #written = location.href;

  constructor(options: LinkSyncOptions) {
    this.#options = options;
    const follow = (): void => {
      if (location.href === this.#written) return;
      clearTimeout(this.#timer);
      this.#written = location.href;
      options.onLink(decodeLink(location.href));
    };
    addEventListener('hashchange', follow);
    addEventListener('popstate', follow);
  }

  /** The address of the view, without secrets. */
  link(): string {
    const state = this.#options.state();
    const memory = memoryOf(location.href);
    return state ? encodeLink(location.href, state, memory) : bareAddress(location.href);
  }

  /** The view may have changed. */
  changed(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      this.#write();
    }, QUIET_MS);
  }

  #write(): void {
    const link = this.link();
    if (link === this.#written) return;
    const isElsewhere = sourcesOf(link) !== sourcesOf(this.#written);
    this.#written = link;
    if (isElsewhere) pushState(link, {});
    else replaceState(link, {});
  }
}

/** A limit that the address sets stays in it. */
function memoryOf(href: string): { memoryLimitBytes?: number } {
  const { memoryLimitBytes } = decodeLink(href);
  return memoryLimitBytes === undefined ? {} : { memoryLimitBytes };
}

/** The page's address without a view. */
function bareAddress(href: string): string {
  const url = new URL(href);
  url.hash = '';
  for (const name of ['source', 'url', 'image_url', 'withheld']) url.searchParams.delete(name);
  return url.href;
}

function sourcesOf(href: string): string {
  return decodeLink(href).sources.join('\n');
}
