/** A number that takes long to count, and is counted anew only once something has changed. */
export class CachedCount {
  #version = -1;
  #count = 0;

  /** `version`: changes whenever the number may have. */
  of(version: number, count: () => number): number {
    if (version !== this.#version) this.#count = count();
    this.#version = version;
    return this.#count;
  }
}
