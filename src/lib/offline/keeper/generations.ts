import type { DatasetRow } from '../../db';
import { isAbsent } from '../manifest/segment';
import type { SegmentIndex } from '../manifest/segment-index';
import { documentsLevel } from '../names/entry-path';

/** Which version of its documents each dataset is kept under. */
export class Generations {
  readonly #index: SegmentIndex;
  /** By dataset, where more is known than what is kept tells. */
  readonly #known = new Map<string, number>();

  constructor(index: SegmentIndex) {
    this.#index = index;
  }

  /** Takes over what the rows say, as far as there are documents: without them it would open nothing. */
  load(rows: readonly DatasetRow[]): void {
    this.#known.clear();
    for (const { id, generation } of rows)
      if (hasDocuments(this.#index, id, generation)) this.#known.set(id, generation);
  }

  /** The latest one that has documents, from 1. */
  of(dataset: string): number {
    const known = this.#known.get(dataset);
    if (known !== undefined) return known;
    const kept = this.#index.generationsOf(dataset);
    return kept.find((generation) => hasDocuments(this.#index, dataset, generation)) ?? 1;
  }

  /** Notes that a generation has begun. Returns false when it is none that is new. */
  raise(dataset: string, generation: number): boolean {
    if (generation <= this.of(dataset)) return false;
    this.#known.set(dataset, generation);
    return true;
  }
}

/** Whether a generation could be opened: without documents it would open nothing. */
function hasDocuments(index: SegmentIndex, dataset: string, generation: number): boolean {
  const isDocument = (path: string): boolean => {
    const place = path.startsWith('d/') ? index.find(dataset, generation, path) : undefined;
    return place !== undefined && !place.segment.has(place.slot, isAbsent);
  };
  return index
    .segmentsOf(dataset, generation)
    .filter(({ name }) => name.level === documentsLevel)
    .some(({ paths }) => paths.some(isDocument));
}

/** Whether a segment is of an earlier version than the one that its dataset will open with: nothing will read it. */
export function isSuperseded(
  index: SegmentIndex,
  { dataset, generation }: { readonly dataset: string; readonly generation: number },
  current: number,
): boolean {
  return generation < current && hasDocuments(index, dataset, current);
}
