import type { Page } from '@playwright/test';
import type { DType } from '../../src/lib/core';
import { callLab, expect, test } from './render-lab';

/** Whoever reads back waits for the graphics card, and the browser says so. */
test.use({ expectedMessages: { patterns: [/GPU stall due to ReadPixels/] } });

type Kind = 'tiles' | 'image' | 'labels';
const integers = ['uint8', 'int8', 'uint16', 'int16', 'uint32', 'int32', 'uint64', 'int64'] as const;
const all: readonly DType[] = [...integers, 'bool', 'float16', 'float32', 'float64'];
/** One for each way in which tiles hold a type. */
const formats = ['uint8', 'int16', 'float32', 'float64'] as const;

async function expectRead(page: Page, kind: Kind, dtypes: readonly DType[]): Promise<void> {
  const read = (exchanges: boolean) =>
    kind === 'tiles'
      ? callLab(page, 'tilesReadBack', dtypes, exchanges)
      : callLab(page, 'bricksReadBack', dtypes, kind, exchanges);
  const right = await read(false);
  expect(Object.keys(right)).toEqual(dtypes);
  for (const [dtype, seen] of Object.entries(right)) {
    expect(seen, dtype).toMatchObject({ wrong: [], pending: 0, unreadable: 0, glError: 0 });
    expect(seen.read, dtype).toBeGreaterThan(4);
  }
  for (const [dtype, { wrong, glError }] of Object.entries(await read(true))) {
    expect(wrong.length, dtype).toBeGreaterThan(0);
    expect(glError, dtype).toBe(0);
  }
}

test('tiles are on the graphics card as they were read, and exchanged ones are found', async ({ page }) => {
  await expectRead(page, 'tiles', formats);
});

for (const [kind, what] of [
  ['tiles', 'tiles'],
  ['image', 'bricks of images'],
  ['labels', 'bricks of labels'],
] as const)
  test(
    `${what} of every type are on the graphics card as they were read, and exchanged ones are found`,
    { tag: '@thorough' },
    async ({ page }) => {
      await expectRead(page, kind, kind === 'labels' ? integers : all);
    },
  );
