import { expect, it } from 'vitest';
import { FakeSource } from '../session/image.fixture';
import { LargestOpened } from './largest-opened';

const layer = (shape: readonly number[], isOpen = true) => {
  const source = new FakeSource({ axes: 'zyx', shape });
  if (!isOpen) delete (source.dataset.levels[0] as { array?: unknown }).array;
  return { source };
};

it('remembers the largest that was opened, also once it is closed', () => {
  const largest = new LargestOpened();
  expect([largest.bytes, largest.dataset]).toEqual([0, undefined]);
  const [small, large] = [layer([8, 8, 8]), layer([2 ** 20, 2 ** 20, 2 ** 20])];
  largest.look([small]);
  expect(largest.bytes).toBe(2 * 8 ** 3);
  largest.look([small, large]);
  largest.look([small]);
  expect(largest.bytes).toBe(2 ** 61);
  expect(largest.dataset).toBe(large.source.dataset);
});

it('waits for the metadata of the finest level', () => {
  const largest = new LargestOpened();
  const late = layer([8, 8, 8], false);
  largest.look([late]);
  expect(largest.bytes).toBe(0);
  const array = { shape: [8, 8, 8], chunks: [8, 8, 8], fillValue: 0 };
  Object.assign(late.source.dataset.levels[0] ?? {}, { array });
  largest.look([late]);
  expect(largest.bytes).toBe(2 * 8 ** 3);
});
