import type { NewSlot } from '../../manifest/segment';

/** What keepers of several tabs tell each other. Anything on the same origin can post here: {@link isTabMessage} is asked first. */
export type TabMessage =
  /** `at`: number of the first of the slots in its segment. */
  | {
      readonly type: 'appended';
      readonly segment: string;
      readonly at: number;
      readonly slots: readonly NewSlot[];
    }
  | { readonly type: 'killed'; readonly segment: string; readonly slots: readonly number[] }
  | { readonly type: 'dropped'; readonly segment: string }
  /** Rows of these segments are in the database now, with so many slots. */
  | {
      readonly type: 'flushed';
      readonly segments: readonly { readonly segment: string; readonly count: number }[];
    }
  /** A tab has come, that missed what the others said before. */
  | { readonly type: 'hello' }
  /** The user let all go that is kept of a dataset. */
  | { readonly type: 'forgotten'; readonly dataset: string }
  | {
      readonly type: 'showing';
      readonly owner: string;
      readonly leases: readonly { readonly dataset: string; readonly paths: readonly string[] }[];
    }
  | { readonly type: 'generation'; readonly dataset: string; readonly generation: number }
  | { readonly type: 'library' };

/** Name of the channel on which keepers of one scope tell each other. */
export function tabChannel(scope: string): string {
  return `exascope-keep-${scope}`;
}

const isText = (value: unknown): value is string => typeof value === 'string' && value.length < 4096;
const isCount = (value: unknown): value is number => Number.isSafeInteger(value) && Number(value) >= 0;
const isEach = (values: unknown, test: (value: unknown) => boolean): boolean =>
  Array.isArray(values) && values.every(test);

function isSlot(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  const { path, length, isAbsent, tick } = value as Partial<NewSlot>;
  return isText(path) && isCount(length) && typeof isAbsent === 'boolean' && isCount(tick);
}

function isWritten(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  const { segment, count } = value as { segment?: unknown; count?: unknown };
  return isText(segment) && isCount(count);
}

function isLease(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  const { dataset, paths } = value as { dataset?: unknown; paths?: unknown };
  return isText(dataset) && isEach(paths, isText);
}

/** Whether a message is one of {@link TabMessage}, whoever sent it. */
export function isTabMessage(value: unknown): value is TabMessage {
  if (typeof value !== 'object' || value === null || !('type' in value)) return false;
  const message = value as Record<string, unknown>;
  const { type, segment, segments, at, slots, owner, leases, dataset, generation } = message;
  switch (type) {
    case 'appended':
      return isText(segment) && isCount(at) && isEach(slots, isSlot);
    case 'flushed':
      return isEach(segments, isWritten);
    case 'forgotten':
      return isText(dataset);
    case 'killed':
      return isText(segment) && isEach(slots, isCount);
    case 'dropped':
      return isText(segment);
    case 'showing':
      return isText(owner) && isEach(leases, isLease);
    case 'generation':
      return isText(dataset) && isCount(generation);
    default:
      return type === 'library' || type === 'hello';
  }
}
