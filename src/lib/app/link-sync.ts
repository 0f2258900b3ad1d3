import { replaceState } from '$app/navigation';
import { decodeLink, encodeLink, type PartialViewState, type ViewState } from '../share';
import type { AppError } from '../core';

/** Pause after the last change before the address follows: browsers refuse more than 100 changes in 30 s. */
const QUIET_MS = 400;

export interface LinkSyncOptions {
  /** The view as a link carries it; `undefined` while nothing is open. */
  readonly state: () => ViewState | undefined;
  /** The address was changed by someone else, such as by pasting a link to another view of the same sources. */
  readonly onView: (view: PartialViewState, failures: readonly AppError[]) => void;
}

/** Keeps the page's address in step with the view, so that it can be copied at any time and survives a reload. */
export class LinkSync {
  readonly #options: LinkSyncOptions;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #written = '';

  constructor(options: LinkSyncOptions) {
    this.#options = options;
    addEventListener('hashchange', () => {
      if (location.href === this.#written) return;
      clearTimeout(this.#timer);
      const { view, failures } = decodeLink(location.href);
      options.onView(view, failures);
    });
  }

  /** The address of the view, without secrets. */
  link(): string {
    const state = this.#options.state();
    return state
      ? encodeLink(location.href, state, memoryOf(location.href))
      : location.origin + location.pathname;
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
    this.#written = link;
    replaceState(link, {});
  }
}

/** A limit that the address sets stays in it. */
function memoryOf(href: string): { memoryLimitBytes?: number } {
  const { memoryLimitBytes } = decodeLink(href);
  return memoryLimitBytes === undefined ? {} : { memoryLimitBytes };
}
