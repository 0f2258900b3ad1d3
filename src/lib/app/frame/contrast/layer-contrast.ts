import type { ChunkStore } from '../../../chunks';
import type { ChunkArray, ChunkKey, Dataset } from '../../../core';
import type { BrickPlan, TilePlan } from '../../../view';
import type { Layer } from '../../scene/layers/layer';
import { percentileWindow, type SampledChunk } from './percentile-window';

/** Where contrast is taken from: chunks that are in memory, and how the layers are placed. */
export interface ContrastSources {
  readonly scene: { datasetOf(layer: Layer): Dataset };
  readonly store: Pick<ChunkStore, 'get' | 'stateOf'>;
}

/**
 * Gives channels that no metadata decides a contrast: a guess from what has come of the coarsest level that the view
 * loads, and the final one when all of that is here. So it does not depend on what came first.
 */
export function chooseContrast(sources: ContrastSources, layers: readonly Layer[]): void {
  for (const layer of layers)
    for (const { index } of layer.drawnChannels())
      if (layer.isContrastGuessed(index)) guessContrast(sources, layer, index);
}

function guessContrast(sources: ContrastSources, layer: Layer, channel: number): void {
  const plan = layer.frame.bricks ?? layer.frame.plan;
  const level = plan && coarsestLevel(plan);
  if (!plan || level === undefined) return;
  const states = plan.want
    .filter(({ key }) => key.level === level)
    .map(({ key }) => sources.store.stateOf(key));
  const window = contrastFromLevel({ ...sources, layer, plan, channel }, level);
  if (!window) return;
  const isFinal = states.every((state) => state === 'ready' || state === 'empty' || state === 'failed');
  if (isFinal) layer.findContrast(channel, window);
  else layer.guessContrast(channel, window);
}

interface ContrastRequest extends ContrastSources {
  readonly layer: Layer;
  readonly plan: TilePlan | BrickPlan;
  readonly channel: number;
}

/** The contrast window that the chunks of one level suggest, from those of the plan that are here. */
function contrastFromLevel(request: ContrastRequest, level: number): [number, number] | undefined {
  const { plan, store } = request;
  const chunks: SampledChunk[] = [];
  for (const { key } of plan.want) {
    const chunk = key.level === level ? store.get(key) : undefined;
    const sampled = chunk && sampledPart(request, key, chunk);
    if (sampled) chunks.push(sampled);
  }
  return percentileWindow(chunks);
}

function coarsestLevel({ want }: TilePlan | BrickPlan): number | undefined {
  return want.length === 0 ? undefined : Math.max(...want.map(({ key }) => key.level));
}

/** Cuts off what sticks out of the level, and other channels. */
function sampledPart(
  { scene, layer, channel }: ContrastRequest,
  key: ChunkKey,
  chunk: ChunkArray,
): SampledChunk | undefined {
  const dataset = scene.datasetOf(layer);
  const array = dataset.levels[key.level]?.array;
  if (!array) return undefined;
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
