import type { MemoryBudget } from '../../../chunks';
import { isAbort, type AppError } from '../../../core';
import { toAppError } from '../../viewer/to-app-error';
import { thumbnailBytes, type Thumbnail, type ThumbnailState } from './thumbnail';

export interface ThumbnailsOptions {
  readonly load: (key: string, signal: AbortSignal) => Promise<Thumbnail>;
  readonly budget: Pick<MemoryBudget, 'reserve' | 'release'>;
  /** What all of them may take together. */
  readonly maxBytes: number;
  /** So many are loaded at a time. */
  readonly atOnce: number;
  /** One came, or failed, or was let go. */
  readonly onChange: () => void;
}

/**
 * The thumbnails of what is on the screen. The wish list is replaced as a whole: what it no longer names is no longer
 * loaded, and what was loaded stays while there is room, the one seen last longest.
 */
export class Thumbnails {
  readonly #options: ThumbnailsOptions;
  /** Seen last comes last. */
  readonly #ready = new Map<string, Thumbnail>();
  readonly #failed = new Map<string, AppError>();
  readonly #loading = new Map<string, AbortController>();
  #wanted: readonly string[] = [];
  #bytes = 0;
  #isClosed = false;

  constructor(options: ThumbnailsOptions) {
    this.#options = options;
  }

  /** All that are here, in no order that means anything. */
  get all(): readonly Thumbnail[] {
    return [...this.#ready.values()];
  }

  /** What is to be loaded, the most urgent first. */
  want(keys: readonly string[]): void {
    this.#wanted = keys;
    for (const key of keys) this.#seen(key);
    for (const [key, controller] of this.#loading)
      if (!keys.includes(key)) {
        this.#loading.delete(key);
        controller.abort();
      }
    this.#start();
  }

  stateOf(key: string): ThumbnailState {
    const thumbnail = this.#ready.get(key);
    if (thumbnail) return { kind: 'ready', thumbnail };
    const error = this.#failed.get(key);
    if (error) return { kind: 'failed', error };
    return { kind: this.#loading.has(key) ? 'loading' : 'waiting' };
  }

  /** Tries those again that failed. */
  retry(): void {
    this.#failed.clear();
    this.#start();
  }

  /** Lets go of all, and loads nothing more. */
  close(): void {
    this.#isClosed = true;
    this.want([]);
    for (const key of this.#ready.keys()) this.#drop(key);
  }

  #start(): void {
    const missing = this.#wanted.filter((key) => this.stateOf(key).kind === 'waiting');
    for (const key of missing) {
      if (this.#isClosed || this.#loading.size >= this.#options.atOnce) return;
      void this.#load(key);
    }
  }

  async #load(key: string): Promise<void> {
    const controller = new AbortController();
    this.#loading.set(key, controller);
    try {
      const thumbnail = await this.#options.load(key, controller.signal);
      if (this.#loading.get(key) === controller) this.#hold(key, thumbnail);
    } catch (error) {
      if (!isAbort(error) && this.#loading.get(key) === controller) this.#failed.set(key, toAppError(error));
    } finally {
      if (this.#loading.get(key) === controller) this.#loading.delete(key);
      this.#options.onChange();
      this.#start();
    }
  }

  /** What finds no room is gone again, and is loaded anew when it is wanted anew. */
  #hold(key: string, thumbnail: Thumbnail): void {
    const { budget, maxBytes } = this.#options;
    const bytes = thumbnailBytes(thumbnail);
    while (this.#bytes + bytes > maxBytes || !budget.reserve('inFlight', bytes)) {
      const oldest = [...this.#ready.keys()].find((each) => !this.#wanted.includes(each));
      if (oldest === undefined) {
        this.#wanted = this.#wanted.filter((each) => each !== key);
        return;
      }
      this.#drop(oldest);
    }
    this.#bytes += bytes;
    this.#ready.set(key, thumbnail);
  }

  #drop(key: string): void {
    const thumbnail = this.#ready.get(key);
    if (!thumbnail) return;
    this.#ready.delete(key);
    this.#bytes -= thumbnailBytes(thumbnail);
    this.#options.budget.release('inFlight', thumbnailBytes(thumbnail));
  }

  #seen(key: string): void {
    const thumbnail = this.#ready.get(key);
    if (!thumbnail) return;
    this.#ready.delete(key);
    this.#ready.set(key, thumbnail);
  }
}
