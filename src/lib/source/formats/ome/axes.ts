import type { Axis, AxisType } from '../../../core';
import { asArray, asObject, asString, badMetadata, property, unsupported, within } from '../documents/fields';
import type { Place } from '../documents/fields';
import { plainText } from '../documents/plain-text';

const maxNameLength = 80;

/** Reads OME-Zarr axes: objects since 0.4, bare names in 0.3. What had to be assumed goes into `warnings`. */
export function readAxes(value: unknown, place: Place, warnings: string[]): Axis[] {
  const axes = asArray(value, place, Number.MAX_SAFE_INTEGER);
  if (axes.length < 2 || axes.length > 5) {
    throw unsupported(place, `An image of ${axes.length} axes (2 to 5 can)`);
  }
  const read = axes.map((item, i) => readAxis(item, i, within(place, i)));
  read.forEach(({ name }, i) => {
    if (name === unnamed(i) && nameIn(axes[i]) !== name)
      warnings.push(`The name of axis ${i} cannot be used; it is called "${name}".`);
  });
  const names = new Set(read.map(({ name }) => name));
  if (names.size < read.length) throw badMetadata(place, 'names an axis twice');
  return read;
}

function nameIn(axis: unknown): unknown {
  return typeof axis === 'string' ? axis : property(axis, 'name');
}

function readAxis(value: unknown, index: number, place: Place): Axis {
  if (typeof value === 'string') return namedAxis(axisName(value, index));
  const axis = asObject(value, place);
  const name = axisName(asString(axis['name'], within(place, 'name')), index);
  const type = axisType(name, property(axis, 'type'));
  const unit = typeof axis['unit'] === 'string' ? plainText(axis['unit'], maxNameLength) : '';
  return unit !== '' && unit !== 'unit' && type !== 'channel' ? { name, type, unit } : { name, type };
}

/** Positions are kept by axis name in plain objects, so a name that every object inherits is none. */
function axisName(declared: string, index: number): string {
  const name = plainText(declared, maxNameLength);
  return name === '' || name in Object.prototype ? unnamed(index) : name;
}

function unnamed(index: number): string {
  return `dim_${index}`;
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
  const taken = new Set<string>();
  return names.map((declared, i) => {
    let name = axisName(declared ?? '', i);
    if (taken.has(name)) name = unnamed(i);
    while (taken.has(name)) name += '_';
    taken.add(name);
    return namedAxis(name);
  });
}

/** A picture needs two axes that are not channels. */
export function checkDisplayable(axes: readonly Axis[], place: Place): void {
  const count = axes.filter(({ type }) => type !== 'channel').length;
  if (count < 2) throw unsupported(place, `An image with ${count} axes besides channels (two are needed)`);
}
