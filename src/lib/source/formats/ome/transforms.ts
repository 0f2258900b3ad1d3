import { axisRows, composed, identityAffine } from './affine';
import type { Affine } from './affine';
import { asArray, asFinite, asObject, badMetadata, property, shown, within } from '../documents/fields';
import type { JsonObject, Place } from '../documents/fields';

/** What a list of coordinate transformations says. */
export interface Transforms {
  /** `undefined` when it has one that we cannot read; `unreadable` says its type. */
  readonly map: Affine | undefined;
  readonly unreadable?: string;
  readonly hasScale: boolean;
  readonly hasTranslation: boolean;
}

const maxTransforms = 32;
const maxNesting = 8;

/** Reads `coordinateTransformations`, applied in order. An absent list is the identity. */
export function readTransforms(value: unknown, rank: number, place: Place): Transforms {
  return readList(value, rank, { place, nesting: 0 });
}

function readList(value: unknown, rank: number, context: { place: Place; nesting: number }): Transforms {
  const { place, nesting } = context;
  let sum: Transforms = { map: identityAffine(rank), hasScale: false, hasTranslation: false };
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
  const none = { hasScale: false, hasTranslation: false };
  if (type === 'identity') return { ...none, map: identityAffine(rank) };
  if (type === 'sequence') {
    const inner = { place: within(place, 'transformations'), nesting: nesting + 1 };
    return readList(transform['transformations'], rank, inner);
  }
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
    : { hasScale: true, hasTranslation: type === 'affine', map: matrix };
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
    const from = numbers(transform['mapAxis'], rank, within(place, 'mapAxis'));
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
