import type { ListedEntry } from '../stores/byte-store';
import { pathFault } from '../stores/store-path';

/** Entries of one folder past these are left out. */
export const maxListed = 10_000;

const maxNameLength = 400;

/** Gathers what a folder holds: each name once, none that is not a name, and no more than {@link maxListed}. */
export class ListedEntries {
  readonly #byName = new Map<string, ListedEntry>();

  get isFull(): boolean {
    return this.#byName.size >= maxListed;
  }

  /** `name` may end in one slash, which makes it a folder. Names that are no single segment of a path are left out. */
  add(name: string, sizeBytes?: number): void {
    const isFolder = name.endsWith('/');
    const segment = isFolder ? name.slice(0, -1) : name;
    if (!isSegment(segment) || this.isFull) return;
    if (isFolder) this.#byName.set(segment, { name: segment, kind: 'folder' });
    else if (!this.#byName.has(segment))
      this.#byName.set(segment, { name: segment, kind: 'file', ...(isSize(sizeBytes) && { sizeBytes }) });
  }

  sorted(): ListedEntry[] {
    return sortedEntries([...this.#byName.values()]);
  }
}

/** In the order in which people count: 2 before 10. */
export function sortedEntries(entries: readonly ListedEntry[]): ListedEntry[] {
  const { compare } = new Intl.Collator('en', { numeric: true });
  return [...entries].sort((a, b) => compare(a.name, b.name));
}

function isSegment(name: string): boolean {
  return name.length <= maxNameLength && !name.includes('/') && pathFault(name) === undefined;
}

function isSize(value: number | undefined): value is number {
  return value !== undefined && Number.isSafeInteger(value) && value >= 0;
}
