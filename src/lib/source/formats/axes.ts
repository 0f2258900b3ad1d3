import type { Axis, AxisType } from '../../core';
import { asArray, asObject, asString, badMetadata, property, unsupported, within } from './fields';
import type { Place } from './fields';

const maxNameLength = 80;

/** Reads OME-Zarr axes: objects since 0.4, bare names in 0.3. */
export function readAxes(value: unknown, place: Place): Axis[] {
  const axes = asArray(value, place, Number.MAX_SAFE_INTEGER);
  if (axes.length < 2 || axes.length > 5) {
    throw unsupported(place, `An image of ${axes.length} axes (2 to 5 can)`);
  }
  const read = axes.map((item, i) => readAxis(item, within(place, i)));
  const names = new Set(read.map(({ name }) => name));
  if (names.size < read.length) throw badMetadata(place, 'names an axis twice');
  return read;
}

function readAxis(value: unknown, place: Place): Axis {
  if (typeof value === 'string') return namedAxis(value);
  const axis = asObject(value, place);
  const name = asString(axis['name'], within(place, 'name')).slice(0, maxNameLength);
  const type = axisType(name, property(axis, 'type'));
  const unit = axis['unit'];
  return typeof unit === 'string' && unit !== '' && unit !== 'unit' && type !== 'channel'
    ? { name, type, unit: unit.slice(0, maxNameLength) }
    : { name, type };
}

/** An axis of which only the name is known. */
export function namedAxis(name: string): Axis {
  return { name, type: axisType(name, undefined) };
}

function axisType(name: string, declared: unknown): AxisType {
  if (declared === 'space' || declared === 'time' || declared === 'channel') return declared;
  if (/^(c|channel|channels)$/i.test(name)) return 'channel';
  return /^(t|time)$/i.test(name) ? 'time' : 'space';
}

const trailingNames = ['t', 'c', 'z', 'y', 'x'];

/**
 * Axes of an array without a multiscale document: its own names, else the trailing names of t, c, z, y, x.
 * Axes without a name, or with one already taken, are called `dim_N`.
 */
export function bareAxes(rank: number, names: readonly (string | null)[] | undefined): Axis[] {
  if (names === undefined) return trailingNames.slice(-rank).map(namedAxis);
  return names.map((name, i) => namedAxis(name === null || names.indexOf(name) < i ? `dim_${i}` : name));
}

/** A picture needs two axes that are not channels. */
export function checkDisplayable(axes: readonly Axis[], place: Place): void {
  const count = axes.filter(({ type }) => type !== 'channel').length;
  if (count < 2) throw unsupported(place, `An image with ${count} axes besides channels (two are needed)`);
}
