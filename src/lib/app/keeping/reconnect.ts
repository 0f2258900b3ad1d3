import { AppError } from '../../core';

export interface ReconnectOptions {
  /** What of the view failed. */
  readonly failures: () => readonly Error[];
  /** Whether anything answers at an address, whatever it says. */
  readonly answers: (url: string) => Promise<boolean>;
  /** Tries everything again that failed. */
  readonly retry: () => void;
  readonly later: (ms: number, run: () => void) => void;
}

/** An answer is looked for this often while something is missing: work resumes within five seconds of the network's return. */
const probeMs = 3000;
const awayCodes: readonly AppError['code'][] = ['offline-miss', 'offline', 'network'];

/** True for a failure that the network's return ends. */
export function isAway(error: Error): error is AppError {
  return error instanceof AppError && awayCodes.includes(error.code);
}

/** Looks whether servers that were out of reach are back, and then has everything tried again. */
export class Reconnect {
  readonly #options: ReconnectOptions;
  #isWatching = false;

  constructor(options: ReconnectOptions) {
    this.#options = options;
  }

  /** Called whenever something may have failed. Nothing is asked for while nothing is missing. */
  watch(): void {
    if (this.#isWatching || this.#targets().length === 0) return;
    this.#isWatching = true;
    this.#options.later(probeMs, () => void this.#probe());
  }

  /** The system says that the network is back: asks at once. */
  async now(): Promise<void> {
    for (const url of this.#targets())
      if (await this.#options.answers(url)) {
        this.#options.retry();
        return;
      }
  }

  /** More is known of what is kept: what failed may be there. */
  again(): void {
    if (this.#targets().length > 0) this.#options.retry();
  }

  async #probe(): Promise<void> {
    await this.now();
    this.#isWatching = false;
    this.watch();
  }

  /** One address of each host. */
  #targets(): string[] {
    const byHost = new Map<string, string>();
    for (const error of this.#options.failures()) {
      const url = isAway(error) ? error.detail['url'] : undefined;
      if (typeof url === 'string' && URL.canParse(url)) byHost.set(new URL(url).host, url);
    }
    return [...byHost.values()];
  }
}

/** Asks the network itself: the fragment keeps a service worker from answering. */
export async function answersAt(url: string): Promise<boolean> {
  const target = new URL(url);
  target.hash = 'direct';
  try {
    const options = { method: 'HEAD', mode: 'no-cors', cache: 'no-store', credentials: 'omit' } as const;
    await fetch(target.href, {
      ...options,
      referrerPolicy: 'no-referrer',
      signal: AbortSignal.timeout(2500),
    });
    return true;
  } catch {
    return false;
  }
}
