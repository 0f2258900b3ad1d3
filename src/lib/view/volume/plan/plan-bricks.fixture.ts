import fc from 'fast-check';
import type { Dataset } from '../../../core';
import { BRICK_SIZE } from '../brick-key';
import type { BrickLimits, BrickPlan, BrickRequest } from '../brick-plan';
import { rotations } from '../camera-3d.fixture';
import { levelVolume, volumeBounds, type LevelVolume } from '../level-volume';
import { fitCamera3D, zoomAbout3D } from '../move-camera-3d';
import { at, dot, vec3, type Quaternion, type Vec3 } from '../vec3';
import { type WorldBox } from '../volume-view';
import { evenFactors, makeVolume, volumeViewOf } from '../volume.fixture';

export const parts = fc.double({ min: 0, max: 1, noNaN: true });
/** Off the edges, where rounding decides whether a plane touches a brick. */
export const inner = fc.double({ min: 0.0137, max: 0.9871, noNaN: true });
const factorLists = fc.constantFrom(
  evenFactors(4),
  evenFactors(3, 3),
  [[1, 1, 1]] as const,
  [
    [1, 1, 1],
    [1, 2, 2],
    [1, 4, 4],
    [2, 8, 8],
  ] as const,
  [
    [1, 1, 1],
    [1, 1, 1],
    [3, 2, 1],
    [5, 7, 1.7],
  ] as const,
  [
    [1, 1, 1],
    [8, 8, 8],
  ] as const,
);
const chunkLists = fc.constantFrom([32, 32, 32], [1, 64, 64], [100, 100, 1], [300, 300, 300], [17, 40, 64]);

export function volumes(maxSide: number): fc.Arbitrary<Dataset> {
  const sides = fc.integer({ min: 1, max: maxSide });
  const voxels = fc.constantFrom(1, 0.3, 4);
  return fc
    .record({
      shape: fc.tuple(sides, sides, sides),
      chunks: chunkLists,
      factors: factorLists,
      voxel: fc.tuple(voxels, voxels, voxels),
      translation: fc.constantFrom('corner' as const, 'none' as const),
    })
    .map(makeVolume);
}

/** Looks at a place of a dataset, given as parts of its size, `2 ** power` times as near as shows the whole. */
export const looks: fc.Arbitrary<Look> = fc.record({
  place: fc.tuple(inner, inner, inner),
  power: fc.double({ min: -1, max: 6, noNaN: true }),
  rotation: rotations,
  perspective: fc.constantFrom(0, 30, 60),
  // A small screen needs few bricks, so that how far a level reaches matters within a small volume too.
  screen: fc.constantFrom<readonly [number, number]>([400, 300], [60, 40]),
  clip: fc.option(fc.tuple(fc.tuple(inner, inner, inner), fc.tuple(inner, inner, inner)), {
    nil: undefined,
    freq: 1,
  }),
  isCutByPlane: fc.constantFrom(false, false, true),
  slice: fc.constantFrom('none', 'none', 'inside', 'alone'),
});
export interface Look {
  readonly place: Vec3;
  readonly power: number;
  readonly rotation: Quaternion;
  readonly perspective: number;
  readonly screen?: readonly [number, number];
  readonly clip?: readonly [Vec3, Vec3] | undefined;
  readonly isCutByPlane?: boolean;
  readonly slice?: string;
}

export function placeIn({ low, high }: WorldBox, place: readonly [number, number, number]): Vec3 {
  return vec3((a) => at(low, a) + at(place, a) * (at(high, a) - at(low, a)));
}

export function requestOf(dataset: Dataset, look: Look): BrickRequest {
  const view = volumeViewOf(dataset);
  const bounds = volumeBounds(dataset, view);
  const { rotation, perspective, place, clip, slice = 'none', screen = [400, 300] } = look;
  const home = fitCamera3D(bounds, {
    width: screen[0],
    height: screen[1],
    pixelRatio: 1,
    rotation,
    perspective,
  });
  const position = placeIn(bounds, place);
  const [one, two] = clip?.map((corner) => placeIn(bounds, corner)) ?? [];
  const box = one &&
    two && {
      low: vec3((a) => Math.min(at(one, a), at(two, a))),
      high: vec3((a) => Math.max(at(one, a), at(two, a))),
    };
  const normal: Vec3 = [1, -2, 0.5];
  return {
    dataset,
    view,
    camera: zoomAbout3D(home, 2 ** look.power, position),
    ...(box ? { clip: box } : {}),
    ...(look.isCutByPlane ? { planes: [{ normal, offset: dot(normal, position) }] } : {}),
    ...(slice === 'none'
      ? {}
      : { slicePlane: { position, normal: [0.3, 1, 2] }, planeOnly: slice === 'alone' }),
  };
}

export const limitSets: fc.Arbitrary<BrickLimits> = fc.record({
  maxBricks: fc.constantFrom(1, 10, 100, 1000),
  maxChunkBytes: fc.constantFrom(2 ** 15, 2 ** 20, 2 ** 24, 2 ** 28),
  level: fc.constantFrom<number | 'auto'>('auto', 'auto', 0, 1, 2),
  bias: fc.constantFrom(0.5, 1, 2),
});
export const generous: BrickLimits = { maxBricks: 1e5, maxChunkBytes: 2 ** 40, level: 'auto', bias: 1 };

export function volumesOf({ dataset, view }: BrickRequest): LevelVolume[] {
  return dataset.levels.map((_, level) => levelVolume(dataset, view, level));
}

export function nameOf(level: number, brick: Vec3): string {
  return `${level}/${brick.join()}`;
}

export function namesOf({ bricks }: BrickPlan): string[] {
  return bricks.map(({ level, brick }) => nameOf(level, brick));
}

export function voxelBoxOf({ origin, scale, size }: LevelVolume, brick: Vec3): WorldBox {
  const end = (a: number, side: number) => Math.min((at(brick, a) + side) * BRICK_SIZE, at(size, a));
  return {
    low: vec3((a) => at(origin, a) + end(a, 0) * at(scale, a)),
    high: vec3((a) => at(origin, a) + end(a, 1) * at(scale, a)),
  };
}
