import type { ParameterReader } from '../parameter-reader';
import { CELL_POINTS, ScatterGrid, scatterProperties } from './scatter-grid';

export const scatterParameters: readonly string[] = ['count', 'seed', 'space', 'size'];

/** Extent along each axis, where `size` is not given: for two axes, and for three. */
const defaultSize = { 2: 2 ** 20, 3: 2 ** 16 };
const [leastSize, greatestSize] = [2 ** 4, 2 ** 40];

/** Reads the parameters of `gen:scatter`. Throws an AppError `bad-location`. */
export function readScatter(parameters: ParameterReader): ScatterGrid {
  const space = parameters.choice('space', ['2', '3'], '2') === '3' ? 3 : 2;
  const count = parameters.integer('count', { fallback: 1e9, min: 1, max: 1e15 });
  const seed = parameters.integer('seed', { fallback: 0, min: 0, max: 2 ** 32 - 1 });
  const limits = { fallback: defaultSize[space], min: leastSize, max: greatestSize };
  const size = parameters.integer('size', limits);
  if (!Number.isInteger(Math.log2(size)))
    throw parameters.refuse(`"size" is halved on each level: ${size} is no power of two`);
  const grid = new ScatterGrid({ count, seed, space, size });
  if (grid.cellsAt(grid.levels - 1) > size)
    throw parameters.refuse(`${count} points are too many for cells of a size of ${size}`);
  return grid;
}

/** Returns the document at a key, or the bytes of a chunk; `undefined` where there is nothing. */
export function scatterAt(grid: ScatterGrid, key: string): object | Float64Array | undefined {
  if (key === '/zarr.json') return groupDocument(grid);
  const [, levelText, rest = ''] = /^\/(0|[1-9]\d*)\/(.+)$/.exec(key) ?? [];
  const level = Number(levelText);
  if (levelText === undefined || level >= grid.levels) return undefined;
  const depth = grid.levels - 1 - level;
  if (rest === 'zarr.json') return arrayDocument(grid, depth);
  const [, indexText] = /^c((?:\/(?:0|[1-9]\d*))+)$/.exec(rest) ?? [];
  const index = indexText?.slice(1).split('/').map(Number);
  const cell = index?.slice(0, grid.space);
  const isThere =
    index?.length === grid.space + 2 &&
    cell?.every((at) => at < grid.cellsAt(depth)) === true &&
    index.slice(grid.space).every((at) => at === 0);
  return isThere && cell ? grid.cell(depth, cell) : undefined;
}

function groupDocument(grid: ScatterGrid): object {
  const axes = ['z', 'y', 'x'].slice(3 - grid.space);
  const levels = Array.from({ length: grid.levels }, (_, level) => ({ path: String(level) }));
  const shape = axes.map(() => grid.size);
  const points = { axes, shape, count: grid.count, properties: scatterProperties, levels };
  const attributes = { 'exascope:points': { version: 1, name: 'scatter', ...points } };
  return { zarr_format: 3, node_type: 'group', attributes };
}

function arrayDocument(grid: ScatterGrid, depth: number): object {
  const cells = Array.from({ length: grid.space }, () => grid.cellsAt(depth));
  const row = [CELL_POINTS, grid.space + scatterProperties.length];
  return {
    zarr_format: 3,
    node_type: 'array',
    shape: [...cells, ...row],
    data_type: 'float64',
    chunk_grid: { name: 'regular', configuration: { chunk_shape: [...cells.map(() => 1), ...row] } },
    chunk_key_encoding: { name: 'default', configuration: { separator: '/' } },
    fill_value: 'NaN',
    codecs: [{ name: 'bytes', configuration: { endian: 'little' } }],
    attributes: {},
  };
}
