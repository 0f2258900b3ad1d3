import type { ChunkKey } from '../../core';
import type { DownloadState } from '../../offline';

/** One thing to fetch: where it is kept, and how it is read. */
export interface Piece {
  readonly path: string;
  readonly key: ChunkKey;
}

export interface DownloadEffects {
  /** Pieces of the pin, coarse ones first; begun anew for each pass. */
  readonly pieces: () => Iterable<Piece>;
  /** Which of these are not kept; waits until what is to be written has been. */
  readonly missing: (paths: readonly string[]) => Promise<readonly string[]>;
  /** Reads these from the disk and drops those that are damaged; says which are not there. */
  readonly verify: (paths: readonly string[]) => Promise<readonly string[]>;
  /** Reads a piece from where it comes from, which keeps it. Rejects with the reason when it cannot be had. */
  readonly fetch: (piece: Piece, signal: AbortSignal) => Promise<void>;
  /** Tells how it stands. */
  readonly note: (state: DownloadState['state'], doneChunks: number, reason?: string) => void;
  readonly pause: (ms: number) => Promise<void>;
}

/** Pieces under way at once: what a crash loses is fetched again. */
const inFlight = 6;
/** Pieces that are looked up, or verified, together. */
const batch = 64;
/** Tries of one piece before the download pauses and says why. */
const tries = 3;

/** Fetches what a pin covers and is not here, and then makes sure that all of it is. Can be begun again at any time. */
export class Download {
  readonly #effects: DownloadEffects;
  readonly #controller = new AbortController();
  #done = 0;

  constructor(effects: DownloadEffects) {
    this.#effects = effects;
  }

  /** Resolves once it is complete or paused. Never rejects. */
  async run(): Promise<void> {
    const { note } = this.#effects;
    note('running', 0);
    try {
      await this.#fetchMissing();
      note('verifying', this.#done);
      if (!(await this.#verify())) {
        await this.#fetchMissing();
        if (!(await this.#verify())) throw new Error('What was written cannot be read back.');
      }
      note('complete', this.#done);
    } catch (error) {
      const { aborted } = this.#controller.signal;
      const reason = error instanceof Error ? error.message : String(error);
      note('paused', this.#done, ...(aborted ? [] : [reason]));
    }
  }

  /** Stops it; what has come stays. */
  stop(): void {
    this.#controller.abort();
  }

  async #fetchMissing(): Promise<void> {
    this.#done = 0;
    for (const pieces of batches(this.#effects.pieces())) {
      const missing = new Set(await this.#effects.missing(pieces.map(({ path }) => path)));
      this.#done += pieces.length - missing.size;
      this.#effects.note('running', this.#done);
      const queue = pieces.filter(({ path }) => missing.has(path));
      const takers = Array.from({ length: inFlight }, () => this.#take(queue));
      await Promise.all(takers);
    }
  }

  async #take(queue: Piece[]): Promise<void> {
    for (let piece = queue.shift(); piece; piece = queue.shift()) {
      try {
        await this.#obtain(piece);
      } catch (error) {
        queue.length = 0;
        throw error;
      }
      this.#done += 1;
      if (this.#done % 16 === 0) this.#effects.note('running', this.#done);
    }
  }

  /** Fetches one piece, and waits until it is on the disk: no more is under way than a crash may lose. */
  async #obtain(piece: Piece): Promise<void> {
    const { fetch, missing, pause } = this.#effects;
    for (let attempt = 1; ; attempt++) {
      this.#controller.signal.throwIfAborted();
      await fetch(piece, this.#controller.signal);
      for (const waitMs of [0, 20, 200]) {
        if (waitMs > 0) await pause(waitMs);
        if ((await missing([piece.path])).length === 0) return;
      }
      if (attempt >= tries)
        throw new Error('This device takes no more: its storage is full, or was cleared.');
    }
  }

  async #verify(): Promise<boolean> {
    let isWhole = true;
    for (const pieces of batches(this.#effects.pieces())) {
      this.#controller.signal.throwIfAborted();
      const bad = await this.#effects.verify(pieces.map(({ path }) => path));
      if (bad.length > 0) isWhole = false;
    }
    return isWhole;
  }
}

function* batches(pieces: Iterable<Piece>): Iterable<Piece[]> {
  let next: Piece[] = [];
  for (const piece of pieces) {
    next.push(piece);
    if (next.length < batch) continue;
    yield next;
    next = [];
  }
  if (next.length > 0) yield next;
}
