/** Locations that wait for a click each, since they point into a private network. */
export class PendingList {
  /** The one that is asked about now. */
  current = $state<string | undefined>(undefined);
  #waiting: readonly string[] = [];

  /** Asks about these, and no more about others. */
  replace(locations: readonly string[]): void {
    [this.current, ...this.#waiting] = locations;
  }

  add(locations: readonly string[]): void {
    this.replace([...(this.current === undefined ? [] : [this.current]), ...this.#waiting, ...locations]);
  }

  /** Returns the one that was asked about, and goes on to the next. */
  take(): string | undefined {
    const taken = this.current;
    this.replace(this.#waiting);
    return taken;
  }
}
