import { expect, it } from 'vitest';
import { chunkKeyString, type ChunkKey, type Dataset } from '../../core';
import type { TileKey } from '../../view';
import type { RendererInside } from '../renderer-options';
import { exchangedSlot } from '../exchange-slots';
import { STORED_SIZE } from '../tiles/tile-format';
import { STORED_BRICK } from '../volume/bricks/brick-format';
import { TileStore } from '../tiles/tile-store';
import { ReadBack } from './read-back';
import type { TextureReader } from './texture-reader';

const [SIDE, CHUNK, SLOTS] = [700, 100, 12];
const array = { shape: [SIDE, SIDE], chunks: [CHUNK, CHUNK], fillValue: 7 };
const dataset = {
  ...{ id: 'd', dtype: 'uint16', channels: [{ name: 'a', active: true }] },
  levels: [{ scale: [1, 1], translation: [0, 0], array }],
} as unknown as Dataset;

function tileAt(column: number, row: number, of = 'd'): TileKey {
  return { dataset: of, level: 0, horizontal: 1, vertical: 0, slice: [0, 0], column, row };
}

const allTiles = [0, 1, 2].flatMap((row) => [0, 1, 2].map((column) => tileAt(column, row)));

/** A graphics card of a dozen tiles, three by three of which are drawn. Chunk [1, 1] is empty. */
function card({ exchanges = false, isHere = (_: ChunkKey): boolean => true, tiles = allTiles } = {}) {
  const slots = Array.from({ length: SLOTS }, () => new Uint32Array(STORED_SIZE ** 2));
  const store = new TileStore(['r16uint'], SLOTS, (_, slot, { rect, words }) => {
    const texels = slots[exchanges ? exchangedSlot(slot, SLOTS) : slot];
    const width = rect.x1 - rect.x0;
    words.forEach((word, i) => {
      const [x, y] = [rect.x0 + (i % width), rect.y0 + Math.floor(i / width)];
      if (texels) texels[y * STORED_SIZE + x] = word;
    });
  });
  const chunks = {
    get: (key: ChunkKey) => {
      const [row = 0, column = 0] = key.index;
      if (!isHere(key) || (row === 1 && column === 1)) return undefined;
      const data = Uint16Array.from({ length: CHUNK ** 2 }, (_, i) => row * 9000 + column * 1000 + (i % 997));
      return { data, shape: [CHUNK, CHUNK], stride: [CHUNK, 1] };
    },
    stateOf: ({ index }: ChunkKey) => (index.join() === '1,1' ? ('empty' as const) : ('idle' as const)),
  };
  const fill = () => {
    for (const key of tiles)
      store.fill({ ...dataset, id: key.dataset }, key, { chunks, now: 0, limit: 'planned' });
  };
  fill();
  const layers = [...new Set(tiles.map((key) => key.dataset))].map((id) => {
    const quads = tiles.filter((key) => key.dataset === id).map((key) => ({ quad: { key }, weight: 1 }));
    return { layer: { dataset: { ...dataset, id } }, channels: [{ quads }] };
  });
  const inside = {
    device: { isLost: false },
    pools: {
      slices: {
        store,
        textures: {
          place: (_: string, slot: number) => ({ texture: 0, layer: slot }),
          texture: () => undefined,
        },
      },
    },
    shown: { layers, volumes: [] },
  } as unknown as RendererInside;
  let reads = 0;
  const reader: Pick<TextureReader, 'read' | 'destroy'> = {
    read: (_, __, { layer }) => {
      reads += 1;
      const texels = new Uint32Array(4 * STORED_SIZE ** 2);
      slots[layer]?.forEach((word, i) => (texels[4 * i] = word));
      return texels;
    },
    destroy: () => undefined,
  };
  const readBack = new ReadBack(() => inside, reader);
  const look = () => readBack.look(chunks, () => false);
  return { slots, fill, look, readBack, chunks, inside, reads: () => reads };
}

/** A graphics card of one brick of zeros. */
function solid(isHere: () => boolean) {
  const volume = {
    ...{ id: 'v', dtype: 'uint8', channels: [] },
    levels: [{ array: { shape: [40, 40, 40], chunks: [40, 40, 40], fillValue: 0 } }],
  } as unknown as Dataset;
  const key = { dataset: 'v', level: 0, axes: [2, 1, 0], slice: [0, 0, 0], brick: [0, 0, 0] };
  const chunk = { data: new Uint8Array(40 ** 3), shape: [40, 40, 40], stride: [1600, 40, 1] };
  const inside = {
    device: { isLost: false },
    pools: {
      volumes: {
        store: { baseOf: () => 0 },
        sources: { bricks: { layout: { grid: [1, 1, 1] }, texture: () => undefined } },
      },
    },
    shown: {
      layers: [],
      volumes: [{ layer: { dataset: volume }, records: [{ key, slot: 0, missing: [] }] }],
    },
  } as unknown as RendererInside;
  let reads = 0;
  const reader = {
    read: () => (reads++, new Uint8Array(4 * STORED_BRICK ** 3)),
    destroy: () => undefined,
  };
  const chunks = { get: () => (isHere() ? chunk : undefined), stateOf: () => 'idle' as const };
  const readBack = new ReadBack(() => inside, reader);
  return { look: () => readBack.look(chunks, () => false), reads: () => reads };
}

it('finds nothing in tiles that are what their chunks were, empty ones among them', () => {
  const { look, reads } = card();
  expect(look()).toEqual({ read: 9, pending: 0, unreadable: 0, passedOver: 0, findings: [] });
  look();
  expect(reads(), 'each is read once').toBe(9);
});

it('finds one voxel that is another, and in which chunk', () => {
  const { look, slots } = card();
  const texels = slots[4];
  // Row and column 0 of a stored tile are its neighbours'.
  if (texels) texels[(1 + 150) * STORED_SIZE + 1 + 20] = 65_535;
  expect(look().findings).toEqual([{ key: { dataset: 'd', level: 0, index: [4, 2] }, kind: 'tile' }]);
});

it('finds uploads that changed places, and says which tile each is', () => {
  const { findings } = card({ exchanges: true }).look();
  const found = new Map(findings.map(({ key, belongs }) => [chunkKeyString(key), belongs?.cell.join()]));
  // The first tile has the chunks of columns 0 to 2, the second begins within column 2.
  expect(found.get('0/0.0@d')).toBe('1,0');
  expect(found.get('0/0.4@d')).toBe('0,0');
  // Tiles of two sizes changed places as well, and one with a slot that has nothing: where they belong is not told.
  expect(found.get('0/3.3@d')).toBeUndefined();
  expect([found.has('0/3.3@d'), found.has('0/6.6@d')]).toEqual([true, true]);
});

it.each([
  ['of which dataset it is what a tile holds', 3, { dataset: 'e', level: 0, cell: [0, 1] }],
  ['that it is of its own where another has the same', 1, { dataset: 'd', level: 0, cell: [1, 0] }],
  ['that it is of its own, whichever was drawn first', 2, { dataset: 'd', level: 0, cell: [1, 0] }],
])('says %s', (_, slot, belongs) => {
  const drawn = [tileAt(0, 0), tileAt(1, 0), tileAt(1, 0, 'e'), tileAt(0, 1, 'e')];
  for (const tiles of [drawn, [...drawn.slice(2), ...drawn.slice(0, 2)]]) {
    const { look, slots } = card({ tiles });
    const slotOf = (tile: number) => slots[tiles.indexOf(drawn[tile] as TileKey)];
    slotOf(0)?.set(slotOf(slot) ?? []);
    expect(look().findings[0]).toMatchObject({ key: { dataset: 'd' }, belongs });
  }
});

it('passes over what is not there yet, and looks again when more of a tile has come', () => {
  let isHere = ({ index }: ChunkKey) => (index[0] ?? 0) < 2;
  const { look, fill, reads } = card({ isHere: (key) => isHere(key) });
  expect(look().findings).toEqual([]);
  const before = reads();
  isHere = () => true;
  fill();
  expect(look()).toMatchObject({ read: 9, findings: [] });
  expect(reads()).toBeGreaterThan(before);
});

it('passes over chunks that are not in memory any more', () => {
  let isHere = true;
  const { look, slots } = card({ isHere: () => isHere });
  slots[0]?.fill(1);
  isHere = false;
  expect(look().findings.map(({ key }) => key.index)).toEqual([[1, 1]]);
});

it('passes over tiles and bricks without any chunk in memory, and reads them once some are', () => {
  let isHere = true;
  for (const { look, reads } of [
    solid(() => isHere),
    card({ isHere: () => isHere, tiles: [tileAt(2, 2)] }),
  ]) {
    isHere = false;
    expect(look()).toMatchObject({ read: 0, pending: 0, passedOver: 1 });
    expect(reads()).toBe(0);
    isHere = true;
    expect(look()).toMatchObject({ read: 1, pending: 0, passedOver: 0 });
    isHere = false;
    expect(look()).toMatchObject({ read: 1, passedOver: 0 });
    expect(reads()).toBe(1);
  }
});

it('stops when its time is over, and goes on where it was', () => {
  const { readBack, chunks } = card();
  let looks = 0;
  expect(readBack.look(chunks, () => ++looks > 4)).toMatchObject({ read: 4, pending: 5 });
  expect(readBack.look(chunks, () => false)).toMatchObject({ read: 9, pending: 0 });
});

it('says what cannot be read', () => {
  const { chunks, inside } = card();
  const unreadable = { read: () => undefined, destroy: () => undefined };
  const state = new ReadBack(() => inside, unreadable).look(chunks, () => false);
  expect(state).toEqual({ read: 0, pending: 0, unreadable: 9, passedOver: 0, findings: [] });
});
