import type { Axis } from '../../../core';
import { assertPath } from '../../stores/store-path';
import { alignLevels, checkPlacement } from './align-levels';
import { checkDisplayable, namedAxis, readAxes } from './axes';
import {
  asArray,
  asObject,
  asString,
  badMetadata,
  property,
  shown,
  unsupported,
  within,
} from '../documents/fields';
import type { JsonObject, Place } from '../documents/fields';
import { plainText } from '../documents/plain-text';
import { readTransforms } from './transforms';

/** A level as its document declares it, in store axis order. */
export interface DeclaredLevel {
  /** Below the root of the dataset. */
  readonly path: string;
  /** Absent when none is declared: it then follows from the shapes. */
  readonly scale?: readonly number[];
  readonly translation: readonly number[];
}

/** One `multiscales` entry, read and checked. */
export interface Multiscale {
  readonly name?: string;
  readonly axes: readonly Axis[];
  /** Finest first. */
  readonly levels: readonly DeclaredLevel[];
  /** True when any level declares a translation of its own, zero included. */
  readonly declaresTranslation: boolean;
  readonly warnings: readonly string[];
}

const maxLevels = 64;
const maxEntries = 1000;
/** More images than this in one group are not opened with it. */
const maxOpened = 32;

/** Which entries of `multiscales` a group opens as: all, or the one that is asked for. */
export function openedEntries(value: unknown, wanted: number | undefined): number[] {
  if (wanted !== undefined) return [wanted];
  const count = Array.isArray(value) ? Math.min(value.length, maxOpened) : 1;
  return [...Array(Math.max(1, count)).keys()];
}

/** Reads the entry `index` of `multiscales`, versions 0.1 to 0.6. */
export function readMultiscale(
  value: unknown,
  index: number,
  { version, place }: { readonly version: unknown; readonly place: Place },
): Multiscale {
  const entries = asArray(value, place, maxEntries);
  const at = within(place, index);
  const entry = asObject(entries[index], at);
  const warnings: string[] = [];
  const datasets = asArray(entry['datasets'], within(at, 'datasets'), maxLevels);
  if (datasets.length === 0) throw badMetadata(within(at, 'datasets'), 'lists no level');
  const system = readSystem(entry, entry['version'] ?? version, { place: at, warnings });
  checkDisplayable(system.axes, within(at, 'axes'));
  const placed = placeLevels(datasets, entry, { ...system, place: at, warnings });
  const ordered = finestFirst(placed.levels);
  if (ordered.some((level, i) => level !== placed.levels[i])) {
    warnings.push('The levels are not listed finest first; they were sorted by their scale.');
  }
  const name = readName(entry['name']);
  return {
    ...(name === undefined ? {} : { name }),
    axes: placed.axes,
    levels: ordered,
    declaresTranslation: placed.declaresTranslation,
    warnings,
  };
}

/** Some writers put a path there, '/' for the root, which names nothing. */
function readName(value: unknown): string | undefined {
  if (typeof value !== 'string') return undefined;
  const parts = value
    .slice(0, 4096)
    .split('/')
    .map((part) => plainText(part, 200));
  return parts.findLast((part) => part !== '');
}

interface AxesContext {
  readonly place: Place;
  readonly warnings: string[];
}

/** Axes that the transforms lead to. `isNamed`: the document has coordinate systems (0.6), whose axes may be permuted. */
function readSystem(
  entry: JsonObject,
  version: unknown,
  context: AxesContext,
): { axes: Axis[]; isNamed: boolean } {
  const { place: at, warnings } = context;
  if (entry['axes'] !== undefined)
    return { axes: readAxes(entry['axes'], within(at, 'axes'), warnings), isNamed: false };
  if (entry['coordinateSystems'] !== undefined) return { axes: intrinsicAxes(entry, context), isNamed: true };
  if (version === '0.1' || version === '0.2' || version === undefined) {
    return { axes: ['t', 'c', 'z', 'y', 'x'].map(namedAxis), isNamed: false };
  }
  throw badMetadata(within(at, 'axes'), `is missing (version ${shown(version)})`);
}

/** The system that the levels are mapped to is the image's own; further ones place it among others. */
function intrinsicAxes(entry: JsonObject, { place: at, warnings }: AxesContext): Axis[] {
  const place = within(at, 'coordinateSystems');
  const systems = asArray(entry['coordinateSystems'], place, 100);
  const datasets = entry['datasets'];
  const first: unknown = Array.isArray(datasets) ? datasets[0] : undefined;
  const transforms = property(first, 'coordinateTransformations');
  const last: unknown = Array.isArray(transforms) ? transforms.at(-1) : undefined;
  const output = property(last, 'output');
  const name = typeof output === 'string' ? output : property(output, 'name');
  const found = systems.findIndex((system) => property(system, 'name') === name);
  const index = Math.max(found, 0);
  return readAxes(property(systems[index], 'axes'), within(within(place, index), 'axes'), warnings);
}

interface Placement {
  readonly axes: readonly Axis[];
  readonly isNamed: boolean;
  readonly place: Place;
  readonly warnings: string[];
}

function placeLevels(
  datasets: readonly unknown[],
  entry: JsonObject,
  { axes, isNamed, place, warnings }: Placement,
): { axes: readonly Axis[]; levels: DeclaredLevel[]; declaresTranslation: boolean } {
  const rank = axes.length;
  const common = readTransforms(
    entry['coordinateTransformations'],
    rank,
    within(place, 'coordinateTransformations'),
  );
  const own = datasets.map((dataset, i) => {
    const at = within(within(place, 'datasets'), i);
    return readTransforms(
      property(dataset, 'coordinateTransformations'),
      rank,
      within(at, 'coordinateTransformations'),
    );
  });
  if (isNamed && entry['coordinateTransformations'] !== undefined) {
    warnings.push('Further coordinate systems are not applied; the image is shown in its own.');
  }
  const aligned = alignLevels(own, isNamed ? undefined : common, { rank, warnings });
  aligned?.forEach((level, i) => checkPlacement(level, within(within(place, 'datasets'), i)));
  const hasScale = common.hasScale || own.some((transforms) => transforms.hasScale);
  const paths = datasets.map((dataset, i) => readPath(dataset, within(within(place, 'datasets'), i)));
  if (aligned === undefined) {
    const translation = axes.map(() => 0);
    return { axes, declaresTranslation: false, levels: paths.map((path) => ({ path, translation })) };
  }
  return {
    axes: (aligned[0]?.becomes ?? []).map((axis) => axes[axis] ?? namedAxis(`dim_${axis}`)),
    declaresTranslation: own.some(({ hasTranslation }) => hasTranslation),
    levels: aligned.map(({ scale, translation }, i) => ({
      path: paths[i] ?? '',
      translation,
      ...(hasScale || isNamed ? { scale } : {}),
    })),
  };
}

function readPath(dataset: unknown, place: Place): string {
  const path = asString(asObject(dataset, place)['path'], within(place, 'path'));
  if (path === '') throw unsupported(within(place, 'path'), 'A level that is the root itself');
  assertPath(path, within(place, 'path'));
  return path;
}

function finestFirst(levels: readonly DeclaredLevel[]): DeclaredLevel[] {
  const size = ({ scale }: DeclaredLevel): number =>
    (scale ?? []).reduce((product, factor) => product * factor, 1);
  return [...levels].sort((a, b) => size(a) - size(b));
}
