import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Dataset } from '../../../core';
import { decodedChunkBytes } from '../../tiles/level-plane';
import { brickPieces } from '../brick-grid';
import { BRICK_SIZE } from '../brick-key';
import type { BrickLimits, BrickPlan, BrickRequest } from '../brick-plan';
import { eyeDistance, screenToWorld3D, worldToView, zoomAtDepth } from '../camera-3d';
import { rotations } from '../camera-3d.fixture';
import { levelVolume, parentBrick, volumeBounds, type LevelVolume } from '../level-volume';
import { fitCamera3D, orbitBy, zoomAbout3D } from '../move-camera-3d';
import { at, dot, subtract, vec3, type Quaternion, type Vec3 } from '../vec3';
import { cornersOf, type ClipPlane, type WorldBox } from '../volume-view';
import { evenFactors, makeVolume, volumeViewOf } from '../volume.fixture';
import { planBricks } from './plan-bricks';

const parts = fc.double({ min: 0, max: 1, noNaN: true });
/** Off the edges, where rounding decides whether a plane touches a brick. */
const inner = fc.double({ min: 0.0137, max: 0.9871, noNaN: true });
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

function volumes(maxSide: number): fc.Arbitrary<Dataset> {
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
const looks: fc.Arbitrary<Look> = fc.record({
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
interface Look {
  readonly place: Vec3;
  readonly power: number;
  readonly rotation: Quaternion;
  readonly perspective: number;
  readonly screen?: readonly [number, number];
  readonly clip?: readonly [Vec3, Vec3] | undefined;
  readonly isCutByPlane?: boolean;
  readonly slice?: string;
}

function placeIn({ low, high }: WorldBox, place: readonly [number, number, number]): Vec3 {
  return vec3((a) => at(low, a) + at(place, a) * (at(high, a) - at(low, a)));
}

function requestOf(dataset: Dataset, look: Look): BrickRequest {
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

const limitSets: fc.Arbitrary<BrickLimits> = fc.record({
  maxBricks: fc.constantFrom(1, 10, 100, 1000),
  maxChunkBytes: fc.constantFrom(2 ** 15, 2 ** 20, 2 ** 24, 2 ** 28),
  level: fc.constantFrom<number | 'auto'>('auto', 'auto', 0, 1, 2),
  bias: fc.constantFrom(0.5, 1, 2),
});
const generous: BrickLimits = { maxBricks: 1e5, maxChunkBytes: 2 ** 40, level: 'auto', bias: 1 };

function volumesOf({ dataset, view }: BrickRequest): LevelVolume[] {
  return dataset.levels.map((_, level) => levelVolume(dataset, view, level));
}

function nameOf(level: number, brick: Vec3): string {
  return `${level}/${brick.join()}`;
}

function namesOf({ bricks }: BrickPlan): string[] {
  return bricks.map(({ level, brick }) => nameOf(level, brick));
}

function voxelBoxOf({ origin, scale, size }: LevelVolume, brick: Vec3): WorldBox {
  const end = (a: number, side: number) => Math.min((at(brick, a) + side) * BRICK_SIZE, at(size, a));
  return {
    low: vec3((a) => at(origin, a) + end(a, 0) * at(scale, a)),
    high: vec3((a) => at(origin, a) + end(a, 1) * at(scale, a)),
  };
}

/** Whether all corners of a box are on the wrong side of one of the planes that bound the view. */
function isOutside({ camera, planes = [], slicePlane, planeOnly }: BrickRequest, box: WorldBox): boolean {
  const corners = cornersOf(box);
  const sides = [camera.width / 2, camera.height / 2];
  const views = corners.map((corner) => worldToView(camera, corner));
  const isBeside = sides.some((half, a) => {
    // In perspective the sides of the view meet in the eye, so that what is behind it counts with the other sign.
    const limits = views.map((view) => [at(view, a), half / zoomAtDepth(camera, view[2])] as const);
    return (
      limits.every(([offset, limit]) => offset > limit) || limits.every(([offset, limit]) => offset < -limit)
    );
  });
  const behind = views.every(([, , depth]) => depth < -eyeDistance(camera));
  const cutAway = ({ normal, offset }: ClipPlane) => corners.every((corner) => dot(normal, corner) < offset);
  const heights = corners.map((c) =>
    slicePlane ? dot(slicePlane.normal, subtract(c, slicePlane.position)) : 0,
  );
  const isOffPlane = planeOnly === true && (Math.min(...heights) > 0 || Math.max(...heights) < 0);
  return isBeside || behind || isOffPlane || planes.some(cutAway);
}

test('a plan never exceeds its limits, whatever the plan before', () => {
  fc.assert(
    fc.property(volumes(3000), looks, looks, limitSets, (dataset, before, look, limits) => {
      const previous = planBricks(requestOf(dataset, before), limits);
      const { bricks, want } = planBricks(requestOf(dataset, look), limits, previous);
      expect(bricks.length).toBeLessThanOrEqual(limits.maxBricks);
      const bytes = want.reduce((sum, { decodedBytes }) => sum + decodedBytes, 0);
      if (bricks.length > 0) expect(bytes).toBeLessThanOrEqual(limits.maxChunkBytes);
      else expect(want.length).toBeLessThanOrEqual(1);
    }),
    { numRuns: 300 },
  );
});

test('a plan wants exactly the chunks that meet the payload of its bricks, each once', () => {
  fc.assert(
    fc.property(volumes(3000), looks, limitSets, (dataset, look, limits) => {
      const { bricks, want } = planBricks(requestOf(dataset, look), limits);
      if (bricks.length === 0) return;
      const needed = new Set<string>();
      for (const key of bricks) {
        const array = dataset.levels[key.level]?.array;
        if (!array) throw new Error('a brick of a level that is not open');
        for (const { chunk, isPayload } of brickPieces(array, key))
          if (isPayload) needed.add(`${key.level}/${chunk.join()}`);
      }
      expect(want.map(({ key }) => `${key.level}/${key.index.join()}`).toSorted()).toEqual(
        [...needed].toSorted(),
      );
      for (const { key, decodedBytes } of want) {
        const array = dataset.levels[key.level]?.array;
        expect(array && decodedChunkBytes(dataset, array)).toBe(decodedBytes);
      }
    }),
    { numRuns: 200 },
  );
});

test('what stands in for a brick is planned too, and comes before it', () => {
  fc.assert(
    fc.property(volumes(3000), looks, limitSets, (dataset, look, limits) => {
      const request = requestOf(dataset, look);
      const plan = planBricks(request, limits);
      const levels = volumesOf(request);
      const index = new Map(namesOf(plan).map((name, i) => [name, i]));
      expect(index.size).toBe(plan.bricks.length);
      for (const [i, { level, brick }] of plan.bricks.entries()) {
        const [fine, coarse] = [levels[level], levels[level + 1]];
        if (!fine || !coarse) continue;
        expect(index.get(nameOf(level + 1, parentBrick(fine, coarse, brick)))).toBeLessThan(i);
      }
    }),
    { numRuns: 300 },
  );
});

test('the boxes of a plan bound its bricks, level by level', () => {
  fc.assert(
    fc.property(volumes(1000), looks, limitSets, (dataset, look, limits) => {
      const { bricks, boxes } = planBricks(requestOf(dataset, look), limits);
      boxes.forEach((box, level) => {
        const inside = bricks.filter((key) => key.level === level).map(({ brick }) => brick);
        if (!box) expect(inside).toEqual([]);
        else {
          const along = (a: number) => inside.map((brick) => at(brick, a));
          expect(vec3((a) => Math.min(...along(a)))).toEqual(box.low);
          expect(vec3((a) => Math.max(...along(a)) + 1)).toEqual(box.high);
        }
      });
    }),
  );
});

function everyBrick({ bricks: [width, height, depth] }: LevelVolume): Vec3[] {
  return Array.from({ length: width * height * depth }, (_, n) => [
    n % width,
    Math.floor(n / width) % height,
    Math.floor(n / width / height),
  ]);
}

function intersect(a: WorldBox, b: WorldBox): WorldBox {
  return {
    low: vec3((axis) => Math.max(at(a.low, axis), at(b.low, axis))),
    high: vec3((axis) => Math.min(at(a.high, axis), at(b.high, axis))),
  };
}

/** Whether a brick meets what is looked at, nearer than its level reaches. */
function isSeenNear(request: BrickRequest, { lod }: BrickPlan, volume: LevelVolume, brick: Vec3): boolean {
  const bounds = volumeBounds(request.dataset, request.view);
  const box = intersect(voxelBoxOf(volume, brick), intersect(bounds, request.clip ?? bounds));
  if ([0, 1, 2].some((a) => at(box.high, a) <= at(box.low, a))) return false;
  const nearest = vec3((a) => Math.min(Math.max(at(lod.from, a), at(box.low, a)), at(box.high, a)));
  return (
    Math.hypot(...subtract(nearest, lod.from)) < (lod.reach[volume.level] ?? 0) && !isOutside(request, box)
  );
}

/** Every brick that a plan must have at its level of detail, found by looking at each brick of each level. */
function bricksByForce(request: BrickRequest, plan: BrickPlan): Set<string> {
  const levels = volumesOf(request);
  const wanted = new Set<string>();
  const want = (level: number, brick: Vec3): void => {
    wanted.add(nameOf(level, brick));
    const [fine, coarse] = [levels[level], levels[level + 1]];
    if (fine && coarse) want(level + 1, parentBrick(fine, coarse, brick));
  };
  for (const volume of levels) {
    const bricks = everyBrick(volume);
    const isPinned = volume.level === levels.length - 1 && bricks.length <= 64;
    for (const brick of bricks)
      if (isPinned || isSeenNear(request, plan, volume, brick)) want(volume.level, brick);
  }
  return wanted;
}

test('within ample limits the bricks are those that brute force finds', () => {
  const levels = fc.constantFrom<number | 'auto'>('auto', 'auto', 0, 2);
  fc.assert(
    fc.property(volumes(400), looks, levels, (dataset, look, level) => {
      const request = requestOf(dataset, look);
      const plan = planBricks(request, { ...generous, level });
      fc.pre(plan.limitedBy !== 'memory');
      expect(namesOf(plan).toSorted()).toEqual([...bricksByForce(request, plan)].toSorted());
    }),
    { numRuns: 200 },
  );
});

/** The level that a sample at `p` uses. */
function levelAt({ lod: { from, reach } }: BrickPlan, p: Vec3): number {
  return reach.findIndex((limit) => Math.hypot(...subtract(p, from)) < limit);
}

function isShown({ dataset, view, planes = [], clip, planeOnly }: BrickRequest, p: Vec3): boolean {
  const isIn = ({ low, high }: WorldBox) => p.every((v, a) => v >= at(low, a) && v < at(high, a));
  const isKept = planes.every(({ normal, offset }) => dot(normal, p) >= offset);
  return !planeOnly && isKept && isIn(volumeBounds(dataset, view)) && (!clip || isIn(clip));
}

/** The brick of a level that holds a point; `undefined` where the level ends before it. */
function brickAt({ origin, scale, size }: LevelVolume, p: Vec3): Vec3 | undefined {
  const voxel = vec3((a) => Math.floor((at(p, a) - at(origin, a)) / at(scale, a)));
  const isInside = voxel.every((v, a) => v >= 0 && v < at(size, a));
  return isInside ? vec3((a) => Math.floor(at(voxel, a) / BRICK_SIZE)) : undefined;
}

test('the level that a sample uses is planned there; where limits cut, it is that of the coarsest', () => {
  const samples = fc.array(fc.tuple(parts, parts, parts), { minLength: 30, maxLength: 30 });
  fc.assert(
    fc.property(volumes(3000), looks, limitSets, samples, (dataset, look, limits, points) => {
      const request = requestOf(dataset, look);
      const plan = planBricks(request, limits);
      const planned = new Set(namesOf(plan));
      const { camera } = request;
      for (const [x, y, z] of points) {
        const depth = ((z - 0.3) * 2 * camera.height) / camera.zoom;
        if (depth <= -eyeDistance(camera)) continue;
        const p = screenToWorld3D(camera, [x * camera.width, y * camera.height], depth);
        const level = levelAt(plan, p);
        const volume = volumesOf(request)[level];
        const brick = volume && brickAt(volume, p);
        if (!brick || !isShown(request, p) || planned.has(nameOf(level, brick))) continue;
        expect(plan.limitedBy).toBe('memory');
        expect(level).toBe(dataset.levels.length - 1);
      }
    }),
    { numRuns: 300 },
  );
});

test('at rest a voxel at the centre is at most 2 device pixels wide, or of level 0, or the plan says why', () => {
  fc.assert(
    fc.property(volumes(3000), looks, looks, limitSets, (dataset, before, look, limits) => {
      const settings = { ...limits, bias: 1 };
      const previous = planBricks(requestOf(dataset, before), settings);
      const { voxelPx, level, limitedBy, bricks } = planBricks(requestOf(dataset, look), settings, previous);
      if (bricks.length > 0 && level > 0 && voxelPx > 2) expect(limitedBy).toBeDefined();
      if (limitedBy === 'no-finer-level') expect(level).toBe(0);
    }),
    { numRuns: 300 },
  );
});

/** The plans of a slow turn, 0.2° a step. */
function turn(request: BrickRequest, limits: BrickLimits, steps: number): BrickPlan[] {
  const plans = [planBricks(request, limits)];
  const step = (request.camera.height / 180) * 0.2;
  let { camera } = request;
  for (let n = 0; n < steps; n++) {
    camera = orbitBy(camera, [step, step / 5]);
    plans.push(planBricks({ ...request, camera }, limits, plans.at(-1)));
  }
  return plans;
}

test('a slow turn whose bricks come and go at the limit changes the threshold once at most', () => {
  const size = 4096;
  const dataset = makeVolume({ shape: [size, size, size], chunks: [32, 32, 32], factors: evenFactors(8) });
  const scenes = fc.record({
    power: fc.double({ min: 2, max: 8, noNaN: true }),
    place: fc.tuple(inner, inner, inner),
    rotation: rotations,
    perspective: fc.constantFrom(0, 45),
    screen: fc.constant([60, 40] as const),
  });
  fc.assert(
    fc.property(scenes, (look) => {
      const request = requestOf(dataset, look);
      const counts = turn(request, generous, 20).map(({ bricks }) => bricks.length);
      const maxBricks = counts.toSorted((a, b) => a - b)[10] ?? 0;
      const thresholds = turn(request, { ...generous, maxBricks }, 20).map(({ threshold }) => threshold);
      const changes = thresholds.filter((threshold, n) => n > 0 && threshold !== thresholds[n - 1]);
      expect(changes.length).toBeLessThanOrEqual(1);
    }),
    { numRuns: 20 },
  );
});
