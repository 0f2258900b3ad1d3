import type { HierarchyViewer, NodeRow, NoteRow } from '../../../app';
import { treeStep, typedAhead, type TreeStep } from './tree-keys';
import type { TreeSelection } from './tree-selection.svelte';

export interface TreeKeyboardOptions {
  readonly hierarchy: Pick<HierarchyViewer, 'rows' | 'expand' | 'collapse'>;
  readonly selection: TreeSelection;
  readonly now: () => number;
  /** The current row is another one. */
  readonly onmove: () => void;
  readonly onopen: (row: NodeRow) => void;
  readonly onmenu: () => void;
  readonly oncopy: () => void;
  readonly onnote: (row: NoteRow) => void;
}

/** What of a key press counts. */
export type TreeKeyPress = Pick<KeyboardEvent, 'key' | 'shiftKey' | 'ctrlKey' | 'metaKey' | 'altKey'>;

/** What is typed within this is one word. */
const WORD_MS = 700;

/** What keys do in the tree, as trees of desktops do. */
export class TreeKeyboard {
  readonly #options: TreeKeyboardOptions;
  #typed = '';
  #typedAtMs = -WORD_MS;

  constructor(options: TreeKeyboardOptions) {
    this.#options = options;
  }

  /** True when the key was for the tree. */
  press(press: TreeKeyPress): boolean {
    const { hierarchy, selection } = this.#options;
    if (press.altKey) return false;
    const step = press.metaKey ? undefined : treeStep(hierarchy.rows, selection.index, press.key);
    if (step) this.#go(step, press);
    else if (press.ctrlKey || press.metaKey) return this.#pressWithControl(press.key);
    else if (press.key === 'ContextMenu' || (press.key === 'F10' && press.shiftKey)) this.#options.onmenu();
    else if (press.key === 'Enter') this.#enter();
    else if (press.key === ' ' && !this.#isTyping()) this.#toggle();
    else return press.key.length === 1 && this.#type(press.key);
    return true;
  }

  #go(step: TreeStep, { shiftKey, ctrlKey }: TreeKeyPress): void {
    const { hierarchy, selection, onmove } = this.#options;
    if ('expand' in step) void hierarchy.expand(step.expand);
    else if ('collapse' in step) hierarchy.collapse(step.collapse);
    else {
      const row = hierarchy.rows[step.to];
      if (row) selection.choose(row.key, shiftKey ? 'range' : ctrlKey ? 'move' : 'only');
      onmove();
    }
  }

  #enter(): void {
    const { selection, onopen, onnote } = this.#options;
    const { row } = selection;
    if (row?.kind === 'node') onopen(row);
    else if (row) onnote(row);
  }

  #toggle(): void {
    const { selection } = this.#options;
    if (selection.row) selection.choose(selection.row.key, 'also');
  }

  #pressWithControl(key: string): boolean {
    if (key === 'a') this.#options.selection.chooseAll();
    else if (key === 'c') this.#options.oncopy();
    else if (key === ' ') this.#toggle();
    else return false;
    return true;
  }

  #isTyping(): boolean {
    return this.#options.now() - this.#typedAtMs < WORD_MS;
  }

  #type(key: string): true {
    const { hierarchy, selection, onmove } = this.#options;
    this.#typed = this.#isTyping() ? this.#typed + key : key;
    this.#typedAtMs = this.#options.now();
    const row = hierarchy.rows[typedAhead(hierarchy.rows, selection.index, this.#typed) ?? -1];
    if (row) selection.choose(row.key);
    if (row) onmove();
    return true;
  }
}
