import type { HierarchyViewer, NodeRow, TreeRow } from '../../../app';
import { keysBetween, keysOf, toggledKey, type ChosenKeys } from './chosen-keys';

/** How a row is chosen: alone, together with what is chosen already, with all rows between, or not at all: it is current only. */
export type ChooseHow = 'only' | 'also' | 'range' | 'move';

/** The current row, and those that are chosen. */
export class TreeSelection {
  /** Key of the row that has the keyboard; absent before there was one. */
  active = $state<string | undefined>(undefined);
  chosen = $state.raw<ChosenKeys>(keysOf([]));
  readonly #hierarchy: Pick<HierarchyViewer, 'rows'>;
  /** Where a range begins. */
  #anchor: string | undefined;
  readonly #index = $derived.by(() => this.#hierarchy.rows.findIndex(({ key }) => key === this.active));

  constructor(hierarchy: Pick<HierarchyViewer, 'rows'>) {
    this.#hierarchy = hierarchy;
  }

  /** Of the current row; 0 when it is not to be seen. */
  get index(): number {
    return Math.max(0, this.#index);
  }

  get row(): TreeRow | undefined {
    return this.#hierarchy.rows[this.#index];
  }

  /** The chosen nodes, from top to bottom. */
  get nodes(): NodeRow[] {
    return this.#hierarchy.rows.filter(
      (row): row is NodeRow => row.kind === 'node' && this.chosen.has(row.key),
    );
  }

  choose(key: string, how: ChooseHow = 'only'): void {
    this.active = key;
    if (how === 'range') this.chosen = keysBetween(this.#hierarchy.rows, this.#anchor ?? key, key);
    if (how === 'only' || how === 'also') this.#anchor = key;
    if (how === 'only') this.chosen = keysOf([key]);
    if (how === 'also') this.chosen = toggledKey(this.chosen, key);
  }

  chooseAll(): void {
    this.chosen = keysOf(this.#hierarchy.rows.flatMap((row) => (row.kind === 'node' ? row.key : [])));
  }
}
