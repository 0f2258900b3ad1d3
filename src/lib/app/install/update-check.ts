/** Time between two looks at the server. */
const HOUR_MS = 3_600_000;

export interface UpdateCheckOptions {
  /** Asks the server; rejects when it cannot be reached. */
  readonly check: () => Promise<void>;
  /** The time of day: other clocks stand still while a computer sleeps. */
  readonly nowMs: () => number;
}

/** Looks for a newer version of the app when its page comes into sight again: pages stay open for weeks. At most once an hour. */
export class UpdateCheck {
  readonly #options: UpdateCheckOptions;
  #checkedAtMs: number;

  /** Made when the server has just been asked. */
  constructor(options: UpdateCheckOptions) {
    this.#options = options;
    this.#checkedAtMs = options.nowMs();
  }

  async seen(): Promise<void> {
    const { check, nowMs } = this.#options;
    const now = nowMs();
    // A clock that was set back must not put it off for years.
    if (Math.abs(now - this.#checkedAtMs) < HOUR_MS) return;
    this.#checkedAtMs = now;
    // Out of reach: the version that runs goes on, and there is another look in an hour.
    await check().catch(() => undefined);
  }
}
