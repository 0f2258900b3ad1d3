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

  async #send(type: 'touchStart' | 'touchMove' | 'touchEnd', at: readonly Place[]): Promise<void> {
    const touchPoints = at.map(([x, y], id) => ({ x, y, id }));
    await this.#client.send('Input.dispatchTouchEvent', { type, touchPoints });
  }
}

function between(from: readonly Place[], to: readonly Place[], part: number): Place[] {
  return from.map(([x, y], n) => {
    const [endX, endY] = to[n] ?? [x, y];
    return [x + (endX - x) * part, y + (endY - y) * part] as const;
  });
}
