import { AppError, type Level } from '../../../core';
import type { Location } from '../../location';
import { pathFault } from '../../stores/store-path';
import { readArray, under } from '../dataset-record';
import type { ParsedDataset } from '../dataset-record';
import { asArray, asObject, asSize, asString, badMetadata, property, within } from '../documents/fields';
import type { JsonObject, Place } from '../documents/fields';
import type { DocumentReader } from '../documents/node';
import { plainText } from '../documents/plain-text';
import { namedAxis } from '../ome/axes';
import { openBareArray } from '../open-image';
import type { ArrayRecord } from '../zarr/array-record';
import { gridAttribute } from './points-attributes';
import { pointsDataset } from './points-dataset';

const maxLevels = 40;
const maxProperties = 100;
/** Cells of the coarsest level, and how many times as many the next finer one may have along an axis. */
const maxCoarsest = 256;
const maxSplit = 4;

interface GridContext {
  readonly format: 2 | 3;
  readonly location: Location;
}

/** Opens points that are sorted into cells of a grid with several levels. Rejects with an AppError that names the field. */
export async function openPointsGrid(
  documents: DocumentReader,
  attributes: JsonObject,
  { format, location }: GridContext,
): Promise<ParsedDataset> {
  const document = format === 3 ? 'zarr.json' : '.zattrs';
  const place = { document, field: format === 3 ? `attributes.${gridAttribute}` : gridAttribute };
  const grid = readGrid(asObject(property(attributes, gridAttribute), place), place);
  const arrays = await Promise.all(grid.paths.map((path) => readArray(documents, format, path)));
  const levels = arrays.map((array, level) => gridLevel(array, grid, level));
  const [finest] = arrays;
  if (!finest) throw badMetadata(within(place, 'levels'), 'is empty');
  checkCells(arrays, grid);
  const name = grid.name ?? location.name;
  const read = openBareArray(withoutNames(finest), '', { location, format, warnings: [] }).dataset;
  const rows = Math.max(...arrays.map(({ chunks }) => chunks[grid.axes.length] ?? 0));
  const { count, properties } = grid;
  const dataset = pointsDataset(
    { ...read, name },
    {
      axes: grid.axes.map(namedAxis),
      levels,
      points: {
        ...{ count, properties, rows, columns: grid.axes.length + properties.length },
        origin: grid.axes.map(() => 0),
        step: grid.axes.map(() => 1),
      },
    },
  );
  return { dataset, record: { format, paths: grid.paths }, arrays };
}

interface Grid {
  readonly name: string | undefined;
  readonly axes: readonly string[];
  readonly shape: readonly number[];
  readonly count: number;
  readonly properties: readonly string[];
  readonly paths: readonly string[];
}

function readGrid(grid: JsonObject, place: Place): Grid {
  if (grid['version'] !== 1) {
    const feature = `version ${plainText(String(grid['version']), 20)} of ${gridAttribute}`;
    throw new AppError('unsupported', `${place.document}: ${feature} cannot be shown.`, { feature });
  }
  const axes = names(grid['axes'], within(place, 'axes'), 3);
  if (axes.length < 2) throw badMetadata(within(place, 'axes'), 'must name two or three axes');
  const shape = asArray(grid['shape'], within(place, 'shape'), axes.length);
  if (shape.length !== axes.length)
    throw badMetadata(within(place, 'shape'), 'must have a size for each axis');
  const { name } = grid;
  return {
    name: typeof name === 'string' ? plainText(name, 80) : undefined,
    axes,
    shape: shape.map((size, axis) => asSize(size, within(within(place, 'shape'), axis))),
    count: asSize(grid['count'], within(place, 'count')),
    properties: names(grid['properties'] ?? [], within(place, 'properties'), maxProperties),
    paths: asArray(grid['levels'], within(place, 'levels'), maxLevels).map((level, at) =>
      pathOf(level, within(within(place, 'levels'), at)),
    ),
  };
}

function names(value: unknown, place: Place, most: number): string[] {
  const list = asArray(value, place, most).map((name, at) =>
    plainText(asString(name, within(place, at)), 80),
  );
  const isUsable = list.every((name) => name !== '' && !(name in Object.prototype));
  if (!isUsable || new Set(list).size < list.length) throw badMetadata(place, 'must have names that differ');
  return list;
}

function pathOf(level: unknown, place: Place): string {
  const path = asString(property(level, 'path'), within(place, 'path'));
  if (pathFault(path) !== undefined) throw badMetadata(within(place, 'path'), 'leaves its group');
  return path;
}

/** A level whose cells are the chunks of its array: of one cell each, with all its points and their columns. */
function gridLevel(
  { shape, chunks }: ArrayRecord,
  { axes, shape: extent, properties, paths }: Grid,
  level: number,
): Level {
  const rank = axes.length;
  const place = { document: under(paths[level] ?? '', 'zarr.json'), field: 'chunk_grid' };
  const columns = rank + properties.length;
  if (shape.length !== rank + 2 || shape[rank + 1] !== columns)
    throw badMetadata(
      { ...place, field: 'shape' },
      `must be the cells of each axis, points and ${columns} columns`,
    );
  const isWhole = chunks.every((size, axis) => size === (axis < rank ? 1 : shape[axis]));
  if (!isWhole) throw badMetadata(place, 'must make each cell a chunk');
  const array = {
    shape: extent,
    chunks: extent.map((size, axis) => size / (shape[axis] ?? 1)),
    fillValue: 'NaN',
  };
  return { scale: extent.map(() => 1), translation: extent.map(() => 0), array };
}

/** Refuses grids of which a view would have to look at more cells than a frame has time for. */
function checkCells(arrays: readonly ArrayRecord[], { axes, paths }: Grid): void {
  const cells = arrays.map(({ shape }) => shape.slice(0, axes.length));
  const faultOf = (level: number, reason: string): AppError =>
    badMetadata({ document: under(paths[level] ?? '', 'zarr.json'), field: 'shape' }, reason);
  const last = cells.length - 1;
  const coarsest = cells[last]?.reduce((product, count) => product * count, 1) ?? 0;
  if (coarsest > maxCoarsest)
    throw faultOf(last, `has ${coarsest} cells on the coarsest level, more than ${maxCoarsest}`);
  for (let level = 0; level < last; level++)
    axes.forEach((name, axis) => {
      const [fine, coarse] = [cells[level]?.[axis] ?? 1, cells[level + 1]?.[axis] ?? 1];
      if (fine < coarse || fine > coarse * maxSplit)
        throw faultOf(
          level,
          `has ${fine} cells along ${name} where the next coarser level has ${coarse}: 1 to ${maxSplit} times as many can be shown`,
        );
    });
}

function withoutNames({ dimensionNames: _, ...array }: ArrayRecord): ArrayRecord {
  return array;
}
