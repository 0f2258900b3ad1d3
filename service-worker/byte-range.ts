/** Some bytes of an object; `end` is exclusive. */
export interface ByteSpan {
  readonly start: number;
  readonly end: number;
}

/**
 * Returns which of an object's bytes a Range header asks for, clamped to its end (RFC 9110, section 14): 'unsatisfiable' when it has
 * none of them. `undefined` means that the whole is the answer, as it may be to several ranges, to units other than bytes and
 * to what is no range at all.
 */
export function spanOfRange(range: string, size: number): ByteSpan | 'unsatisfiable' | undefined {
  const [, first = '', last = ''] = /^bytes=[\t ]*(\d*)-(\d*)[\t ]*$/i.exec(range) ?? [];
  if (first === '') return last === '' ? undefined : suffix(Number(last), size);
  const start = Number(first);
  if (last !== '' && Number(last) < start) return undefined;
  if (start >= size) return 'unsatisfiable';
  return { start, end: last === '' ? size : Math.min(Number(last) + 1, size) };
}

/** The last bytes of an object; an empty one has no range that could be written down, so that its whole is the answer. */
function suffix(length: number, size: number): ByteSpan | 'unsatisfiable' | undefined {
  if (length === 0) return 'unsatisfiable';
  return size === 0 ? undefined : { start: Math.max(0, size - length), end: size };
}
