/** A `Content-Range` header: first and last byte, inclusive, and the size of the whole, absent for '*'. */
export interface ContentRange {
  readonly first: number;
  readonly last: number;
  readonly total?: number;
}

/** Parses `bytes first-last/total`; `undefined` when there is none to read or it makes no sense. */
export function parseContentRange(header: string | null): ContentRange | undefined {
  const match = /^bytes (\d+)-(\d+)\/(\d+|\*)$/.exec(header ?? '');
  if (match === null) return undefined;
  const first = Number(match[1]);
  const last = Number(match[2]);
  if (last < first) return undefined;
  return match[3] === '*' ? { first, last } : { first, last, total: Number(match[3]) };
}
