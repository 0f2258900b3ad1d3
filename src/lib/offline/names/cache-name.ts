/** What the caches of one scope hold changes with this number. */
export const dataSchema = 1;

/** What the name of a cache tells: all that is needed to make its row in the index anew. */
export interface SegmentName {
  /** Eight hexadecimal digits for the place of the app, see {@link scopeOf}. */
  readonly scope: string;
  /** Sixteen hexadecimal digits, see {@link datasetKey}. */
  readonly dataset: string;
  /** From 1: one for each version of the dataset's documents. */
  readonly generation: number;
  readonly level: number;
  /** The context that fills it, and how many it began before. */
  readonly owner: string;
  readonly count: number;
}

const pattern =
  /^exascope-data-([0-9a-f]{8})-d(\d+)-([0-9a-f]{16})-g([1-9]\d{0,8})-l(0|[1-9]\d{0,2})-([0-9a-z]{1,16})-(0|[1-9]\d{0,8})$/;

/** What the names of all data caches of one scope begin with. */
export function cachePrefix(scope: string): string {
  return `exascope-data-${scope}-`;
}

export function cacheName({ scope, dataset, generation, level, owner, count }: SegmentName): string {
  const parts = [dataset, `g${String(generation)}`, `l${String(level)}`, owner, String(count)];
  return `${cachePrefix(scope)}d${String(dataSchema)}-${parts.join('-')}`;
}

/** Returns what a cache's name tells; `undefined` for caches that are not ours, or of another schema. */
export function parseCacheName(name: string): SegmentName | undefined {
  const match = pattern.exec(name);
  if (!match || Number(match[2]) !== dataSchema) return undefined;
  const [, scope = '', , dataset = '', generation, level, owner = '', count] = match;
  return {
    ...{ scope, dataset, owner },
    ...{ generation: Number(generation), level: Number(level), count: Number(count) },
  };
}

/**
 * The key of an entry in its cache: an address that is never asked for, on the app's own origin, without anything of the
 * dataset's own address, which may hold secrets.
 */
export function entryUrl(origin: string, dataset: string, generation: number, path: string): string {
  return `${origin}/__exascope/${dataset}/${String(generation)}/${path}`;
}

/** The path of an entry, from its key; `undefined` for other addresses. */
export function pathOfEntryUrl(url: string): string | undefined {
  return /^[^?#]*?\/__exascope\/[0-9a-f]{16}\/[1-9]\d*\/([^?#]+)$/.exec(url)?.[1];
}
