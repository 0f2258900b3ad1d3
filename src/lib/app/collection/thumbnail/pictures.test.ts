import { describe, expect, it } from 'vitest';
import { MemoryBudget } from '../../../chunks';
import { AppError, type ChunkArray, type ChunkSource, type Dataset } from '../../../core';
import { makeImage } from '../../session/image.fixture';
import { loadThumbnail } from './load-thumbnail';
import { paintThumbnail } from './paint-thumbnail';
import { sharedContrast } from './shared-contrast';
import { thumbnailBytes } from './thumbnail';
import { thumbnailOf } from './thumbnail.fixture';

/** A czyx image in chunks, whose voxel holds 1000·c + 100·z + 10·y + x, but for chunks that are not stored. */
function sourceOf(dataset: Dataset, missing: readonly string[] = []) {
  const asked: string[] = [];
  const level = dataset.levels.length - 1;
  const chunks = dataset.levels[level]?.array?.chunks ?? [];
  const source: ChunkSource = {
    dataset,
    openLevel: () => Promise.reject(new Error('Both ends are open.')),
    read: (key) => {
      asked.push(`${key.level}:${key.index.join()}`);
      if (missing.includes(key.index.join())) return Promise.resolve(undefined);
      return Promise.resolve(chunkAt(key.index, chunks));
    },
  };
  return { source, asked };
}

function chunkAt(index: readonly number[], shape: readonly number[]): ChunkArray {
  const stride = shape.map((_, axis) => shape.slice(axis + 1).reduce((a, b) => a * b, 1));
  const data = new Uint16Array(shape.reduce((a, b) => a * b, 1));
  data.forEach((_, i) => {
    const at = stride.map(
      (step, axis) => (Math.floor(i / step) % (shape[axis] ?? 1)) + (index[axis] ?? 0) * (shape[axis] ?? 1),
    );
    data[i] = at.reduce((sum, voxel, axis) => sum + voxel * ([1000, 100, 10, 1][axis] ?? 0), 0);
  });
  return { data, shape, stride };
}

const fine = { shape: [2, 6, 80, 120], chunks: [1, 1, 40, 40], fillValue: 7 };
const coarse = { shape: [2, 3, 4, 6], chunks: [1, 1, 4, 4], fillValue: 7 };
const image = makeImage({
  axes: 'czyx',
  shape: [2, 6, 80, 120],
  overrides: {
    levels: [
      { scale: [1, 1, 1, 1], translation: [0, 0, 0, 0], array: fine },
      { scale: [1, 2, 20, 20], translation: [0, 0, 0, 0], array: coarse },
    ],
  },
});

function load({ source }: { source: ChunkSource }, { limitBytes = 2 ** 24 } = {}) {
  const budget = new MemoryBudget({ limitBytes, gpuBytes: 0 });
  const closed: string[] = [];
  const pool = {
    open: () => Promise.resolve([source]),
    close: (id: string) => void closed.push(id),
  };
  const { signal } = new AbortController();
  const thumbnail = loadThumbnail('here', {
    ...{ pool, budget, pageUrl: '', format: undefined, signal },
    pause: () => Promise.reject(new Error('There is room.')),
  });
  return { thumbnail, budget, closed };
}

describe('a thumbnail', () => {
  it('is made of the middle slice of the coarsest level, and of nothing else', async () => {
    const world = sourceOf(image);
    const { thumbnail, budget, closed } = load(world);
    const { width, height, aspect, planes, size } = await thumbnail;
    expect([width, height, aspect, size]).toEqual([6, 4, 1.5, { c: 2, z: 6, y: 80, x: 120 }]);
    expect(world.asked).toEqual(['1:0,1,0,0', '1:0,1,0,1', '1:1,1,0,0', '1:1,1,0,1']);
    expect([...(planes.get(1) ?? [])].slice(0, 8)).toEqual([1100, 1101, 1102, 1103, 1104, 1105, 1110, 1111]);
    expect([budget.bytes, closed]).toEqual([0, ['image']]);
    expect(thumbnailBytes(await thumbnail)).toBe(2 * 6 * 4 * 4);
  });

  it('has the fill value where a chunk is not stored', async () => {
    const { planes } = await load(sourceOf(image, ['0,1,0,1'])).thumbnail;
    expect([...(planes.get(0) ?? [])].slice(0, 6)).toEqual([100, 101, 102, 103, 7, 7]);
  });

  it('takes the voxel in the middle of each pixel of a larger level', async () => {
    const shape = [1, 1, 256, 512];
    const array = { shape, chunks: shape, fillValue: 0 };
    const level = { scale: [1, 1, 1, 1], translation: [0, 0, 0, 0], array };
    const { width, height, planes } = await load(
      sourceOf(makeImage({ axes: 'czyx', shape, overrides: { levels: [level] } })),
    ).thumbnail;
    expect([width, height]).toEqual([128, 64]);
    expect([...(planes.get(0) ?? [])].slice(0, 3)).toEqual([22, 26, 30]);
  });

  it('is refused where it would take the whole of a large image, or more memory than there is', async () => {
    const array = { shape: [1, 1, 90_000, 90_000], chunks: [1, 1, 512, 512], fillValue: 0 };
    const level = { scale: [1, 1, 1, 1], translation: [0, 0, 0, 0], array };
    const large = sourceOf(makeImage({ axes: 'czyx', overrides: { levels: [level] } }));
    await expect(load(large).thumbnail).rejects.toMatchObject({ code: 'unsupported' });
    expect(large.asked).toEqual([]);
    const { thumbnail, closed } = load(sourceOf(image), { limitBytes: 1000 });
    await expect(thumbnail).rejects.toBeInstanceOf(AppError);
    expect(closed).toEqual(['image']);
  });
});

describe('the contrast that images share', () => {
  const windowOf = (...values: (readonly [number, number])[]) => {
    const thumbnails = values.map((contrast) => {
      const thumbnail = thumbnailOf([0]);
      return { ...thumbnail, channels: thumbnail.channels.map((channel) => ({ ...channel, contrast })) };
    });
    expect(sharedContrast(thumbnails.toReversed())).toEqual(sharedContrast(thumbnails));
    return sharedContrast(thumbnails).get(0);
  };

  it('reaches the brightest of a few images, and is not darkened by one of many', () => {
    expect(windowOf([0, 10], [2, 30], [4, 20])).toEqual([2, 30]);
    const many = Array.from({ length: 40 }, (_, i): [number, number] => [0, i === 7 ? 60_000 : 100 + i]);
    expect(windowOf(...many)).toEqual([0, 139]);
  });

  it('is measured where nothing says it', () => {
    const values = Array.from({ length: 1000 }, (_, i) => i);
    expect(sharedContrast([thumbnailOf(values), thumbnailOf([NaN])]).get(0)).toEqual([1, 998]);
    expect(sharedContrast([thumbnailOf([NaN])]).size).toBe(0);
  });
});

describe('the colours of a thumbnail', () => {
  it('add up its channels, each within its window, and are opaque', () => {
    const thumbnail = thumbnailOf([0, 5, 10, NaN]);
    const [gray] = thumbnail.channels;
    if (!gray) throw new Error('No channel.');
    const two = {
      ...thumbnail,
      channels: [gray, { ...gray, index: 1, colormap: '#ff8000' }],
      planes: new Map([...thumbnail.planes, [1, Float32Array.of(10, 0, 0, 10)]]),
    };
    const contrast = new Map([0, 1].map((channel) => [channel, [0, 10] as const]));
    const colors = (hidden: number[]) => [...paintThumbnail(two, { contrast, hidden: new Set(hidden) })];
    expect(colors([])).toEqual([255, 128, 0, 255, 128, 128, 128, 255, 255, 255, 255, 255, 255, 128, 0, 255]);
    expect(colors([0, 1]).filter((_, i) => i % 4 < 3)).toEqual(Array(12).fill(0));
  });
});
