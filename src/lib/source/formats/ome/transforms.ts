import { axisAligned, axisRows, composed, identityAffine } from './affine';
import type { Affine } from './affine';
import {
  asArray,
  asFinite,
  asObject,
  badMetadata,
  isObject,
  property,
  shown,
  within,
} from '../documents/fields';
import type { JsonObject, Place } from '../documents/fields';

/** What a list of coordinate transformations says. */
export interface Transforms {
  /** `undefined` when it has one that we cannot read; `unreadable` says its type. */
  readonly map: Affine | undefined;
  readonly unreadable?: string;
  readonly hasScale: boolean;
  readonly hasTranslation: boolean;
  /** Types of those that turn, shear or mirror. */
  readonly turning: readonly string[];
}

const maxTransforms = 32;
const maxNesting = 8;

/** Reads `coordinateTransformations`, applied in order. An absent list is the identity. */
export function readTransforms(value: unknown, rank: number, place: Place): Transforms {
  return readList(value, rank, { place, nesting: 0 });
}

function readList(value: unknown, rank: number, context: { place: Place; nesting: number }): Transforms {
  const { place, nesting } = context;
  let sum: Transforms = { map: identityAffine(rank), hasScale: false, hasTranslation: false, turning: [] };
  if (value === undefined || value === null) return sum;
  if (nesting > maxNesting) throw badMetadata(place, `is nested deeper than ${maxNesting}`);
  asArray(value, place, maxTransforms).forEach((item, i) => {
    const at = within(place, i);
    sum = joined(sum, readOne(asObject(item, at), rank, { place: at, nesting }));
  });
  return sum;
}

function joined(first: Transforms, second: Transforms): Transforms {
  const unreadable = first.unreadable ?? second.unreadable;
  return {
    map: first.map === undefined || second.map === undefined ? undefined : composed(first.map, second.map),
    hasScale: first.hasScale || second.hasScale,
    hasTranslation: first.hasTranslation || second.hasTranslation,
    turning: [...first.turning, ...second.turning],
    ...(unreadable === undefined ? {} : { unreadable }),
  };
}

function readOne(
  transform: JsonObject,
  rank: number,
  context: { place: Place; nesting: number },
): Transforms {
  const { place, nesting } = context;
  const { type } = transform;
  const none = { hasScale: false, hasTranslation: false, turning: [] };
  if (type === 'identity') return { ...none, map: identityAffine(rank) };
  if (type === 'sequence') {
    const inner = { place: within(place, 'transformations'), nesting: nesting + 1 };
    return readList(transform['transformations'], rank, inner);
  }
  if (type === 'bijection' && isObject(transform['forward'])) {
    const inner = { place: within(place, 'forward'), nesting: nesting + 1 };
    return readList([transform['forward']], rank, inner);
  }
  if (type === 'byDimension') return readByDimension(transform, rank, context);
  if (transform['path'] !== undefined)
    return { ...none, map: undefined, unreadable: `${shown(type)} in a file` };
  if (type === 'scale') return { ...none, hasScale: true, map: readScale(transform['scale'], rank, place) };
  if (type === 'translation') {
    const offsets = numbers(transform['translation'], rank, within(place, 'translation'));
    const map = axisRows(rank, (axis) => ({ factor: 1, offset: offsets[axis] ?? 0, from: axis }));
    return { ...none, hasTranslation: true, map };
  }
  const matrix = readMatrix(transform, rank, place);
  return matrix === undefined
    ? { ...none, map: undefined, unreadable: shown(type) }
    : { hasScale: true, hasTranslation: type === 'affine', turning: turningIn(type, matrix), map: matrix };
}

/** Maps of a few axes each, which together have every axis once on either side. */
function readByDimension(
  { transformations }: JsonObject,
  rank: number,
  { place, nesting }: { place: Place; nesting: number },
): Transforms {
  const at = within(place, 'transformations');
  const none: Transforms = { map: undefined, hasScale: false, hasTranslation: false, turning: [] };
  const parts = asArray(transformations, at, rank).map((item, i) => {
    const from = axisNumbers(property(item, 'inputAxes'), rank);
    const to = axisNumbers(property(item, 'outputAxes'), rank);
    const inner = { place: within(at, i), nesting: nesting + 1 };
    const read = readList([property(item, 'transformation')], from.length, inner);
    return { from, to, read };
  });
  const isWhole = (side: 'from' | 'to'): boolean =>
    String(parts.flatMap((part) => part[side]).sort((a, b) => a - b)) === String([...Array(rank).keys()]);
  if (!isWhole('from') || !isWhole('to') || parts.some(({ from, to }) => from.length !== to.length))
    return { ...none, unreadable: 'byDimension between other numbers of axes' };
  const whole = parts.reduce<Transforms>(
    (sum, { read }) => joined(sum, { ...read, map: identityAffine(rank) }),
    { ...none, map: identityAffine(rank) },
  );
  const isRead = parts.every(({ read }) => read.map !== undefined);
  return { ...whole, map: isRead ? assembled(parts, rank) : undefined };
}

/** Names of axes are those of another coordinate system, which arrays do not have. */
function axisNumbers(value: unknown, rank: number): number[] {
  const list = Array.isArray(value) ? (value as unknown[]) : [];
  return list.filter((axis): axis is number => Number.isInteger(axis) && Number(axis) < rank);
}

/** The map whose rows for a part's output axes are those of the part. */
function assembled(
  parts: readonly { from: readonly number[]; to: readonly number[]; read: Transforms }[],
  rank: number,
): Affine {
  const rows = [...Array(rank).keys()].map(() => Array<number>(rank + 1).fill(0));
  for (const { from, to, read } of parts)
    to.forEach((output, i) => {
      const part = read.map?.[i] ?? [];
      from.forEach((input, k) => rows[output]?.splice(input, 1, part[k] ?? 0));
      rows[output]?.splice(rank, 1, part[from.length] ?? 0);
    });
  return rows;
}

function turningIn(type: unknown, map: Affine): string[] {
  return typeof type === 'string' && axisAligned(map) === undefined ? [type] : [];
}

function readScale(value: unknown, rank: number, place: Place): Affine {
  const at = within(place, 'scale');
  const factors = numbers(value, rank, at);
  factors.forEach((factor, axis) => {
    if (factor <= 0) throw badMetadata(within(at, axis), `must be greater than 0, but is ${factor}`);
  });
  return axisRows(rank, (axis) => ({ factor: factors[axis] ?? 1, offset: 0, from: axis }));
}

/** `mapAxis`, `rotation` and `affine` of OME-Zarr 0.6; `undefined` for other types. */
function readMatrix(transform: JsonObject, rank: number, place: Place): Affine | undefined {
  const { type } = transform;
  if (type === 'mapAxis' && Array.isArray(property(transform, 'mapAxis'))) {
    const at = within(place, 'mapAxis');
    const from = numbers(transform['mapAxis'], rank, at);
    if ([...from].sort((a, b) => a - b).some((axis, i) => axis !== i))
      throw badMetadata(at, `must name each axis from 0 to ${rank - 1} once, but is ${shown(from)}`);
    return axisRows(rank, (axis) => ({ factor: 1, offset: 0, from: from[axis] ?? axis }));
  }
  if (type !== 'rotation' && type !== 'affine') return undefined;
  const at = within(place, type);
  const columns = type === 'affine' ? rank + 1 : rank;
  const rows = asArray(transform[type], at, rank);
  if (rows.length !== rank) throw badMetadata(at, `has ${rows.length} rows for ${rank} axes`);
  return rows.map((row, i) => {
    const factors = numbers(row, columns, within(at, i));
    return type === 'affine' ? factors : [...factors, 0];
  });
}

function numbers(value: unknown, count: number, place: Place): number[] {
  const list = asArray(value, place, Number.MAX_SAFE_INTEGER);
  if (list.length !== count) throw badMetadata(place, `has ${list.length} entries where ${count} are needed`);
  return list.map((item, i) => asFinite(item, within(place, i)));
}
