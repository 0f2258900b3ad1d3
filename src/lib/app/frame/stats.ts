import type { ChunkStore, MemoryBudget } from '../../chunks';
import { noTraffic, voxelAt, type Traffic } from '../../core';
import { planOf, type Layer } from '../scene/layers/layer';
import type { CacheUse } from '../session/cache-use';
import type { Engine } from './engine';
import type { Scene } from '../scene/scene';
import { drawnPosition } from './plan/drawn';

export interface Tier {
  readonly bytes: number;
  readonly maxBytes: number;
}

/** What `window.exascope.stats()` answers; see docs/scripting.md. */
export interface Stats {
  readonly memory: {
    limitBytes: number;
    gpu: Tier;
    chunks: Tier;
    inFlight: Tier;
    readers: Tier;
    peakBytes: number;
  };
  readonly requests: { metadata: number; chunks: number; notFound: number; failed: number; aborted: number };
  readonly served: { network: number; disk: number; memory: number; generated: number };
  readonly evicted: { gpu: number; chunks: number; disk: number };
  readonly bytes: { network: number; disk: number };
  readonly frames: { drawn: number; longestGapMs: number };
  readonly layers: {
    id: string;
    targetLevel: number;
    drawn: Record<number, number>;
    pending: number;
    voxelPx: number;
    limitedBy?: string;
    refused: number;
    position: Record<string, number>;
  }[];
}

/** A frame as it was counted. */
export interface CountedFrame {
  readonly nowMs: number;
  readonly drawn: boolean;
  readonly isIdle: boolean;
  /** Since the frame before; absent for the first after a rest. */
  readonly gapMs?: number | undefined;
}

/** Counts frames and the longest time between two of them while something was being drawn. */
export class FrameCounter {
  drawn = 0;
  longestGapMs = 0;
  /** Is told of each frame, while there is something that records them. */
  watch: ((frame: CountedFrame) => void) | undefined;
  #lastMs: number | undefined;

  /** `isIdle` ends the run of frames: the wait until the next one is no gap. */
  count({ nowMs, drawn, isIdle }: CountedFrame): void {
    const gapMs = this.#lastMs === undefined ? undefined : nowMs - this.#lastMs;
    if (gapMs !== undefined) this.longestGapMs = Math.max(this.longestGapMs, gapMs);
    this.#lastMs = isIdle ? undefined : nowMs;
    if (drawn) this.drawn++;
    this.watch?.({ nowMs, drawn, isIdle, gapMs });
  }

  reset(): void {
    this.drawn = 0;
    this.longestGapMs = 0;
  }
}

export interface StatsSources {
  readonly budget: MemoryBudget;
  readonly store: ChunkStore;
  readonly traffic: Readonly<Traffic>;
  readonly frames: FrameCounter;
  readonly engine: Engine;
  readonly scene: Scene;
  readonly cacheUse: CacheUse;
}

export function collectStats(sources: StatsSources): Stats {
  const { budget, traffic, frames, scene, engine, cacheUse } = sources;
  return {
    memory: {
      limitBytes: budget.limitBytes,
      gpu: tier(budget, 'gpu'),
      chunks: tier(budget, 'chunks'),
      inFlight: tier(budget, 'inFlight'),
      readers: budget.readers,
      peakBytes: budget.peakBytes,
    },
    requests: {
      metadata: traffic.metadataRequests,
      chunks: traffic.chunkRequests,
      notFound: traffic.notFound,
      failed: traffic.failed,
      aborted: traffic.aborted,
    },
    served: {
      network: traffic.chunksFromNetwork,
      disk: traffic.chunksFromDisk,
      memory: cacheUse.memoryHits,
      generated: traffic.chunksGenerated,
    },
    evicted: cacheUse.evicted,
    bytes: { network: traffic.networkBytes, disk: traffic.diskBytes },
    frames: { drawn: frames.drawn, longestGapMs: frames.longestGapMs },
    layers: scene.layers.map((layer) => {
      const { id, frame } = layer;
      const plan = planOf(frame);
      return {
        id,
        targetLevel: plan?.level ?? 0,
        drawn: engine.renderer?.drawnByLevel(id) ?? {},
        pending: (plan?.want.length ?? 0) - frame.loaded - frame.failed,
        voxelPx: plan?.voxelPx ?? 0,
        ...(plan?.limitedBy && { limitedBy: plan.limitedBy }),
        refused: layer.source.refused ?? 0,
        position: shownIndices(sources, layer),
      };
    }),
  };
}

/** Level-0 index, on each axis with a slider, of what the picture on the canvas shows of a layer; empty before the first. */
function shownIndices({ scene, engine }: StatsSources, layer: Layer): Record<string, number> {
  const shown = drawnPosition(engine.renderer, layer.id);
  if (!shown) return {};
  const { axes, levels, channelAxis } = scene.storedOf(layer);
  const entries = axes.flatMap(({ name }, axis): [string, number][] => {
    if (axis === channelAxis || scene.displayed.includes(name)) return [];
    const [scale, translation] = [levels[0]?.scale[axis] ?? 1, levels[0]?.translation[axis] ?? 0];
    return [[name, voxelAt(shown[axis] ?? 0, { scale, translation })]];
  });
  return Object.fromEntries(entries);
}

function tier(budget: MemoryBudget, name: 'gpu' | 'chunks' | 'inFlight'): Tier {
  const { bytes, maxBytes } = budget.tier(name);
  return { bytes, maxBytes };
}

/** What was counted since `since`. */
export function trafficSince(now: Readonly<Traffic>, since: Readonly<Traffic>): Traffic {
  const difference = noTraffic();
  for (const name of Object.keys(difference) as (keyof Traffic)[]) difference[name] = now[name] - since[name];
  return difference;
}
