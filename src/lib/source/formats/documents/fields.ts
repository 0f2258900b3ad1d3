import { AppError } from '../../../core';
import { plainText } from './plain-text';

/** A JSON object from a document of unknown origin. */
export type JsonObject = Readonly<Record<string, unknown>>;

/** Error texts quote what documents say: enough of it to find the place. */
const maxReasonLength = 300;
const maxPlaceLength = 200;

/** Where a value stands: the document's path below the root, and the path within it ('multiscales[0].axes'). */
export interface Place {
  readonly document: string;
  readonly field: string;
}

/** The failure for a document that breaks its specification or our bounds. */
export function badMetadata({ document, field }: Place, reason: string): AppError {
  const place = plainPlace({ document, field });
  const message = `${place.document}: "${place.field}" ${plainText(reason, maxReasonLength)}.`;
  return new AppError('bad-metadata', message, { ...place });
}

/** The failure for a valid feature that cannot be shown. */
export function unsupported(at: Place, foreignFeature: string): AppError {
  const place = plainPlace(at);
  const feature = plainText(foreignFeature, maxReasonLength);
  return new AppError('unsupported', `${place.document}: ${feature} cannot be shown.`, { ...place, feature });
}

/** Paths and fields are named by documents too. */
function plainPlace({ document, field }: Place): Place {
  return { document: plainText(document, maxPlaceLength), field: plainText(field, maxPlaceLength) };
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
  if (typeof value === 'string') return JSON.stringify(abridged(value));
  return abridged(JSON.stringify(value) ?? String(value));
}

function abridged(text: string): string {
  return text.length > 60 ? `${plainText(text, 57)}...` : plainText(text, 60);
}
