import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { AppError, isAbort, noTraffic, type ChunkArray, type Traffic } from '../../src/lib/core';
import { openLocation, type DatasetReader, type HttpEffects } from '../../src/lib/source';

interface Timer {
  readonly atMs: number;
  readonly fire: () => void;
}

/**
 * Time that passes by itself where the program only waits before another try, and by hand where it waits for a server:
 * then only {@link VirtualClock.advance} ends a wait. Where `isByHand`, all time passes by hand.
 */
export class VirtualClock {
  /** Waits before another try, in the order in which they were asked for. */
  readonly waits: number[] = [];
  nowMs = 0;
  readonly #isByHand: boolean;
  readonly #timers = new Set<Timer>();

  constructor({ isByHand = false } = {}) {
    this.#isByHand = isByHand;
  }

  get pendingTimeouts(): number {
    return this.#timers.size;
  }

  readonly delay = (ms: number, signal?: AbortSignal): Promise<void> => {
    if (signal?.aborted === true) return Promise.reject(new DOMException('Aborted.', 'AbortError'));
    this.waits.push(ms);
    if (this.#isByHand) return this.#wait(ms, signal);
    this.nowMs += ms;
    return Promise.resolve();
  };

  /** Returns what stops the timer. */
  readonly startTimer = (ms: number, fire: () => void): (() => void) => {
    const timer = { atMs: this.nowMs + ms, fire };
    this.#timers.add(timer);
    return () => void this.#timers.delete(timer);
  };

  /** Fires all timers that are over `ms` from now. */
  advance(ms: number): void {
    this.nowMs += ms;
    for (const timer of [...this.#timers]) {
      if (timer.atMs > this.nowMs) continue;
      this.#timers.delete(timer);
      timer.fire();
    }
  }

  #wait(ms: number, signal: AbortSignal | undefined): Promise<void> {
    return new Promise((resolve, reject) => {
      const stop = this.startTimer(ms, () => {
        signal?.removeEventListener('abort', leave);
        resolve();
      });
      const leave = (): void => {
        stop();
        reject(new DOMException('Aborted.', 'AbortError'));
      };
      signal?.addEventListener('abort', leave, { once: true });
    });
  }
}

export interface World {
  readonly clock: VirtualClock;
  readonly traffic: Traffic;
  readonly effects: HttpEffects;
}

/** What the program needs of its surroundings: a fetch, numbers that only look random, and time that does not pass. */
export function makeWorld(
  fetch: typeof globalThis.fetch = globalThis.fetch,
  clock: VirtualClock = new VirtualClock(),
): World {
  const { delay, startTimer } = clock;
  const effects = { fetch, random: seededRandom(1), delay, startTimer, isOnline: () => true };
  return { clock, traffic: noTraffic(), effects };
}

/** Mulberry32: the same numbers for the same seed. */
export function seededRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

export async function openReader(location: string, world: World = makeWorld()): Promise<DatasetReader> {
  const { traffic, effects } = world;
  const [opened] = await openLocation(location, { pageUrl: 'https://page.test/', traffic, effects });
  if (opened === undefined) throw new Error(`Nothing opened at ${location}.`);
  return opened.reader;
}

export interface ReadOptions {
  readonly signal?: AbortSignal;
  readonly maxEncodedBytes?: number;
  readonly level?: number;
}

/** Reads a chunk and counts into the traffic of `world`. */
export function read(
  reader: DatasetReader,
  index: readonly number[],
  world: World,
  { level = 0, maxEncodedBytes = 2 ** 16, ...rest }: ReadOptions = {},
): Promise<ChunkArray | undefined> {
  return reader.readChunk(level, index, { traffic: world.traffic, maxEncodedBytes, ...rest });
}

/** The bytes of a chunk as they would be stored. */
export function bytesOf(chunk: ChunkArray | undefined): Uint8Array {
  if (chunk === undefined) throw new Error('There is no chunk.');
  const { buffer, byteOffset, byteLength } = chunk.data;
  return new Uint8Array(buffer, byteOffset, byteLength);
}

/** The AppError that a promise rejects with; anything else fails the test. */
export async function failureOf(promise: Promise<unknown>): Promise<AppError> {
  const error = await promise.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (error instanceof AppError) return error;
  throw new Error(`Expected an AppError, got ${error === undefined ? 'success' : String(error)}.`, {
    cause: error,
  });
}

/** 'aborted', the code of an AppError, or 'read'; any other rejection fails the test. */
export async function outcomeOf(promise: Promise<unknown>): Promise<string> {
  try {
    await promise;
    return 'read';
  } catch (error) {
    if (isAbort(error)) return 'aborted';
    if (error instanceof AppError) return error.code;
    throw error;
  }
}

/** Bytes of live objects, after everything else was collected. */
export async function liveBytes(): Promise<number> {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  // What a finalizer or a pending turn still held goes with the next rounds.
  for (let round = 0; round < 4; round++) {
    collect();
    await new Promise(setImmediate);
  }
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}

/** Resolves once `isTrue`: lets pass what is under way in between. */
export async function until(isTrue: () => boolean): Promise<void> {
  while (!isTrue()) await new Promise(setImmediate);
}
