import { fileAnswer } from '../../../../../tests/foreign-data';
import { AppError, noTraffic } from '../../../core';
import type { StoreRequest } from '../byte-store';
import type { HttpEffects } from './http-client';
import { HttpStore } from '../http-store';

/** An object, whose bytes tell where they are. */
export const bytes = Uint8Array.from({ length: 200_000 }, (_, i) => i % 251);

type Answer = (url: string, init: RequestInit) => Response | Promise<Response>;

/** A store whose network, clock and timers the test drives by hand. */
export class World {
  readonly sent: { url: string; init: RequestInit }[] = [];
  readonly waits: number[] = [];
  readonly timers = new Set<{ ms: number; fire: () => void }>();
  answer: Answer = (_, init) => fileAnswer(bytes, init);
  readonly store: HttpStore;

  constructor(more: Partial<HttpEffects> = {}, root = 'https://data.test/image.zarr') {
    const effects: HttpEffects = {
      fetch: async (input, init = {}) => {
        this.sent.push({ url: String(input), init });
        return this.answer(String(input), init);
      },
      delay: (ms) => {
        this.waits.push(ms);
        return Promise.resolve();
      },
      startTimer: (ms, fire) => {
        const timer = { ms, fire };
        this.timers.add(timer);
        return () => this.timers.delete(timer);
      },
      random: () => 0.5,
      ...more,
    };
    this.store = new HttpStore(new URL(root), effects, { documentsReadable: true });
  }

  get probes(): number {
    return this.sent.filter(({ init }) => init.mode === 'no-cors').length;
  }
}

/** What a store is told of a read of a chunk. */
export function request(more: Partial<StoreRequest> = {}): StoreRequest {
  return { kind: 'chunk', maxBytes: 2 ** 20, traffic: noTraffic(), ...more };
}

/** The AppError of what must fail. */
export async function failure(promise: Promise<unknown>): Promise<AppError> {
  const error = await promise.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!(error instanceof AppError)) throw new Error(`Expected an AppError, got ${String(error)}.`);
  return error;
}

/** An answer that comes only when its request is aborted: as a failure. */
export function never(init: RequestInit): Promise<Response> {
  return new Promise((_, reject) => {
    init.signal?.addEventListener('abort', () => reject(new DOMException('Aborted.', 'AbortError')));
  });
}

/** There is no answer at all. */
export const refuses = (): never => {
  throw new TypeError('Failed to fetch');
};
