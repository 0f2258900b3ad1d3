import type { CDPSession, Page } from '@playwright/test';

export type Place = readonly [number, number];

/** Fingers on the screen, as the browser's debugging protocol sends them. */
export class Fingers {
  readonly #client: CDPSession;

  private constructor(client: CDPSession) {
    this.#client = client;
  }

  static async of(page: Page): Promise<Fingers> {
    return new Fingers(await page.context().newCDPSession(page));
  }

  down(...at: readonly Place[]): Promise<void> {
    return this.#send('touchStart', at);
  }

  move(...at: readonly Place[]): Promise<void> {
    return this.#send('touchMove', at);
  }

  up(): Promise<void> {
    return this.#send('touchEnd', []);
  }

  /** Moves fingers in a straight line, each from one place to another. */
  async slide(from: readonly Place[], to: readonly Place[], steps = 6): Promise<void> {
    for (let step = 1; step <= steps; step++) await this.move(...between(from, to, step / steps));
  }

  /** One finger that is lifted while it moves: its events tell of 16 ms between them, however long each takes to send. */
  async flick(from: Place, to: Place, steps = 4): Promise<void> {
    const startMs = Date.now();
    await this.#send('touchStart', [from], startMs);
    for (let step = 1; step <= steps; step++)
      await this.#send('touchMove', between([from], [to], step / steps), startMs + 16 * step);
    await this.#send('touchEnd', [], startMs + 16 * (steps + 1));
  }

  async #send(
    type: 'touchStart' | 'touchMove' | 'touchEnd',
    at: readonly Place[],
    ms?: number,
  ): Promise<void> {
    const touchPoints = at.map(([x, y], id) => ({ x, y, id }));
    const timestamp = ms === undefined ? {} : { timestamp: ms / 1000 };
    await this.#client.send('Input.dispatchTouchEvent', { type, touchPoints, ...timestamp });
  }
}

function between(from: readonly Place[], to: readonly Place[], part: number): Place[] {
  return from.map(([x, y], n) => {
    const [endX, endY] = to[n] ?? [x, y];
    return [x + (endX - x) * part, y + (endY - y) * part] as const;
  });
}
