import { replaceState } from '$app/navigation';
import { decodeLink, encodeLink, type ViewState } from '../share';

/** Pause after the last change before the address follows: browsers refuse more than 100 changes in 30 s. */
const QUIET_MS = 400;

/** Keeps the page's address in step with the view, so that it can be copied at any time and survives a reload. */
export class LinkSync {
  readonly #state: () => ViewState | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #written = '';

  constructor(state: () => ViewState | undefined) {
    this.#state = state;
  }

  /** The address of the view, without secrets. */
  link(): string {
    const state = this.#state();
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

  /** True when the address was written by this page itself. */
  isOwn(href: string): boolean {
    return href === this.#written;
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
