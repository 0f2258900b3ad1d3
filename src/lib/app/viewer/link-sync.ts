import { pushState, replaceState } from '$app/navigation';
import { encodeLink, readAddress, sourceParameters, type ViewState } from '../../share';
import { stepOf } from './link-step';

/** Pause after the last change before the address follows: browsers refuse more than 100 changes in 30 s, some in 10 s. */
const QUIET_MS = 500;

/** The address follows after this long, however much goes on changing. */
const MAX_WAIT_MS = 2000;

export interface LinkSyncOptions {
  /** The view as a link carries it; `undefined` while nothing is open. */
  readonly state: () => ViewState | undefined;
  /** Something is being opened: the view is not yet what it will be. */
  readonly isBusy: () => boolean;
  /** The address was changed by someone else: another link was pasted over it, or the browser went back or forward. */
  readonly onLink: () => void;
}

/**
 * Keeps the page's address in step with the view, so that it can be copied at any time and survives a reload. Going back
 * leads through the steps of {@link stepOf}, each as it was left, and at last to the first page.
 */
export class LinkSync {
  /** Constants of loading, as a link says them; absent where they are as by default. */
  tuning: string | undefined;
  readonly #options: LinkSyncOptions;
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** When the first change came that the address lacks; absent when it lacks none. */
  #changedAtMs: number | undefined;
  #written = location.href;
  /** Absent until the view of an address that came from elsewhere is there. */
  #step: string | undefined;
  #isNewStep = false;
  /** Above 0 while a link is being shown: half of it is never written. */
  #held = 0;

  constructor(options: LinkSyncOptions) {
    this.#options = options;
    const follow = (): void => {
      if (location.href === this.#written) return;
      clearTimeout(this.#timer);
      this.#written = location.href;
      this.#step = undefined;
      this.#isNewStep = false;
      options.onLink();
    };
    addEventListener('hashchange', follow);
    addEventListener('popstate', follow);
  }

  /** The address of the view, without secrets. */
  link(): string {
    return addressOf(this.#options.state(), this.tuning);
  }

  /** The view may have changed. */
  changed(): void {
    clearTimeout(this.#timer);
    if (this.#held > 0) return;
    const nowMs = performance.now();
    this.#changedAtMs ??= nowMs;
    const leftMs = Math.max(0, this.#changedAtMs + MAX_WAIT_MS - nowMs);
    this.#timer = setTimeout(() => this.#write(), Math.min(QUIET_MS, leftMs));
  }

  /** Leaves the address as it is until a link is shown. */
  async during<T>(show: () => Promise<T>): Promise<T> {
    clearTimeout(this.#timer);
    this.#held++;
    try {
      return await show();
    } finally {
      this.#held--;
      this.changed();
    }
  }

  /** What is shown next is a step of its own, however much it resembles the last. */
  beginStep(): void {
    this.#isNewStep = true;
  }

  #write(): void {
    this.#changedAtMs = undefined;
    if (this.#options.isBusy()) {
      this.changed();
      return;
    }
    const state = this.#options.state();
    const link = addressOf(state, this.tuning);
    const step = stepOf(state);
    const isNew =
      this.#isNewStep ||
      (this.#step === undefined ? sourcesOf(link) !== sourcesOf(this.#written) : step !== this.#step);
    if (link !== this.#written && !wrote(link, isNew)) return;
    this.#written = link;
    this.#step = step;
    this.#isNewStep = false;
  }
}

/** False where the browser refuses one change more: the next one brings it up to date. */
function wrote(link: string, isNew: boolean): boolean {
  try {
    if (isNew) pushState(link, {});
    else replaceState(link, {});
    return true;
  } catch (error) {
    if (!(error instanceof DOMException)) throw error;
    return false;
  }
}

function addressOf(state: ViewState | undefined, tuning: string | undefined): string {
  if (!state) return bareAddress(location.href);
  return encodeLink(location.href, state, { ...memoryOf(location.href), ...(tuning && { tuning }) });
}

/** A limit that the address sets stays in it. */
function memoryOf(href: string): { memoryLimitBytes?: number } {
  const { memoryLimitBytes } = readAddress(href);
  return memoryLimitBytes === undefined ? {} : { memoryLimitBytes };
}

/** The page's address without a view. */
function bareAddress(href: string): string {
  const url = new URL(href);
  url.hash = '';
  for (const name of [...sourceParameters, 'withheld', 'tuning']) url.searchParams.delete(name);
  return url.href;
}

function sourcesOf(href: string): string {
  return readAddress(href).sources.join('\n');
}
