import { AppError } from '../../core';
import { encodeLink, readAddress, sourceParameters, type Disclosure, type ViewState } from '../../share';
import { stepOf } from './link-step';

/** Pause after the last change before the address follows: browsers refuse more than 100 changes in 30 s, some in 10 s. */
const QUIET_MS = 500;

/** The address follows after this long, however much goes on changing. */
const MAX_WAIT_MS = 2000;

/** Pause after a change that the browser refused. */
const REFUSED_MS = 10_000;

/** The address of a page, its history and its clock. */
export interface PageAddress {
  readonly href: () => string;
  /** Both write an entry of the history; false where the browser refuses one change more. */
  readonly push: (link: string) => boolean;
  readonly replace: (link: string) => boolean;
  /** Tells of every entry that was gone to. */
  readonly onMove: (tell: () => void) => void;
  readonly now: () => number;
  /** Returns what keeps it from being run. */
  readonly later: (ms: number, run: () => void) => () => void;
}

export interface LinkSyncOptions extends PageAddress {
  /** The view as a link carries it; `undefined` while nothing is open. */
  readonly state: () => ViewState | undefined;
  readonly disclosed: Disclosure;
  /** Something is being opened: the view is not yet what it will be. */
  readonly isBusy: () => boolean;
  /** The address was changed by someone else: another link was pasted over it, or the browser went back or forward. */
  readonly onLink: () => void;
  /** The view has become too much for a link. The address stays as it was, until the view fits again. */
  readonly fail: (error: AppError) => void;
}

/**
 * Keeps the page's address in step with the view, so that it can be copied at any time and survives a reload. Going back
 * leads through the steps of {@link stepOf}, each as it was left, and at last to the first page.
 */
export class LinkSync {
  /** Constants of loading, as a link says them; absent where they are as by default. */
  tuning: string | undefined;
  readonly #options: LinkSyncOptions;
  #cancel: () => void = () => undefined;
  /** When the first change came that the address lacks; absent when it lacks none. */
  #changedAtMs: number | undefined;
  /** Before this the browser is asked for no change more. */
  #refusedUntilMs = 0;
  #written: string;
  /** Absent until the view of an address that came from elsewhere is there. */
  #step: string | undefined;
  #isNewStep = false;
  /** It has been said that the view is too much, and it is still. */
  #isTooMuch = false;
  /** Above 0 while a link is being shown: half of it is never written. */
  #held = 0;

  constructor(options: LinkSyncOptions) {
    this.#options = options;
    this.#written = options.href();
    options.onMove(() => {
      const href = options.href();
      if (href === this.#written) return;
      this.#cancel();
      this.#written = href;
      this.#step = undefined;
      this.#isNewStep = false;
      options.onLink();
    });
  }

  /** The address of the view, without secrets. Throws an AppError `too-much-to-share`. */
  link(): string {
    const { state, href, disclosed } = this.#options;
    const [shown, tuning] = [state(), this.tuning];
    if (!shown) return bareAddress(href());
    const { keeps, takesKey } = disclosed;
    return encodeLink(href(), shown, {
      ...{ ...(keeps && { keeps }), ...(takesKey && { takesKey }) },
      ...memoryOf(href()),
      ...(tuning && { tuning }),
    });
  }

  /** The view may have changed. */
  changed(): void {
    this.#cancel();
    if (this.#held > 0) return;
    const nowMs = this.#options.now();
    this.#changedAtMs ??= nowMs;
    const leftMs = Math.max(0, this.#changedAtMs + MAX_WAIT_MS - nowMs);
    const waitMs = Math.max(Math.min(QUIET_MS, leftMs), this.#refusedUntilMs - nowMs);
    this.#cancel = this.#options.later(waitMs, () => this.#write());
  }

  /** Leaves the address as it is until a link is shown. */
  async during<T>(show: () => Promise<T>): Promise<T> {
    this.#cancel();
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
    const { isBusy, state, now } = this.#options;
    this.#changedAtMs = undefined;
    if (isBusy()) return this.changed();
    const link = this.#linkOnce();
    if (link === undefined) return;
    const step = stepOf(state());
    const isNew =
      this.#isNewStep ||
      (this.#step === undefined ? sourcesOf(link) !== sourcesOf(this.#written) : step !== this.#step);
    if (link !== this.#written && !this.#options[isNew ? 'push' : 'replace'](link)) {
      this.#refusedUntilMs = now() + REFUSED_MS;
      return this.changed();
    }
    this.#written = link;
    this.#step = step;
    this.#isNewStep = false;
  }

  /** `undefined` for a view that is too much, of which is told when it becomes so. */
  #linkOnce(): string | undefined {
    try {
      const link = this.link();
      this.#isTooMuch = false;
      return link;
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      if (!this.#isTooMuch) this.#options.fail(error);
      this.#isTooMuch = true;
      return undefined;
    }
  }
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
  for (const name of [...sourceParameters, 'withheld', 'kept', 'tuning']) url.searchParams.delete(name);
  return url.href;
}

function sourcesOf(href: string): string {
  return readAddress(href).sources.join('\n');
}
