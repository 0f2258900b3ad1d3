import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decodedChunkBytes } from '../../tiles/level-plane';
import { brickPieces } from '../brick-grid';
import { BRICK_SIZE } from '../brick-key';
import type { BrickPlan, BrickRequest } from '../brick-plan';
import { eyeDistance, screenToWorld3D, worldToView, zoomAtDepth } from '../camera-3d';
import { parentBrick, volumeBounds, type LevelVolume } from '../level-volume';
import { at, dot, subtract, vec3, type Vec3 } from '../vec3';
import { cornersOf, type ClipPlane, type WorldBox } from '../volume-view';
import { planBricks } from './plan-bricks';

import {
  generous,
  limitSets,
  looks,
  nameOf,
  namesOf,
  parts,
  requestOf,
  volumes,
  volumesOf,
  voxelBoxOf,
} from './plan-bricks.fixture';

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
