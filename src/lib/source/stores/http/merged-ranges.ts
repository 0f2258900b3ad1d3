/** A part of an object. */
export interface Span {
  readonly offset: number;
  readonly length: number;
}

/** A range to ask for, and the parts of it that are wanted, in order of their offsets. */
export interface MergedRange<Part extends Span> extends Span {
  readonly parts: readonly Part[];
}

/** What is fetched in vain between two parts costs less than another request. */
const maxGapBytes = 32 * 1024;
const maxMergedBytes = 8 * 2 ** 20;

/** Merges parts that are near to each other into ranges of at most 8 MiB. One larger part is a range of its own. */
export function mergeRanges<Part extends Span>(parts: readonly Part[]): MergedRange<Part>[] {
  const sorted = [...parts].sort((a, b) => a.offset - b.offset);
  const groups: Part[][] = [];
  for (const part of sorted) {
    const group = groups.at(-1);
    if (group !== undefined && mayJoin(group, part)) group.push(part);
    else groups.push([part]);
  }
  return groups.map((group) => ({ ...spanOf(group), parts: group }));
}

/** The smallest span that holds all of `parts`, of which there is at least one. */
export function spanOf(parts: readonly Span[]): Span {
  const offset = Math.min(...parts.map((part) => part.offset));
  return { offset, length: Math.max(...parts.map((part) => part.offset + part.length)) - offset };
}

function mayJoin(group: readonly Span[], part: Span): boolean {
  const { offset, length } = spanOf(group);
  const joined = spanOf([...group, part]);
  return part.offset - (offset + length) <= maxGapBytes && joined.length <= maxMergedBytes;
}
