import type { Viewer } from '../../app';
import { focusRegion } from '../commands/regions/focus-region';
import { ExportForm } from '../export/export-form.svelte';
import { isPhone, type Layout, type SheetStop } from './layout';
import { readFlag, writeFlag } from './layout-memory';

/** What the sheet of a phone shows. */
export type SheetTab = 'layers' | 'axes' | 'library';

/** A panel beside the picture that has no place of its own. */
export type ToolName = 'measure' | 'export' | 'memory' | 'timeline' | 'tuning' | 'debugging' | 'hierarchy';

/** What may lie over the whole page, one at a time; the library and the hierarchy do on the first page alone. */
export type DialogName =
  'palette' | 'shortcuts' | 'preferences' | 'library' | 'hierarchy' | 'access' | 'diagnosis' | 'collection';

/** What the screen itself remembers: which panels are folded and what lies open. */
export class ScreenState {
  readonly #viewer: Viewer;
  #folded: boolean | undefined = $state();
  #docked: boolean | undefined = $state();
  /** Decided by the window's size. */
  layout: Layout = $state('wide');
  /** How much larger than usual the reader has set text. */
  textScale = $state(1);
  /** The dialog that lies over the page: the one asked for last, also while it is still being loaded. */
  dialog: DialogName | undefined = $state();
  /** The field for another location to open on top. */
  isAddOpen = $state(false);
  /** What a command said last; see {@link tell}. */
  told: { readonly words: string } | undefined = $state.raw();
  /** Everything but the picture and its scale bar is folded away. */
  isBare = $state(false);
  sheet: SheetStop = $state('closed');
  sheetTab: SheetTab = $state('layers');
  /** The panel beside the picture; on a phone the library is in the sheet. */
  isLibraryOpen = $state(false);
  /** The other panel in its place; on a phone it stands in the sheet. */
  tool: ToolName | undefined = $state();
  /** A location whose tree is to be shown; another object each time that it is asked for. */
  browsed: { readonly location: string } | undefined = $state.raw();
  /** The layer whose properties show: `null` when all are folded, absent until one was chosen. */
  chosenLayer: string | null | undefined = $state();
  /** The picture was last moved by keyboard: the live region then says where it is. */
  isKeyboardLed = $state(false);

  /** What is chosen in the export panel, also while that is closed. */
  readonly exportForm: ExportForm;

  constructor(viewer: Viewer) {
    this.#viewer = viewer;
    this.exportForm = new ExportForm(viewer);
  }

  /** Where there is no room for panels on both sides, the layers fold while the library is open. */
  get layersFolded(): boolean {
    if ((this.isLibraryOpen || this.tool) && this.layout !== 'wide') return true;
    return this.#folded ?? readFlag('layers-folded', this.layout) ?? this.layout === 'narrow';
  }

  set layersFolded(folded: boolean) {
    if (!folded && this.layout !== 'wide') {
      this.isLibraryOpen = false;
      this.closeTool();
    }
    this.#folded = folded;
    writeFlag('layers-folded', this.layout, folded);
  }

  /** The right panel stands beside the picture instead of over it. */
  get isDocked(): boolean {
    return this.#docked ?? readFlag('docked', this.layout) ?? false;
  }

  toggleDocked(): void {
    this.#docked = !this.isDocked;
    writeFlag('docked', this.layout, this.#docked);
  }

  /** Call when the window changes class: each class remembers its own state. */
  setLayout(layout: Layout): void {
    if (layout === this.layout) return;
    this.layout = layout;
    this.#folded = undefined;
    this.#docked = undefined;
  }

  get focusedDimension() {
    const { sliders } = this.#viewer.dims;
    return sliders.find(({ axis }) => axis === this.#viewer.dims.focusedAxis);
  }

  focusAxis(axis: string): void {
    this.#viewer.dims.focusAxis(axis);
  }

  focusNextDimension(delta: number): void {
    const { sliders } = this.#viewer.dims;
    const at = sliders.findIndex(({ axis }) => axis === this.focusedDimension?.axis);
    const next = sliders[(at + delta + sliders.length) % sliders.length];
    if (next) this.focusAxis(next.axis);
  }

  /** Nothing is open, nor being opened. */
  get isHome(): boolean {
    return this.#viewer.layers.length === 0 && !this.#viewer.opening;
  }

  toggleLibrary(): void {
    const wasBare = this.#unfold();
    this.closeTool();
    if (this.isHome) this.setDialog('library', this.dialog !== 'library');
    else if (isPhone(this.layout)) this.#toggleLibrarySheet(wasBare);
    else this.isLibraryOpen = wasBare || !this.isLibraryOpen;
  }

  /** Opens a tool's panel in the place of what is open beside the picture, or closes it. */
  toggleTool(tool: ToolName): void {
    const isThere = this.tool === tool && (!isPhone(this.layout) || this.sheet !== 'closed');
    const isOpen = !this.#unfold() && isThere;
    this.closeTool();
    if (isOpen || this.isHome) return;
    this.tool = tool;
    this.isLibraryOpen = false;
    if (isPhone(this.layout) && this.sheet === 'closed') this.sheet = 'half';
  }

  /** Opens the tree of stores, or closes it; with a location that is shown in it, it opens. */
  toggleHierarchy(location?: string): void {
    if (location !== undefined) this.browsed = { location };
    if (this.isHome) this.setDialog('hierarchy', location !== undefined || this.dialog !== 'hierarchy');
    else if (location === undefined || this.tool !== 'hierarchy') this.toggleTool('hierarchy');
  }

  /** The tree of the first page goes on beside the picture that was opened from it. */
  keepHierarchy(): void {
    this.setDialog('hierarchy', false);
    this.isLibraryOpen = false;
    this.tool = 'hierarchy';
  }

  closeTool(): void {
    if (this.tool && isPhone(this.layout)) this.sheet = 'closed';
    if (this.tool === 'measure') this.#viewer.measure.setTool(undefined);
    this.tool = undefined;
  }

  toggleFolded(): void {
    this.isBare = !this.isBare;
  }

  /** Shows a dialog in the place of any other, or closes it; what closes late leaves the one that came after it alone. */
  setDialog(name: DialogName, isOpen: boolean): void {
    if (isOpen) this.dialog = name;
    else if (this.dialog === name) this.dialog = undefined;
  }

  focusRegion(delta: 1 | -1): void {
    focusRegion(delta);
  }

  /** Says in a few words what came of a command that shows nothing by itself. */
  tell(words: string): void {
    this.told = { words };
  }

  /** What is asked for is to be seen. Returns whether it was folded away. */
  #unfold(): boolean {
    const wasBare = this.isBare;
    this.isBare = false;
    return wasBare;
  }

  #toggleLibrarySheet(wasBare: boolean): void {
    const isShown = !wasBare && this.sheet !== 'closed' && this.sheetTab === 'library';
    this.sheetTab = 'library';
    this.sheet = isShown ? 'closed' : 'half';
  }
}
