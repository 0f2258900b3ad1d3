import type { DimensionModel, Viewer } from '../../../app';

/** One thing to do from the keyboard or with the pointer: a row of the shortcuts dialog, and of the key handler. */
export interface Command {
  readonly group: 'View' | 'Layers' | 'Axes' | 'Page';
  readonly label: string;
  /** As the dialog writes it. */
  readonly shown: string;
  /** `KeyboardEvent.key`s; none for what only a pointer does. */
  readonly keys: readonly string[];
  /** True when Shift must be held; a key that Shift itself makes, such as '?', leaves it out. */
  readonly shift?: true;
  /** Moves the picture: the live region says where to. */
  readonly moves?: true;
  readonly run: (key: string) => void;
}

/** What commands need of the screen. */
export interface CommandScreen {
  readonly focusedDimension: DimensionModel | undefined;
  focusNextDimension(delta: number): void;
  toggleFolded(): void;
  showShortcuts(): void;
}

const PAN_PX = 96;
const ZOOM_STEP = 1.5;
const nothing = (): void => undefined;
const arrows: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [1, 0],
  ArrowRight: [-1, 0],
  ArrowUp: [0, 1],
  ArrowDown: [0, -1],
};

/** Returns every command that works now. The dialog and the key handler both read this table. */
export function commandsFor(viewer: Viewer, screen: CommandScreen): Command[] {
  return [
    ...viewCommands(viewer),
    ...layerCommands(viewer),
    ...axisCommands(viewer, screen),
    ...pageCommands(screen),
  ];
}

function viewCommands(viewer: Viewer): Command[] {
  const group = 'View';
  const pan = (key: string) => {
    const [x, y] = arrows[key] ?? [0, 0];
    viewer.panBy(x * PAN_PX, y * PAN_PX);
  };
  return [
    { group, label: 'Zoom about the pointer', shown: 'Wheel, pinch', keys: [], run: nothing },
    { group, label: 'Zoom in twofold', shown: 'Double-click', keys: [], run: nothing },
    { group, label: 'Pan', shown: 'Drag', keys: [], run: nothing },
    {
      group,
      label: 'Pan',
      shown: 'Shift + arrows',
      keys: Object.keys(arrows),
      shift: true,
      moves: true,
      run: pan,
    },
    {
      group,
      label: 'Zoom in',
      shown: '+',
      keys: ['+', '='],
      moves: true,
      run: () => viewer.zoomBy(ZOOM_STEP),
    },
    {
      group,
      label: 'Zoom out',
      shown: '−',
      keys: ['-', '_'],
      moves: true,
      run: () => viewer.zoomBy(1 / ZOOM_STEP),
    },
    {
      group,
      label: 'Whole picture',
      shown: '0 or R',
      keys: ['0', 'r', 'R'],
      moves: true,
      run: () => viewer.home(),
    },
    { group, label: 'Pan in 3D', shown: 'Shift + drag', keys: [], run: nothing },
    { group, label: '2D or 3D', shown: 'D', keys: ['d', 'D'], run: () => toggleMode(viewer) },
    { group, label: 'Tile outlines', shown: 'T', keys: ['t', 'T'], run: () => viewer.toggleTileOutlines() },
    { group, label: 'Screenshot', shown: 'S', keys: ['s', 'S'], run: () => void viewer.screenshot() },
  ];
}

function toggleMode({ space }: Viewer): void {
  space.setMode(space.mode === '2d' ? '3d' : '2d');
}

function layerCommands(viewer: Viewer): Command[] {
  const toggle = (key: string) => {
    const layer = viewer.layers[Number(key) - 1];
    if (layer) viewer.setLayer(layer.id, { visible: !layer.visible });
  };
  const keys = ['1', '2', '3', '4', '5', '6', '7', '8', '9'];
  return [
    { group: 'Layers', label: 'Show or hide a layer, lowest first', shown: '1 … 9', keys, run: toggle },
  ];
}

function axisCommands(viewer: Viewer, screen: CommandScreen): Command[] {
  const group = 'Axes';
  const step = (delta: number) => {
    const dimension = screen.focusedDimension;
    if (!dimension) return;
    const index = Math.min(dimension.count - 1, Math.max(0, dimension.index + delta));
    viewer.setPosition(dimension.axis, index);
  };
  return [
    {
      group,
      label: 'Step back along the axis',
      shown: '←',
      keys: ['ArrowLeft'],
      moves: true,
      run: () => step(-1),
    },
    {
      group,
      label: 'Step on along the axis',
      shown: '→',
      keys: ['ArrowRight'],
      moves: true,
      run: () => step(1),
    },
    {
      group,
      label: 'Axis above',
      shown: '↑',
      keys: ['ArrowUp'],
      moves: true,
      run: () => screen.focusNextDimension(-1),
    },
    {
      group,
      label: 'Axis below',
      shown: '↓',
      keys: ['ArrowDown'],
      moves: true,
      run: () => screen.focusNextDimension(1),
    },
    { group, label: 'Step along the axis', shown: 'Shift + wheel', keys: [], run: nothing },
  ];
}

function pageCommands(screen: CommandScreen): Command[] {
  const group = 'Page';
  return [
    {
      group,
      label: 'Fold or unfold all panels',
      shown: '\\',
      keys: ['\\'],
      run: () => screen.toggleFolded(),
    },
    { group, label: 'These shortcuts', shown: '?', keys: ['?'], run: () => screen.showShortcuts() },
  ];
}

/** The parts of a KeyboardEvent that choose a command. */
export type KeyPress = Pick<KeyboardEvent, 'key' | 'shiftKey' | 'ctrlKey' | 'metaKey' | 'altKey'>;

/** Returns the command that a key press asks for; Ctrl, Alt and Meta belong to the browser. */
export function commandFor(commands: readonly Command[], press: KeyPress): Command | undefined {
  if (press.ctrlKey || press.metaKey || press.altKey) return undefined;
  const isArrow = Object.hasOwn(arrows, press.key);
  return commands.find(
    ({ keys, shift }) => keys.includes(press.key) && (!isArrow || press.shiftKey === (shift ?? false)),
  );
}

/** What an element does with keys itself: everything while typing, arrows in a slider or a radio group, else nothing. */
export function keysOf(target: EventTarget | null): 'all' | 'arrows' | 'none' {
  if (!(target instanceof Element)) return 'none';
  if (target.closest('[role="dialog"], [role="listbox"], [role="menu"], textarea, [contenteditable="true"]'))
    return 'all';
  // An open list or menu searches its entries by what is typed, with the focus left on what opened it.
  if (target.closest('[role="combobox"], [aria-haspopup][aria-expanded="true"]')) return 'all';
  if (target instanceof HTMLInputElement) return target.type === 'range' ? 'arrows' : 'all';
  return target.closest('[role="radiogroup"], [aria-haspopup]') ? 'arrows' : 'none';
}
