import { parseContentRange } from '../content-range';

/** What a server says of the state of an object, as far as it lets a page read it: ETag is seldom, the others mostly. */
export interface ObjectVersion {
  readonly etag?: string;
  readonly modified?: string;
  /** Bytes of the whole. */
  readonly total?: number;
}

export function versionOf({ headers, status }: Response): ObjectVersion {
  const etag = headers.get('etag');
  const modified = headers.get('last-modified');
  const length = status === 200 && headers.get('content-encoding') === null && headers.get('content-length');
  const total =
    parseContentRange(headers.get('content-range'))?.total ?? (length ? Number(length) : undefined);
  return {
    ...(etag === null ? {} : { etag }),
    ...(modified === null ? {} : { modified }),
    ...(total === undefined || !Number.isSafeInteger(total) ? {} : { total }),
  };
}

/** False when anything that both versions state differs. */
export function isSameVersion(a: ObjectVersion, b: ObjectVersion): boolean {
  const differs = (name: keyof ObjectVersion): boolean =>
    a[name] !== undefined && b[name] !== undefined && a[name] !== b[name];
  return !differs('etag') && !differs('modified') && !differs('total');
}
