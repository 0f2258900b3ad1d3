import { expect, test } from 'vitest';
import type { Dataset } from '../../../core';
import { brickPieces } from '../brick-grid';
import { brickKeyString } from '../brick-key';
import type { BrickLimits, BrickPlan, BrickRequest } from '../brick-plan';
import { volumeBounds } from '../level-volume';
import { fitCamera3D, zoomAbout3D } from '../move-camera-3d';
import { evenFactors, headlineVolume, makeVolume, volumeViewOf } from '../volume.fixture';
import { planBricks } from './plan-bricks';

const ample: BrickLimits = { maxBricks: 3000, maxChunkBytes: 2 ** 28, level: 'auto', bias: 1 };

/** Shows the whole of a dataset on 1024×768. */
function whole(dataset: Dataset, perspective = 0): BrickRequest {
  const view = volumeViewOf(dataset);
  const options = { width: 1024, height: 768, pixelRatio: 1, perspective };
  return { dataset, view, camera: fitCamera3D(volumeBounds(dataset, view), options) };
}

function zoomed(request: BrickRequest, factor: number): BrickRequest {
  return { ...request, camera: zoomAbout3D(request.camera, factor) };
}

function plan(request: BrickRequest, limits: Partial<BrickLimits> = {}, previous?: BrickPlan): BrickPlan {
  return planBricks(request, { ...ample, ...limits }, previous);
}

function levelsOf({ bricks }: BrickPlan): number[] {
  return [...new Set(bricks.map(({ level }) => level))];
}

const cube = makeVolume({ shape: [512, 512, 512], chunks: [64, 64, 64], factors: evenFactors(5) });

test('the whole of a volume of 2^60 voxels needs a few of its coarsest levels', () => {
  const { level, bricks, limitedBy, voxelPx } = plan(whole(headlineVolume()), { maxBricks: 5000 });
  expect(level).toBe(11);
  expect(voxelPx).toBeLessThanOrEqual(2);
  expect(bricks).toHaveLength(1 + 8 + 64 + 512 + 4096);
  expect(limitedBy).toBe('memory');
});

test('a view of single voxels reaches level 0, with all that stands in for it', () => {
  const { level, bricks, limitedBy } = plan(zoomed(whole(headlineVolume(), 45), 2 ** 17));
  expect(level).toBe(0);
  expect(limitedBy).toBe('no-finer-level');
  expect(levelsOf({ bricks } as BrickPlan)).toEqual(Array.from({ length: 16 }, (_, l) => 15 - l));
});

test('with room to spare a voxel is at most one device pixel wide at the centre', () => {
  const { level, voxelPx, threshold, limitedBy } = plan(whole(cube), { maxBricks: 9000 });
  expect({ level, threshold, limitedBy }).toEqual({ level: 0, threshold: 1, limitedBy: undefined });
  expect(voxelPx).toBeCloseTo((768 * 0.9) / 512);
});

test('a higher bias is coarser, and limits nothing', () => {
  const request = whole(cube);
  const { level, threshold, limitedBy } = plan(request, { bias: 2.9 });
  expect({ level, threshold, limitedBy }).toEqual({ level: 1, threshold: 2.9, limitedBy: undefined });
});

test('the threshold rises until the bricks fit, and the plan says so', () => {
  const { level, threshold, bricks, limitedBy } = plan(whole(cube), { maxBricks: 600 });
  expect(level).toBe(1);
  expect(threshold).toBeGreaterThan(2);
  expect(bricks).toHaveLength(1 + 8 + 64 + 512);
  expect(limitedBy).toBe('memory');
});

test('the threshold rises until the chunks fit', () => {
  const { bricks, want, limitedBy } = plan(whole(cube), { maxChunkBytes: 80 * 64 ** 3 });
  expect(bricks).toHaveLength(1 + 8 + 64 + 512);
  expect(want).toHaveLength(1 + 1 + 8 + 64);
  expect(limitedBy).toBe('memory');
});

test('level 0 magnified is limited by the data', () => {
  expect(plan(zoomed(whole(cube), 8)).limitedBy).toBe('no-finer-level');
});

test('bricks come coarse before fine and near the focus first, and chunks in the same order', () => {
  const { bricks, want } = plan(whole(cube), { focus: [500, 10, 10] });
  expect(bricks.map(({ level }) => level)).toEqual(
    bricks.map(({ level }) => level).toSorted((a, b) => b - a),
  );
  expect(bricks.find(({ level }) => level === 1)?.brick).toEqual([7, 0, 0]);
  const priorities = want.map(({ priority }) => priority);
  expect(priorities).toEqual(priorities.toSorted((a, b) => a - b));
});

test('of what is equally far from the focus, the near side comes before the far one', () => {
  const { bricks } = plan(whole(cube));
  const index = (z: number) =>
    bricks.findIndex(({ level, brick }) => level === 1 && brick.join() === `4,4,${z}`);
  expect(index(2)).toBeLessThan(index(5));
});

test('bricks that a slice plane meets come before all others, coarse before fine', () => {
  const slicePlane = { position: [0, 0, 100], normal: [0, 0, 1] } as const;
  const { bricks } = plan({ ...whole(cube), slicePlane });
  const meets = bricks.map(({ level, brick }) => Math.floor(100 / 32 / 2 ** level) === brick[2]);
  expect(levelsOf({ bricks: bricks.slice(0, meets.indexOf(false)) } as unknown as BrickPlan)).toEqual([
    4, 3, 2, 1,
  ]);
  expect(meets.lastIndexOf(true)).toBeLessThan(meets.indexOf(false));
});

test('a slice plane alone needs only what it meets, and gets finer for it', () => {
  const slicePlane = { position: [0, 0, 100], normal: [0, 0, -2] } as const;
  const { level, bricks } = plan({ ...whole(cube), slicePlane, planeOnly: true });
  expect(level).toBe(0);
  expect(bricks).toHaveLength(1 + 4 + 16 + 64 + 256);
  expect(bricks.filter((key) => key.level === 0).every(({ brick }) => brick[2] === 3)).toBe(true);
});

test('what a clip box or clip planes cut away is not loaded', () => {
  const clip = { low: [100, 100, 100], high: [150, 120, 500] } as const;
  const planes = [{ normal: [0, 0, -1], offset: -300 }] as const;
  const { bricks } = plan({ ...whole(cube), clip, planes });
  const finest = bricks.filter(({ level }) => level === 0).map(({ brick }) => brick);
  expect(finest).toHaveLength(2 * 1 * 7);
  expect(finest.every(([x, y, z]) => x >= 3 && x <= 4 && y === 3 && z >= 3 && z <= 9)).toBe(true);
});

test('a small coarsest level is held whole even when nothing is in view', () => {
  const request = whole(cube);
  const camera = { ...request.camera, center: [1e6, 1e6, 1e6] as const };
  expect(plan({ ...request, camera }).bricks).toMatchObject([{ level: 4, brick: [0, 0, 0] }]);
});

test('a locked level is used as far as one sees, also where a coarser one would do', () => {
  const { level, bricks, limitedBy, finestLevel, lod } = plan(zoomed(whole(cube), 0.25), { level: 1 });
  expect({ level, limitedBy, finestLevel }).toEqual({ level: 1, limitedBy: undefined, finestLevel: 1 });
  expect(bricks).toHaveLength(1 + 8 + 64 + 512);
  expect(lod.reach[0]).toBe(0);
});

test('a locked level coarser than the screen could show is the reason that it gives', () => {
  expect(plan(whole(cube), { level: 3 })).toMatchObject({ level: 3, limitedBy: 'level-locked' });
});

test('a locked level that does not fit is loaded around the centre', () => {
  const { level, bricks, limitedBy } = plan(whole(headlineVolume()), { level: 0 });
  expect({ level, limitedBy }).toEqual({ level: 0, limitedBy: 'memory' });
  const finest = bricks.filter((key) => key.level === 0);
  expect(finest.length).toBeGreaterThan(0);
  for (const { brick } of finest)
    for (const index of brick) expect(Math.abs(index - 2 ** 14)).toBeLessThan(64);
});

test('levels that are not open are named coarsest first, and what is open is planned meanwhile', () => {
  const { open, bricks, level } = plan(zoomed(whole(headlineVolume([0, 5, 15])), 2 ** 17));
  expect(level).toBe(0);
  expect(open).toEqual([14, 13, 12, 11, 10, 9, 8, 7, 6, 4, 3, 2, 1]);
  expect(levelsOf({ bricks } as BrickPlan)).toEqual([15, 5, 0]);
});

test('one level of 2^36 bricks is shown around the centre', () => {
  const size = 2 ** 17;
  const dataset = makeVolume({ shape: [size, size, size], chunks: [64, 64, 64], factors: [[1, 1, 1]] });
  const { bricks, limitedBy, threshold } = plan(whole(dataset));
  expect(limitedBy).toBe('memory');
  expect(bricks.length).toBeGreaterThan(1000);
  for (const { brick } of bricks)
    for (const index of brick) expect(Math.abs(index - 2 ** 11)).toBeLessThan(16);
  expect(threshold).toBeGreaterThan(0);
});

test('when not even one brick fits, one of its chunks is wanted, so that it can be told as too large', () => {
  const { bricks, want, limitedBy } = plan(whole(cube), { maxChunkBytes: 1000 });
  expect({ bricks, limitedBy }).toEqual({ bricks: [], limitedBy: 'memory' });
  expect(want).toHaveLength(1);
});

test('channels have bricks each, share chunks that hold several, and count together', () => {
  const dataset = makeVolume({
    axes: 'czyx',
    shape: [4, 64, 64, 64],
    chunks: [2, 64, 64, 64],
    factors: [[1, 1, 1]],
  });
  const request = { ...whole(dataset), view: volumeViewOf(dataset, { channels: [0, 1, 3] }) };
  const { bricks, want } = plan(request);
  expect(bricks).toHaveLength(3 * 8);
  expect(bricks.slice(0, 3).map(({ slice }) => slice[0])).toEqual([0, 1, 3]);
  expect(want.map(({ key }) => key.index)).toEqual([
    [0, 0, 0, 0],
    [1, 0, 0, 0],
  ]);
  expect(plan(request, { maxBricks: 12 }).bricks).toHaveLength(12);
});

test('a position on another axis names the voxel of each level, and none outside', () => {
  const factors = evenFactors(2);
  const dataset = makeVolume({ axes: 'tzyx', shape: [5, 64, 64, 64], chunks: [1, 32, 32, 32], factors });
  const at = (t: number) =>
    plan({ ...whole(dataset), view: volumeViewOf(dataset, { position: [t, 0, 0, 0] }) });
  expect(at(3.2).want.every(({ key }) => key.index[0] === 3)).toBe(true);
  expect(at(3.2).bricks.every(({ slice }) => slice.join() === '3,0,0,0')).toBe(true);
  expect(at(7)).toMatchObject({ bricks: [], want: [], open: [], boxes: [undefined, undefined] });
});

test('without channels there is nothing to plan', () => {
  const request = { ...whole(cube), view: volumeViewOf(cube, { channels: [] }) };
  expect(plan(request)).toMatchObject({ bricks: [], want: [], open: [] });
});

test.each([
  ['single planes', [1, 512, 512]],
  ['100 × 100 × 1', [100, 100, 1]],
  ['the whole level', [512, 512, 512]],
  ['odd boxes', [7, 33, 90]],
])('chunks that are %s fill the bricks', (_, chunks) => {
  const dataset = makeVolume({ shape: [512, 512, 512], chunks, factors: evenFactors(5) });
  const { bricks, want } = plan(zoomed(whole(dataset), 4), { maxChunkBytes: 2 ** 30 });
  const needed = new Set<string>();
  for (const key of bricks) {
    const array = dataset.levels[key.level]?.array;
    for (const { chunk, isPayload } of array ? brickPieces(array, key) : [])
      if (isPayload) needed.add(`${key.level}/${chunk.join('.')}`);
  }
  expect(new Set(want.map(({ key }) => `${key.level}/${key.index.join('.')}`))).toEqual(needed);
  expect(want).toHaveLength(needed.size);
});

test('an axis that no level shrinks asks for no refinement, and counts once one does', () => {
  const factors = [
    [1, 1, 1],
    [1, 2, 2],
    [1, 4, 4],
    [4, 8, 8],
  ] as const;
  const dataset = makeVolume({ shape: [64, 512, 512], chunks: [32, 32, 32], factors, voxel: [10, 1, 1] });
  const zoom = whole(dataset).camera.zoom;
  const px = [0, 1, 2, 3].map((level) => plan(whole(dataset), { level }).voxelPx / zoom);
  expect(px.map((value) => Math.round(value * 1e6) / 1e6)).toEqual([1, 2, 4, 40]);
});

test('a plan is the same each time, and its keys are distinct', () => {
  const request = zoomed(whole(headlineVolume(), 45), 1000);
  const { bricks } = plan(request);
  expect(plan(request)).toEqual(plan(request));
  expect(new Set(bricks.map(brickKeyString)).size).toBe(bricks.length);
});
