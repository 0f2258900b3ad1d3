/**
 * Bytes of chunks that can be made again in milliseconds which are kept though no view wants them. They take memory from
 * chunks that would have to be fetched: enough to go back one step, and the same for an exabyte as for a gigabyte.
 */
const MAX_IDLE_BYTES = 4 * 2 ** 20;

/** Remembers which remade chunks nobody wants, oldest first, and says which have to go. */
export class IdleRemade {
  readonly #bytes = new Map<string, number>();
  #total = 0;

  /** A chunk is no longer wanted; returns the ids to drop so that the others fit. */
  leave(id: string, bytes: number): string[] {
    this.enter(id);
    this.#bytes.set(id, bytes);
    this.#total += bytes;
    const dropped: string[] = [];
    for (const oldest of this.#bytes.keys()) {
      if (this.#total <= MAX_IDLE_BYTES) break;
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
