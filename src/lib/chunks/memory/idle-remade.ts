import { progressiveTuning } from '../../core';

/**
 * Remembers which chunks that can be made again in milliseconds nobody wants, oldest first, and says which have to go:
 * they take memory from chunks that would have to be fetched.
 */
export class IdleRemade {
  readonly #bytes = new Map<string, number>();
  #total = 0;

  /** A chunk is no longer wanted; returns the ids to drop so that the others fit `idleMiB`. */
  leave(id: string, bytes: number, { idleMiB } = progressiveTuning): string[] {
    this.enter(id);
    this.#bytes.set(id, bytes);
    this.#total += bytes;
    const dropped: string[] = [];
    for (const oldest of this.#bytes.keys()) {
      if (this.#total <= idleMiB * 2 ** 20) break;
      this.enter(oldest);
      dropped.push(oldest);
    }
    return dropped;
  }

  /** A chunk is wanted again, or gone. */
  enter(id: string): void {
    this.#total -= this.#bytes.get(id) ?? 0;
    this.#bytes.delete(id);
  }
}
