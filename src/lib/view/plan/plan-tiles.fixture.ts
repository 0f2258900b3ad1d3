import type { Dataset } from '../../core';
import type { Camera2D } from '../camera-2d';
import { makePyramid } from '../pyramid.fixture';
import type { SliceView } from '../tiles/tile-key';
import { planTiles } from './plan-tiles';
import type { PlanLimits, TilePlan } from './tile-plan';

const ample: PlanLimits = { maxTiles: 400, maxChunkBytes: 2 ** 28, level: 'auto', bias: 1 };

export function sliceOf(dataset: Dataset, position: Record<string, number> = {}, channels = [0]): SliceView {
  const names = dataset.axes.map(({ name }) => name);
  return {
    horizontal: names.indexOf('x'),
    vertical: names.indexOf('y'),
    position: names.map((name) => position[name] ?? 0),
    channels,
  };
}

export function cameraAt(x: number, y: number, zoom: number, options: Partial<Camera2D> = {}): Camera2D {
  return { center: [x, y], zoom, turn: 0, width: 1024, height: 768, pixelRatio: 1, ...options };
}

interface Scene {
  readonly dataset: Dataset;
  readonly camera: Camera2D;
  readonly slice?: SliceView;
  readonly limits?: Partial<PlanLimits>;
}

export function plan(
  { dataset, camera, slice = sliceOf(dataset), limits }: Scene,
  previous?: TilePlan,
): TilePlan {
  return planTiles({ dataset, slice, camera }, { ...ample, ...limits }, previous);
}

/** The headline image: 2^27 wide, 18 levels. */
export function headline(open?: readonly number[]): Dataset {
  const size = 2 ** 27;
  return makePyramid({ shape: [size, size], chunks: [512, 512], levels: 18, ...(open ? { open } : {}) });
}

export function levelsOf(items: readonly { readonly level: number }[]): number[] {
  return [...new Set(items.map(({ level }) => level))];
}
