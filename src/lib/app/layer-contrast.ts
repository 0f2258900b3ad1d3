import type { ChunkArray, ChunkKey, Dataset } from '../core';
import type { TilePlan } from '../view';
import type { Layer } from './layer';
import { percentileWindow, type SampledChunk } from './percentile-window';

/** Where contrast is taken from: chunks that are in memory, and how the layers are placed. */
export interface ContrastSources {
  readonly scene: { datasetOf(layer: Layer): Dataset };
  readonly store: { get(key: ChunkKey): ChunkArray | undefined };
}

/**
 * Sets a channel's contrast from what is in memory: of the level on the screen (`target`) as far as there is any of it,
 * else of the coarsest level that the plan loads. Does nothing while nothing is here.
 */
export function setContrast(
  { scene, store }: ContrastSources,
  layer: Layer,
  { channel, from }: { channel: number; from: 'coarsest' | 'target' },
): void {
  const { plan } = layer.frame;
  const coarsest = plan && coarsestLevel(plan);
  if (!plan || coarsest === undefined) return;
  const request = { dataset: scene.datasetOf(layer), plan, channel, peek: (key: ChunkKey) => store.get(key) };
  const window =
    (from === 'target' && contrastFromLevel(request, plan.level)) || contrastFromLevel(request, coarsest);
  if (window) layer.patchChannel(channel, { contrast: window });
}

interface ContrastRequest {
  readonly dataset: Dataset;
  readonly plan: TilePlan;
  /** Index on the channel axis. */
  readonly channel: number;
  /** A chunk in memory; `undefined` while it is not here or when it is empty. */
  readonly peek: (key: ChunkKey) => ChunkArray | undefined;
}

/** Returns the contrast window that the chunks of one level suggest, from those of the plan that are here. */
function contrastFromLevel(request: ContrastRequest, level: number): [number, number] | undefined {
  const { plan, peek } = request;
  const chunks: SampledChunk[] = [];
  for (const { key } of plan.want) {
    if (key.level !== level) continue;
    const sampled = sampledPart(request, key, peek(key));
    if (sampled) chunks.push(sampled);
  }
  return percentileWindow(chunks);
}

/** The coarsest level that the plan loads: what the first contrast is taken from. */
function coarsestLevel({ want }: TilePlan): number | undefined {
  return want.length === 0 ? undefined : Math.max(...want.map(({ key }) => key.level));
}

/** Cuts off what sticks out of the level, and other channels. */
function sampledPart(
  { dataset, channel }: ContrastRequest,
  key: ChunkKey,
  chunk: ChunkArray | undefined,
): SampledChunk | undefined {
  const array = dataset.levels[key.level]?.array;
  if (!chunk || !array) return undefined;
  const from = chunk.shape.map(() => 0);
  const to = chunk.shape.map((size, axis) =>
    Math.min(size, (array.shape[axis] ?? 0) - (key.index[axis] ?? 0) * (array.chunks[axis] ?? 1)),
  );
  const axis = dataset.channelAxis;
  if (axis !== undefined) {
    const local = channel - (key.index[axis] ?? 0) * (array.chunks[axis] ?? 1);
    if (local < 0 || local >= (to[axis] ?? 0)) return undefined;
    from[axis] = local;
    to[axis] = local + 1;
  }
  return { chunk, from, to };
}
