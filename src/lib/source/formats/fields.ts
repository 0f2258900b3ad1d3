import { AppError } from '../../core';

/** A JSON object from a document of unknown origin. */
export type JsonObject = Readonly<Record<string, unknown>>;

/** Where a value stands: the document's path below the root, and the path within it ('multiscales[0].axes'). */
export interface Place {
  readonly document: string;
  readonly field: string;
}

/** The failure for a document that breaks its specification or our bounds. */
export function badMetadata({ document, field }: Place, reason: string): AppError {
  return new AppError('bad-metadata', `${document}: "${field}" ${reason}.`, { document, field });
}

/** The failure for a valid feature that cannot be shown. */
export function unsupported({ document, field }: Place, feature: string): AppError {
  return new AppError('unsupported', `${document}: ${feature} cannot be shown.`, {
    document,
    field,
    feature,
  });
}

export function within({ document, field }: Place, name: string | number): Place {
  const step = typeof name === 'number' ? `[${name}]` : field === '' ? name : `.${name}`;
  return { document, field: `${field}${step}` };
}

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The own property `name`, whatever it is: names from documents never reach a prototype. */
export function property(value: unknown, name: string): unknown {
  return isObject(value) && Object.hasOwn(value, name) ? value[name] : undefined;
}

export function asObject(value: unknown, place: Place): JsonObject {
  if (!isObject(value)) throw badMetadata(place, `must be an object, but is ${shown(value)}`);
  return value;
}

export function asArray(value: unknown, place: Place, maxLength: number): readonly unknown[] {
  if (!Array.isArray(value)) throw badMetadata(place, `must be a list, but is ${shown(value)}`);
  if (value.length > maxLength)
    throw badMetadata(place, `has ${value.length} entries, more than ${maxLength}`);
  return value as readonly unknown[];
}

export function asString(value: unknown, place: Place): string {
  if (typeof value !== 'string') throw badMetadata(place, `must be a string, but is ${shown(value)}`);
  return value;
}

/** A whole number from 1 to 2^53: what a size, a chunk or a shard may be. */
export function asSize(value: unknown, place: Place): number {
  if (typeof value !== 'number' || !Number.isInteger(value) || value <= 0 || value > 2 ** 53) {
    throw badMetadata(place, `must be a whole number from 1 to 2^53, but is ${shown(value)}`);
  }
  return value;
}

export function asFinite(value: unknown, place: Place): number {
  if (typeof value !== 'number' || !Number.isFinite(value)) {
    throw badMetadata(place, `must be a finite number, but is ${shown(value)}`);
  }
  return value;
}

/** A short text of a foreign value, for error texts. */
export function shown(value: unknown): string {
  if (value === undefined) return 'missing';
  const text = JSON.stringify(value) ?? String(value);
  return text.length > 60 ? `${text.slice(0, 57)}...` : text;
}
