import { progressiveTuning, type ChunkArray, type ChunkKey, type Tuning } from '../core';
import type { ChunkWish } from './memory/admission';
import { ChunkStore } from './chunk-store';
import { Lane } from './lane';
import { MemoryBudget } from './memory/memory-budget';

export const KIB = 1024;

export interface FakeLoad {
  readonly key: ChunkKey;
  readonly signal: AbortSignal;
  readonly resolve: (chunk: ChunkArray | undefined) => void;
  readonly reject: (error: unknown) => void;
}

/** Lets everything that was settled run to its end. */
export async function drain(): Promise<void> {
  for (let turn = 0; turn < 8; turn++) await Promise.resolve();
}

export function chunkOf(bytes: number): ChunkArray {
  return { data: new Uint8Array(bytes), shape: [bytes], stride: [1] };
}

/** A store whose loads the test ends by hand. An abort rejects at once, unless `isDeaf`. */
export function openStore(
  options: {
    limitBytes?: number;
    lane?: Lane;
    isDeaf?: boolean;
    isRemade?: boolean;
    tuned?: Partial<Tuning>;
  } = {},
) {
  const budget = new MemoryBudget({ limitBytes: options.limitBytes ?? 64 * 1024 * KIB, gpuBytes: 0 });
  const lane = options.lane ?? new Lane({ fixedLimit: 100 });
  const loads = new Map<string, FakeLoad>();
  const started: string[] = [];
  const changes: string[] = [];
  const clock = { ms: 0 };
  const timers: { readonly atMs: number; readonly run: () => void }[] = [];
  const store = new ChunkStore({
    budget,
    laneOf: () => lane,
    isRemade: () => options.isRemade ?? false,
    tuning: () => ({ ...progressiveTuning, ...options.tuned }),
    now: () => clock.ms,
    later: (ms, run) => timers.push({ atMs: clock.ms + ms, run }),
    onChange: (key) => changes.push(`${name(key)} ${store.stateOf(key)}`),
    load: (key, { signal }) =>
      new Promise((resolve, reject) => {
        const id = name(key);
        if (loads.has(id)) throw new Error(`${id} is loaded twice at once.`);
        started.push(id);
        const end =
          <Value>(settle: (value: Value) => void) =>
          (value: Value) => {
            loads.delete(id);
            settle(value);
          };
        loads.set(id, { key, signal, resolve: end(resolve), reject: end(reject) });
        if (!options.isDeaf)
          signal.addEventListener('abort', () => loads.get(id)?.reject(new DOMException('', 'AbortError')));
      }),
  });
  return { store, budget, lane, loads, started, changes, clock, timers };
}

export function keyOf(id: number, level = 0): ChunkKey {
  return { dataset: 'd', level, index: [id] };
}

export function name(key: ChunkKey): string {
  return `${key.level}:${key.index.join()}`;
}

export function wish(
  id: number,
  options: { priority?: number; bytes?: number; level?: number } = {},
): ChunkWish {
  const { priority = id, bytes = 100, level = 0 } = options;
  return { key: keyOf(id, level), priority, decodedBytes: bytes };
}
