import type { Viewer } from '../../app';
import { readFolded, writeFolded } from './folded-memory';
import type { Layout, SheetStop } from './layout';

/** What the screen itself remembers: which panels are folded and what lies open. */
export class ScreenState {
  readonly #viewer: Viewer;
  #folded: boolean | undefined = $state();
  /** Decided by the window's size. */
  layout: Layout = $state('wide');
  isShortcutsOpen = $state(false);
  /** Everything but the picture and its scale bar is folded away. */
  isBare = $state(false);
  sheet: SheetStop = $state('closed');
  /** The picture was last moved by keyboard: the live region then says where it is. */
  isKeyboardLed = $state(false);

  constructor(viewer: Viewer) {
    this.#viewer = viewer;
  }

  get layersFolded(): boolean {
    return this.#folded ?? readFolded(this.layout) ?? this.layout === 'narrow';
  }

  set layersFolded(folded: boolean) {
    this.#folded = folded;
    writeFolded(this.layout, folded);
  }

  /** Call when the window changes class: each class remembers its own state. */
  setLayout(layout: Layout): void {
    if (layout === this.layout) return;
    this.layout = layout;
    this.#folded = undefined;
  }

  get focusedDimension() {
    const { dimensions } = this.#viewer;
    return dimensions.find(({ axis }) => axis === this.#viewer.focusedAxis);
  }

  focusAxis(axis: string): void {
    this.#viewer.focusAxis(axis);
  }

  focusNextDimension(delta: number): void {
    const { dimensions } = this.#viewer;
    const at = dimensions.findIndex(({ axis }) => axis === this.focusedDimension?.axis);
    const next = dimensions[(at + delta + dimensions.length) % dimensions.length];
    if (next) this.focusAxis(next.axis);
  }

  toggleFolded(): void {
    this.isBare = !this.isBare;
  }

  showShortcuts(): void {
    this.isShortcutsOpen = true;
  }
}
