import { AppError } from '../../core';
import type { PointsPart } from './points-part';

export interface PointsLoaderOptions {
  readonly load: () => Promise<PointsPart>;
  /** It came, or will not. */
  readonly onChange: () => void;
  readonly onError: (error: AppError) => void;
}

/** Fetches what shows points when the first of them are to be drawn. What fails is not asked for again until someone says so. */
export class PointsLoader {
  /** Absent until it is here. */
  part: PointsPart | undefined;
  readonly #options: PointsLoaderOptions;
  #state: 'idle' | 'coming' | 'failed' = 'idle';

  constructor(options: PointsLoaderOptions) {
    this.#options = options;
  }

  get isComing(): boolean {
    return this.#state === 'coming';
  }

  /** The part, or `undefined` while it is on its way. */
  need(): PointsPart | undefined {
    if (!this.part && this.#state === 'idle') void this.#load();
    return this.part;
  }

  /** Lets a failure be forgotten. */
  retry(): void {
    if (this.#state === 'failed') this.#state = 'idle';
  }

  async #load(): Promise<void> {
    const { load, onChange, onError } = this.#options;
    this.#state = 'coming';
    try {
      this.part = await load();
      this.#state = 'idle';
    } catch (cause) {
      this.#state = 'failed';
      onError(
        new AppError('network', 'The part of Exascope that shows points could not be fetched.', {}, cause),
      );
    }
    onChange();
  }
}
