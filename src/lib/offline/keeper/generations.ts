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
      if (this.#hasDocuments(id, generation)) this.#known.set(id, generation);
  }

  /** The latest one that has documents, from 1. */
  of(dataset: string): number {
    const known = this.#known.get(dataset);
    if (known !== undefined) return known;
    const kept = this.#index.generationsOf(dataset);
    return kept.find((generation) => this.#hasDocuments(dataset, generation)) ?? 1;
  }

  /** Notes that a generation has begun. Returns false when it is none that is new. */
  raise(dataset: string, generation: number): boolean {
    if (generation <= this.of(dataset)) return false;
    this.#known.set(dataset, generation);
    return true;
  }

  #hasDocuments(dataset: string, generation: number): boolean {
    return this.#index
      .segmentsOf(dataset, generation)
      .filter(({ name }) => name.level === documentsLevel)
      .some(({ paths }) => paths.some((path) => this.#isDocument(dataset, generation, path)));
  }

  #isDocument(dataset: string, generation: number, path: string): boolean {
    if (!path.startsWith('d/')) return false;
    const place = this.#index.find(dataset, generation, path);
    return place !== undefined && !place.segment.has(place.slot, isAbsent);
  }
}
