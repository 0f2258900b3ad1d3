import { describe, expect, it } from 'vitest';
import type { ChunkState } from '../../../chunks';
import type { ChunkArray, ChunkKey } from '../../../core';
import type { TilePlan } from '../../../view';
import { FakeSource, makeImage } from '../../session/image.fixture';
import { Layer } from '../../scene/layers/layer';
import { chooseContrast } from './layer-contrast';

/** Chunks of 2 × 2 in a row, level 1 before the finer level 0; the values of each are its key's. */
const levels = [
  { scale: [1, 1], translation: [0, 0], array: { shape: [2, 12], chunks: [2, 2], fillValue: 0 } },
  { scale: [2, 2], translation: [0.5, 0.5], array: { shape: [2, 6], chunks: [2, 2], fillValue: 0 } },
];
const keyAt = (level: number, x: number): ChunkKey => ({ dataset: 'image', level, index: [0, x] });
const [near, middle, far] = [keyAt(1, 0), keyAt(1, 1), keyAt(1, 2)];
const finer = [keyAt(0, 0), keyAt(0, 1), keyAt(0, 2)];
const keys = [near, middle, far, ...finer];

function chunkAt({ level, index }: ChunkKey): ChunkArray {
  const low = 1000 * (1 - level) + 10 * (index[1] ?? 0);
  return { data: Uint16Array.of(low, low + 1, low + 2, low + 3), shape: [2, 2], stride: [2, 1] };
}

/** A layer whose contrast only data can decide, with the chunks in memory that a test says have come. */
function setUp() {
  const layer = new Layer('layer1', new FakeSource({ overrides: { levels } }), { age: 1 });
  layer.frame = {
    ...layer.frame,
    plan: { level: 0, want: keys.map((key) => ({ key })) } as unknown as TilePlan,
  };
  const states = new Map<ChunkKey, ChunkState>();
  const sources = {
    scene: { datasetOf: () => makeImage({ overrides: { levels } }) },
    store: {
      get: (key: ChunkKey) => (states.get(key) === 'ready' ? chunkAt(key) : undefined),
      stateOf: (key: ChunkKey) => states.get(key) ?? 'loading',
    },
  };
  /** A frame after chunks have come. */
  const arrive = (state: ChunkState, ...arrived: ChunkKey[]) => {
    for (const key of arrived) states.set(key, state);
    chooseContrast(sources, [layer]);
    return layer.channels[0]?.contrast;
  };
  return { layer, arrive };
}

describe('the contrast that data decides', () => {
  it.each([
    ['coarse chunks first', [near, middle, far, ...finer]],
    ['coarse chunks backwards', [far, middle, near, ...finer]],
    ['fine chunks first', [...finer, far, near, middle]],
    ['one by one from both', [near, ...finer, far, middle]],
  ])('is the same whatever comes first: %s', (_, order) => {
    const { layer, arrive } = setUp();
    for (const key of order) arrive('ready', key);
    expect(layer.channels[0]?.contrast).toEqual([0, 23]);
    expect(layer.isContrastGuessed(0)).toBe(false);
  });

  it('is the same when all come in one frame', () => {
    expect(setUp().arrive('ready', ...keys)).toEqual([0, 23]);
  });

  it('is a guess, which later chunks change, until the coarsest level is here', () => {
    const { layer, arrive } = setUp();
    expect(arrive('ready', middle)).toEqual([10, 13]);
    expect(layer.isContrastGuessed(0)).toBe(true);
    expect(arrive('ready', near, far)).toEqual([0, 23]);
  });

  it('is not held up for ever by chunks that are empty or have failed', () => {
    const { layer, arrive } = setUp();
    arrive('empty', near);
    arrive('failed', middle);
    expect(arrive('ready', far)).toEqual([20, 23]);
    expect(layer.isContrastGuessed(0)).toBe(false);
  });

  it('stays as it is once it was set by hand', () => {
    const { layer, arrive } = setUp();
    layer.patchChannel(0, { contrast: [5, 6] });
    expect(arrive('ready', ...keys)).toEqual([5, 6]);
  });
});
