import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { expect, needForeignData, type ValueAt } from './harness';

/** What is written beside an array that others made: its values at some voxels, by their indices in store axis order. */
export interface Truth {
  readonly shape: readonly number[] | null;
  readonly dtype: string | null;
  readonly px?: Readonly<Record<string, number | string | boolean>> | null;
}

/** The arrays of a folder, by path; what is not there skips the running test. */
export function truthOf(folder: string): Readonly<Record<string, Truth>> {
  const path = join(needForeignData(), folder, 'GROUNDTRUTH.json');
  return JSON.parse(readFileSync(path, 'utf8')) as Record<string, Truth>;
}

/** Points at one voxel of one level and returns what the viewer reads there. */
async function readVoxel(page: Page, level: number, index: readonly number[]): Promise<ValueAt[]> {
  return page.evaluate(
    async ({ at, finest }) => {
      const [layer] = window.exascope.layers();
      const grid = layer?.levels[finest];
      if (!layer || !grid) throw new Error('No layer.');
      const { axes: shown } = window.exascope.getState();
      const world = (axis: number) =>
        (at[axis] ?? 0) * (grid.scale[axis] ?? 1) + (grid.translation[axis] ?? 0);
      const level0 = layer.levels[0];
      const center: Record<string, number> = {};
      const position: Record<string, number> = {};
      layer.axes.forEach(({ name, type }, axis) => {
        if (shown.includes(name)) center[name] = world(axis);
        else if (type !== 'channel')
          position[name] = (world(axis) - (level0?.translation[axis] ?? 0)) / (level0?.scale[axis] ?? 1);
      });
      const horizontal = layer.axes.findIndex(({ name }) => name === shown[1]);
      const zoom = 20 / (grid.scale[horizontal] ?? 1);
      await window.exascope.setState({ center, position, zoom, layers: [{ id: layer.id, level: finest }] });
      const { failures } = await window.exascope.settled({ timeoutMs: 20_000 });
      if (failures.length > 0) throw new Error(failures.join('; '));
      return window.exascope.valueAt(innerWidth / 2, innerHeight / 2);
    },
    { at: index, finest: level },
  );
}

function asNumber(value: number | string | boolean): number | string {
  return typeof value === 'boolean' ? Number(value) : value;
}

/** Expects of the lowest layer that it reads, at one level, the values that are written. Resolves with how many these were. */
export async function expectVoxels(page: Page, truth: Truth, level: number, name: string): Promise<number> {
  let checked = 0;
  for (const [key, value] of Object.entries(truth.px ?? {})) {
    const index = key.split(',').map(Number);
    const values = await readVoxel(page, level, index);
    const found = values.find((entry) => entry.index.join() === key);
    expect(found, `${name} has a value at [${key}]: ${JSON.stringify(values)}`).toBeDefined();
    expect(found?.level).toBe(level);
    expect(found?.value, `${name} [${key}]`).toEqual(asNumber(value));
    checked++;
  }
  return checked;
}
