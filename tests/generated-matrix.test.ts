import { afterAll, afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Layer } from '../src/lib/app/scene/layers/layer';
import { decodedBytesPerVoxel, isFloat, isLabels, makeDecodedArray, type VoxelKind } from '../src/lib/core';
import { brickFormat, STORED_BRICK, wordsPerVoxel } from '../src/lib/render/volume/bricks/brick-format';
import { storedValue } from '../src/lib/render/volume/bricks/brick-values';
import { generatorValue } from '../src/lib/source/generate';
import { generatedDTypes, type GeneratedDType } from '../src/lib/source/generate/generator';
import { brickInterior } from '../src/lib/view';
import { HeadlessSession, type HeldBrick } from './headless/headless-session';

/** Of level 0; none is a multiple of the chunks or of the factors, so that all levels have parts of chunks and voxels. */
const sizes = { t: 2, c: 2, z: 7, y: 19, x: 27 } as const;
type AxisName = keyof typeof sizes;
const TILE = 8;

const layouts: readonly { readonly ndim: number; readonly axes: readonly AxisName[] }[] = [
  { ndim: 2, axes: ['y', 'x'] },
  { ndim: 3, axes: ['z', 'y', 'x'] },
  { ndim: 3, axes: ['t', 'y', 'x'] },
  { ndim: 4, axes: ['c', 'z', 'y', 'x'] },
  { ndim: 5, axes: ['t', 'c', 'z', 'y', 'x'] },
];
const levelCounts = [1, 3];
const generators = [
  { name: 'checkerboard', kind: 'image', more: 'cell=5' },
  { name: 'ramp', kind: 'image', more: '' },
  { name: 'mandelbrot', kind: 'image', more: 'iterations=40' },
  { name: 'julia', kind: 'image', more: 'iterations=40' },
  { name: 'mandelbulb', kind: 'image', more: 'iterations=9' },
  { name: 'blobs', kind: 'labels', more: 'count=12' },
] as const;
type Generator = (typeof generators)[number];

interface Combination {
  readonly axes: readonly AxisName[];
  readonly dtype: GeneratedDType;
  readonly levels: number;
  readonly generator: Generator;
}

function locationOf({ axes, dtype, levels, generator: { name, more } }: Combination): string {
  const shape = axes.filter((axis) => isSpace(axis)).map((axis) => sizes[axis]);
  const parts = [`shape=${shape.join()}`, `tile=${TILE}`, `dtype=${dtype}`, `levels=${levels}`];
  if (axes.includes('t')) parts.push(`times=${sizes.t}`);
  if (axes.includes('c')) parts.push(`channels=${sizes.c}`);
  if (more !== '') parts.push(more);
  return `gen:${name}?${parts.join('&')}`;
}

function isSpace(axis: AxisName): boolean {
  return axis !== 't' && axis !== 'c';
}

function sizeAt(axis: AxisName, level: number): number {
  return isSpace(axis) ? Math.ceil(sizes[axis] / 2 ** level) : sizes[axis];
}

/** What a ramp holds, by its definition: the place along x in voxels of level 0, 1000 for each time and 100 for each channel. */
function rampValue({ axes, dtype }: Combination, level: number, index: readonly number[]): string {
  const at = (axis: AxisName) => index[axes.indexOf(axis)] ?? 0;
  const place = at('x') * 2 ** level + (2 ** level - 1) / 2 + 1000 * at('t') + 100 * at('c');
  const held = makeDecodedArray(dtype, 1);
  if (held instanceof BigInt64Array || held instanceof BigUint64Array) held[0] = BigInt(Math.floor(place));
  else held[0] = isFloat(dtype) ? place : Math.floor(place);
  return String(held[0]);
}

/** Voxels of a level, [y, x]: its corners, and both sides of a border of chunks. */
function samplesOf(level: number): (readonly [number, number])[] {
  const [bottom, right] = [sizeAt('y', level) - 1, sizeAt('x', level) - 1];
  const corners = [[0, 0] as const, [0, right] as const, [bottom, 0] as const, [bottom, right] as const];
  const border = [[bottom >> 1, TILE - 1] as const, [bottom >> 1, TILE] as const];
  return [...corners, ...border.filter(([, x]) => x <= right)];
}

/** The world position of a voxel's centre, but within level 0, beyond which the last voxel of a coarse one may reach. */
function worldAt(axis: AxisName, level: number, voxel: number): number {
  return Math.min(voxel * 2 ** level + (2 ** level - 1) / 2, sizes[axis] - 0.75);
}

function expectDataset(layer: Layer, { axes, dtype, levels, generator }: Combination): void {
  const { dataset } = layer.source;
  expect({
    axes: dataset.axes.map(({ name }) => name),
    dtype: dataset.dtype,
    levels: dataset.levels.length,
    kind: layer.kind,
    channels: dataset.channels.length,
  }).toEqual({
    ...{ axes, dtype, levels, kind: generator.kind },
    channels: axes.includes('c') ? sizes.c : 1,
  });
  dataset.levels.forEach(({ scale, translation, array }, level) => {
    expect(array?.shape).toEqual(axes.map((axis) => sizeAt(axis, level)));
    expect(array?.chunks).toEqual(axes.map((axis) => (isSpace(axis) ? TILE : 1)));
    expect(scale).toEqual(axes.map((axis) => (isSpace(axis) ? 2 ** level : 1)));
    expect(translation).toEqual(axes.map((axis) => (isSpace(axis) ? (2 ** level - 1) / 2 : 0)));
  });
}

/** What textures hold of a voxel, [x, y, z] of the stored brick, as one number; labels as their bits. */
function heldValue(kind: VoxelKind, { words, range }: HeldBrick, [x = 0, y = 0, z = 0]: number[]) {
  const format = brickFormat(kind);
  const at = (z * STORED_BRICK + y) * STORED_BRICK + x;
  const [first, second] = words
    ? [words[at * wordsPerVoxel(format)] ?? NaN, words[at * wordsPerVoxel(format) + 1] ?? NaN]
    : (range.label ?? [range.min, 0]);
  if (isLabels(kind)) return BigInt(first) + (format === 'rg32uint' ? BigInt(second) << 32n : 0n);
  return words && format === 'rg8unorm' ? 256 * first + second : first;
}

function labelBits({ dtype }: VoxelKind, value: number | bigint): bigint {
  return BigInt.asUintN(8 * decodedBytesPerVoxel(dtype), BigInt(value));
}

describe('RFC row 59: whatever the axes, type, levels and kind of layer, a generated image shows what its formula says', () => {
  let session: HeadlessSession;
  let compared = 0;
  beforeEach(() => {
    session = new HeadlessSession();
  });
  afterEach(() => session.stop());
  afterAll(() => {
    console.log(`      RFC row 59: ${compared} values compared`);
  });

  /** Looks at samples of the slice that the sliders say, at one level. */
  function expectValues(combination: Combination, level: number): void {
    const { axes, generator } = combination;
    const { scene } = session;
    for (const [y, x] of samplesOf(level)) {
      const values = session.valuesAt([worldAt('x', level, x), worldAt('y', level, y)]);
      const index = (channel: number) =>
        axes.map((axis) => {
          if (axis === 'c') return channel;
          const place = axis === 'x' ? x : y;
          const slider = isSpace(axis) ? Math.floor((scene.position(axis) + 0.5) / 2 ** level) : 0;
          return axis === 'x' || axis === 'y' ? place : axis === 't' ? scene.position(axis) : slider;
        });
      // Of labels one channel is shown at first.
      const channels = axes.includes('c') && generator.kind === 'image' ? [0, 1] : [0];
      expect(values.map(({ level, index, value }) => ({ level, index, value: String(value) }))).toEqual(
        channels.map((channel) => ({
          ...{ level, index: index(channel) },
          value: String(generatorValue(locationOf(combination), level, index(channel))),
        })),
      );
      if (generator.name === 'ramp')
        expect(values.map(({ value }) => String(value))).toEqual(
          channels.map((channel) => rampValue(combination, level, index(channel))),
        );
      compared += values.length;
    }
  }

  /** At each level, with the other sliders at their first or last steps in turn. */
  async function expectSlices(layer: Layer, combination: Combination): Promise<void> {
    const { levels } = combination;
    for (let level = 0; level < levels; level++) {
      layer.patch({ level });
      const isLast = levels > 1 && level % 2 === 0;
      for (const axis of ['t', 'z'] as const) session.scene.setPosition(axis, isLast ? sizes[axis] - 1 : 0);
      const plan = await session.load(layer);
      expect(plan.level).toBe(level);
      const quads = session.drawSlice(layer);
      expect(new Set(quads.map(({ key }) => key.level))).toEqual(new Set([level]));
      const area = quads.reduce((sum, { world: { x0, x1, y0, y1 } }) => sum + (x1 - x0) * (y1 - y0), 0);
      expect(area, 'all of the slice is drawn').toBeCloseTo(sizes.x * sizes.y, 6);
      expectValues(combination, level);
    }
  }

  /** Looks at the corners of each brick: what textures hold is the value of the formula. */
  function expectBrickValues(layer: Layer, brick: HeldBrick, combination: Combination): void {
    const { dataset } = layer.source;
    const { key } = brick;
    const array = dataset.levels[key.level]?.array;
    if (!array) throw new Error(`Level ${key.level} is not open.`);
    const { low, high } = brickInterior(array, key);
    for (let corner = 0; corner < 8; corner++) {
      const at = [0, 1, 2].map((a) => ((corner >> a) & 1 ? (high[a] ?? 1) - 1 : (low[a] ?? 0)));
      const index = key.slice.map((place, axis) => at[key.axes.indexOf(axis)] ?? place);
      const value = generatorValue(locationOf(combination), key.level, index);
      const stored = at.map((voxel, a) => voxel - (low[a] ?? 0) + 1);
      expect(heldValue(dataset, brick, stored), `${key.level}/${index.join()}`).toBe(
        isLabels(dataset) ? labelBits(dataset, value) : Math.fround(storedValue(value, brick.base)),
      );
      compared += 1;
    }
  }

  async function expectVolume(layer: Layer, combination: Combination): Promise<void> {
    const { axes } = combination;
    session.scene.setMode('3d');
    expect(session.scene.mode).toBe(axes.includes('z') || axes.includes('t') ? '3d' : '2d');
    if (!axes.includes('z')) return session.scene.setMode('2d');
    session.scene.fit();
    layer.patch({ level: 0 });
    await session.load(layer);
    const bricks = session.cutBricks(layer);
    expect(bricks.length).toBeGreaterThan(0);
    for (const brick of bricks) expectBrickValues(layer, brick, combination);
    session.scene.setMode('2d');
  }

  async function expectImage(combination: Combination): Promise<void> {
    const layer = await session.open(locationOf(combination));
    await expectSlices(layer, combination);
    expectDataset(layer, combination);
    if (combination.levels > 1) await expectVolume(layer, combination);
    session.close(layer);
  }

  async function expectCombination(combination: Combination): Promise<void> {
    const location = locationOf(combination);
    if (combination.generator.kind === 'labels' && isFloat(combination.dtype))
      return expect(session.open(location)).rejects.toMatchObject({ code: 'bad-location' });
    return expectImage(combination).catch((cause: unknown) => {
      throw new Error(`${location}: ${String(cause)}`, { cause });
    });
  }

  test.each(
    layouts.flatMap(({ ndim, axes }) =>
      generators.map((generator) => ({ ndim, axes, generator, name: generator.name, kind: generator.kind })),
    ),
  )('$ndim axes $axes, $kind of $name', async ({ axes, generator }) => {
    for (const dtype of generatedDTypes)
      for (const levels of levelCounts) await expectCombination({ axes, dtype, levels, generator });
  });
});
