import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { ChunkBox } from '../library';
import { boxChunkCount, chunksOf, coversChunk, type ChunkPlace } from './chunk-boxes';

const corner = fc.array(fc.nat(5), { minLength: 2, maxLength: 2 });
const box: fc.Arbitrary<ChunkBox> = fc.record({ level: fc.nat(2), low: corner, high: corner });
const boxes = fc.array(box, { maxLength: 5 });

const pinOf = (own: readonly ChunkBox[]) => ({ id: 'p', dataset: 'd', boxes: own });
const nameOf = ({ level, index }: ChunkPlace) => `${level}/${index.join('.')}`;

/** Every place that a box may reach, and then some. */
const places = [0, 1, 2].flatMap((level) =>
  Array.from({ length: 49 }, (_, i): ChunkPlace => ({ level, index: [Math.floor(i / 7), i % 7] })),
);

test('the chunks of boxes come coarse levels first, then row by row', () => {
  const all = chunksOf([
    { level: 0, low: [1, 2], high: [3, 4] },
    { level: 1, low: [0, 1], high: [1, 3] },
  ]);
  expect([...all].map(nameOf)).toEqual(['1/0.1', '1/0.2', '0/1.2', '0/1.3', '0/2.2', '0/2.3']);
});

test('an array without axes has one chunk', () => {
  const only = { level: 0, low: [], high: [] };
  expect([...chunksOf([only])]).toEqual([{ level: 0, index: [] }]);
  expect(boxChunkCount(only)).toBe(1);
  expect(coversChunk([pinOf([only])], 0, [])).toBe(true);
});

test('the first chunks of a box without end are there at once', () => {
  const vast = { level: 0, low: [0, 0, 0], high: [2 ** 40, 2 ** 40, 2 ** 40] };
  expect(chunksOf([vast]).next().value).toEqual({ level: 0, index: [0, 0, 0] });
  expect(boxChunkCount(vast)).toBe(2 ** 120);
});

test('an index of another rank is covered by nothing', () => {
  const pins = [pinOf([{ level: 0, low: [0, 0], high: [5, 5] }])];
  expect([coversChunk(pins, 0, [1]), coversChunk(pins, 0, [1, 1, 1])]).toEqual([false, false]);
});

test('a pin covers exactly the chunks that its boxes list', () => {
  fc.assert(
    fc.property(boxes, boxes, (a, b) => {
      const listed = new Set([...chunksOf([...a, ...b])].map(nameOf));
      const pins = [pinOf(a), pinOf(b)];
      for (const place of places)
        expect(coversChunk(pins, place.level, place.index)).toBe(listed.has(nameOf(place)));
    }),
  );
});

test('a box lists as many chunks as it counts', () => {
  fc.assert(
    fc.property(box, (own) => {
      expect([...chunksOf([own])].length).toBe(boxChunkCount(own));
    }),
  );
});

test('boxes that overlap list each chunk once', () => {
  fc.assert(
    fc.property(boxes, (own) => {
      const names = [...chunksOf(own)].map(nameOf);
      expect(new Set(names).size).toBe(names.length);
    }),
  );
});

test('no level comes before a coarser one', () => {
  fc.assert(
    fc.property(boxes, (own) => {
      const levels = [...chunksOf(own)].map(({ level }) => level);
      expect(levels).toEqual([...levels].sort((a, b) => b - a));
    }),
  );
});
