import type { ChunkLines, LinePlaces } from '../../../core';

/** Answers are asked for again at most so often. */
const PERIOD_MS = 1000;
/** An answer that nobody said has changed is asked for again after this long: other tabs and the browser delete, too. */
const LIFETIME_MS = 10_000;

export interface KeptQuestion {
  /** Who asks: each is told about what it asked last. */
  readonly layer: string;
  /** Key of the dataset where it is kept. */
  readonly dataset: string;
  readonly axis: number;
  readonly wanted: readonly ChunkLines[];
}

interface Answer {
  readonly question: string;
  readonly places: readonly LinePlaces[];
  readonly atMs: number;
  readonly version: number;
}

export interface KeptPlacesOptions {
  /** Asks what keeps data on this device; rejects when it has stopped. */
  readonly ask: (question: KeptQuestion) => Promise<readonly LinePlaces[]>;
  /** Grows whenever others are kept. */
  readonly version: () => number;
  /** An answer has come, or may be asked for again. */
  readonly onChange: () => void;
  readonly now: () => number;
  readonly later: (ms: number, run: () => void) => void;
}

/** What is known of where chunks are kept. Asks for what is not, and answers at once with what was said last. */
export class KeptPlaces {
  readonly #options: KeptPlacesOptions;
  /** By layer and axis. */
  readonly #answers = new Map<string, Answer>();
  readonly #asking = new Set<string>();
  #changes = 0;

  constructor(options: KeptPlacesOptions) {
    this.#options = options;
  }

  /** Grows whenever other answers may be had. */
  get version(): number {
    return this.#changes + this.#options.version();
  }

  /** Where the lines are kept; `undefined` until that is known. */
  of(question: KeptQuestion): readonly LinePlaces[] | undefined {
    const name = `${question.layer}/${String(question.axis)}`;
    const text = JSON.stringify(question.wanted);
    const answer = this.#answers.get(name);
    const isSame = answer?.question === text;
    const ageMs = answer ? this.#options.now() - answer.atMs : Infinity;
    const isCurrent = isSame && answer.version === this.#options.version() && ageMs < LIFETIME_MS;
    if (!isCurrent && !this.#asking.has(name))
      this.#askIn(Math.max(0, PERIOD_MS - ageMs), name, question, text);
    return isSame ? answer.places : undefined;
  }

  #askIn(ms: number, name: string, question: KeptQuestion, text: string): void {
    this.#asking.add(name);
    if (ms === 0) void this.#ask(name, question, text);
    else
      // By then the view may want something else, which is asked for instead.
      this.#options.later(ms, () => {
        this.#asking.delete(name);
        this.#tell();
      });
  }

  async #ask(name: string, question: KeptQuestion, text: string): Promise<void> {
    const { ask, now } = this.#options;
    const version = this.#options.version();
    // Where nothing answers, nothing is known to be kept.
    const places = await ask(question).catch(() => []);
    this.#asking.delete(name);
    this.#answers.set(name, { question: text, places, atMs: now(), version });
    this.#tell();
  }

  #tell(): void {
    this.#changes += 1;
    this.#options.onChange();
  }
}
