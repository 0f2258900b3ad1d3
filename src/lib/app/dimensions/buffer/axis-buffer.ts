import {
  axisIndex,
  chunkLine,
  LineTally,
  type ChunkKey,
  type ChunkLines,
  type Dataset,
  type LinePlaces,
} from '../../../core';
import type { ChunkWant } from '../../../view';
import type { BufferModel } from '../dimensions-model';
import { stepsAtPlaces, type SliderSteps } from './level-steps';
import { BATCH, type Parts } from './parts';
import { intersectRuns, stepsIn, subtractRuns, type StepRuns } from './step-runs';

/** A layer that changes along the axis, and what its view wants where the sliders stand. */
export interface BufferedLayer {
  readonly id: string;
  readonly dataset: Dataset;
  readonly want: readonly ChunkWant[];
}

/** What is here of a layer at each place along an axis. */
interface LayerBuffer {
  readonly sharp: StepRuns;
  readonly coarse: StepRuns;
  /** Nothing before it is known. Absent for what is made on demand, which nothing keeps. */
  readonly kept?: StepRuns;
}

/** Returns the lines along an axis of all that a view wants, by level. */
export function* wantedLines({ dataset, want }: BufferedLayer, axis: string): Parts<ChunkLines[]> {
  const at = axisIndex(dataset.axes, axis) ?? -1;
  const levels = new Map<number, Set<string>>();
  for (const [number, { key }] of want.entries()) {
    const lines = levels.get(key.level) ?? new Set();
    levels.set(key.level, lines.add(chunkLine(key.index, at)));
    if (number % BATCH === BATCH - 1) yield;
  }
  return [...levels].map(([level, lines]) => ({ level, lines: [...lines] }));
}

/** Returns the places along an axis at which each level has all of its lines among the chunks that are held. */
export function* heldPlaces(
  wanted: readonly ChunkLines[],
  held: Iterable<ChunkKey>,
  axis: number,
): Parts<LinePlaces[]> {
  const tally = new LineTally(wanted, axis);
  let count = 0;
  for (const { level, index } of held) {
    if (tally.has(level)) tally.add(level, index);
    if (++count % BATCH === 0) yield;
  }
  return tally.complete();
}

/** Returns at which steps a layer is sharp, at which something of it is there everywhere in the view, and at which it is kept. */
export function* layerBuffer(
  { dataset }: Pick<BufferedLayer, 'dataset'>,
  { axis, steps }: { readonly axis: number; readonly steps: SliderSteps },
  { held, kept }: { readonly held: readonly LinePlaces[]; readonly kept?: readonly LinePlaces[] | undefined },
): Parts<LayerBuffer> {
  const runsOf = (places: LinePlaces) => stepsOfLevel(dataset, { ...places, axis, steps });
  let [sharp, coarse] = [whole(steps), whole(steps)];
  const coarsest = Math.max(...held.map(({ level }) => level));
  for (const places of held) {
    const runs = yield* runsOf(places);
    sharp = intersectRuns(sharp, runs);
    if (places.level === coarsest) coarse = runs;
  }
  if (dataset.generated) return { sharp, coarse };
  let onDevice = kept ? whole(steps) : [];
  for (const places of kept ?? []) onDevice = intersectRuns(onDevice, yield* runsOf(places));
  return { sharp, coarse, kept: onDevice };
}

/** Returns what is here of all layers together; `undefined` when none of them changes along the axis. */
export function joinBuffers(layers: readonly LayerBuffer[], steps: SliderSteps): BufferModel | undefined {
  if (layers.length === 0) return undefined;
  const all = (runs: readonly StepRuns[]) => runs.reduce(intersectRuns, whole(steps));
  const sharp = all(layers.map((layer) => layer.sharp));
  const coarse = subtractRuns(all(layers.map((layer) => layer.coarse)), sharp);
  const keeps = layers.flatMap((layer) => (layer.kept ? [layer.kept] : []));
  const kept = keeps.length > 0 ? all(keeps) : [];
  return {
    ...{ count: steps.count, sharp, coarse, kept },
    ...{ sharpSteps: stepsIn(sharp), coarseSteps: stepsIn(coarse), keptSteps: stepsIn(kept) },
  };
}

function whole({ count }: SliderSteps): StepRuns {
  return count > 0 ? [[0, count]] : [];
}

function stepsOfLevel(
  { levels }: Dataset,
  { level, places, axis, steps }: LinePlaces & { readonly axis: number; readonly steps: SliderSteps },
): Parts<StepRuns> {
  const grid = levels[level];
  const transform = { scale: grid?.scale[axis] ?? 1, translation: grid?.translation[axis] ?? 0 };
  const [size, chunk] = [grid?.array?.shape[axis] ?? 0, grid?.array?.chunks[axis] ?? 1];
  return stepsAtPlaces(steps, { transform, size, chunk }, places);
}
