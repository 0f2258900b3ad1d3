/** Parts of JSON that anyone may have written: what is not of the wanted kind is `undefined`. */
export type Json = Readonly<Record<string, unknown>>;

export function recordOf(value: unknown): Json | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Json) : undefined;
}

export function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? (value as readonly unknown[]) : [];
}

export function numberOf(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isFinite(value) ? value : undefined;
}

export function positiveOf(value: unknown): number | undefined {
  const number = numberOf(value);
  return number !== undefined && number > 0 ? number : undefined;
}

export function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

/** Four numbers that turn something, of length 1. */
export function rotationOf(value: unknown): [number, number, number, number] | undefined {
  const [x, y, z, w] = listOf(value).map(numberOf);
  if (x === undefined || y === undefined || z === undefined || w === undefined) return undefined;
  const length = Math.hypot(x, y, z, w);
  return length > 0 && Number.isFinite(length) ? [x / length, y / length, z / length, w / length] : undefined;
}

/** Two numbers. */
export function rangeOf(value: unknown): [number, number] | undefined {
  const [low, high] = listOf(value).map(numberOf);
  return low !== undefined && high !== undefined && low !== high ? [low, high] : undefined;
}

/** A value by its own name, and not by one that objects inherit. */
export function own(record: Json | undefined, name: string): unknown {
  return record && Object.hasOwn(record, name) ? record[name] : undefined;
}
