import { describe, expect, it } from 'vitest';
import { noTraffic } from '../../../core';
import { parseLocation } from '../../location';
import type { ByteStore } from '../../stores/byte-store';
import { DocumentReader } from '../documents/node';
import { gridAttribute } from './points-attributes';
import { openPointsGrid } from './points-grid';

const grid = {
  version: 1,
  axes: ['y', 'x'],
  shape: [64, 64],
  count: 1000,
  properties: ['value'],
  levels: [{ path: '0' }, { path: '1' }],
};

function arrayOf(cells: readonly number[], columns = 3): object {
  return {
    zarr_format: 3,
    node_type: 'array',
    shape: [...cells, 100, columns],
    data_type: 'float32',
    chunk_grid: { name: 'regular', configuration: { chunk_shape: [1, 1, 100, columns] } },
    chunk_key_encoding: { name: 'default', configuration: { separator: '/' } },
    fill_value: 'NaN',
    codecs: [{ name: 'bytes', configuration: { endian: 'little' } }],
    attributes: {},
  };
}

function openGrid(attribute: unknown, levels: readonly object[]) {
  const get = (path: string) => {
    const level = levels[Number.parseInt(path, 10)];
    return Promise.resolve(level && new TextEncoder().encode(JSON.stringify(level)));
  };
  const store = { get, origin: 'network', mayRepeat: () => true } as unknown as ByteStore;
  const location = parseLocation('https://example.org/points', 'https://example.org/');
  const documents = new DocumentReader(store, noTraffic());
  return openPointsGrid(documents, { [gridAttribute]: attribute }, { format: 3, location });
}

describe('points on a grid', () => {
  it('open with their extent, their cells and their columns', async () => {
    const { dataset, record } = await openGrid(grid, [arrayOf([4, 4]), arrayOf([2, 2])]);
    expect(dataset.axes.map(({ name }) => name)).toEqual(['y', 'x']);
    expect(dataset.levels.map(({ array }) => array?.chunks)).toEqual([
      [16, 16],
      [32, 32],
    ]);
    expect(dataset.points).toMatchObject({ count: 1000, rows: 100, columns: 3, properties: ['value'] });
    expect(record.paths).toEqual(['0', '1']);
  });

  it.each([
    [{ ...grid, version: 2 }, [arrayOf([4, 4]), arrayOf([2, 2])], 'version 2'],
    [{ ...grid, shape: [64] }, [arrayOf([4, 4]), arrayOf([2, 2])], 'a size for each axis'],
    [{ ...grid, axes: ['x', 'x'] }, [arrayOf([4, 4]), arrayOf([2, 2])], 'names that differ'],
    [{ ...grid, axes: ['constructor', 'x'] }, [arrayOf([4, 4]), arrayOf([2, 2])], 'names that differ'],
    [{ ...grid, levels: [{ path: '../0' }] }, [], 'leaves its group'],
    [{ ...grid, levels: [] }, [], 'is empty'],
    [grid, [arrayOf([4, 4], 4), arrayOf([2, 2], 4)], '3 columns'],
    [grid, [arrayOf([1e6, 1e6]), arrayOf([1e6, 1e6])], 'more than 256'],
    [grid, [arrayOf([1e6, 1e6]), arrayOf([2, 2])], '1 to 4 times as many'],
    [grid, [arrayOf([2, 2]), arrayOf([4, 4])], '1 to 4 times as many'],
  ])('are refused, by name, where their metadata break the rules (%#)', async (attribute, levels, reason) => {
    await expect(openGrid(attribute, levels)).rejects.toThrow(reason);
  });
});
