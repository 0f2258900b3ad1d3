import type { ToolName } from '../screen-state.svelte';
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
  /** True when Ctrl, or Cmd on a Mac, must be held; its keys are lower case. */
  readonly control?: true;
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
  toggleLibrary(): void;
  toggleTool(tool: ToolName): void;
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
    ...toolCommands(viewer, screen),
    ...layerCommands(viewer),
    ...axisCommands(viewer, screen),
    ...pageCommands(viewer, screen),
  ];
}

function viewCommands(viewer: Viewer): Command[] {
  const pan = (key: string) => {
    const [x, y] = arrows[key] ?? [0, 0];
    viewer.panBy(x * PAN_PX, y * PAN_PX);
  };
  const zoom = (factor: number) => () => viewer.zoomBy(factor);
  return inGroup('View', [
    byPointer('Zoom about the pointer', 'Wheel, pinch'),
    byPointer('Zoom in twofold', 'Double-click'),
    byPointer('Pan', 'Drag'),
    { ...moving('Pan', 'Shift + arrows', Object.keys(arrows), pan), shift: true },
    moving('Zoom in', '+', ['+', '='], zoom(ZOOM_STEP)),
    moving('Zoom out', '−', ['-', '_'], zoom(1 / ZOOM_STEP)),
    moving('Whole picture', '0 or R', ['0', 'r', 'R'], () => viewer.home()),
    byPointer('Pan in 3D', 'Shift + drag'),
    { label: '2D or 3D', shown: 'D', keys: ['d', 'D'], run: () => toggleMode(viewer) },
    { label: 'Tile outlines', shown: 'T', keys: ['t', 'T'], run: () => toggleOutlines(viewer) },
    { label: 'Screenshot', shown: 'S', keys: ['s', 'S'], run: () => void viewer.exports.screenshot() },
  ]);
}

function toolCommands(viewer: Viewer, screen: CommandScreen): Command[] {
  return inGroup('View', [
    { label: 'Measure', shown: 'M', keys: ['m', 'M'], run: () => screen.toggleTool('measure') },
    { label: 'Let go of the tool', shown: 'Esc', keys: ['Escape'], run: () => void viewer.measure.cancel() },
  ]);
}

function toggleOutlines({ preferences }: Viewer): void {
  preferences.set({ outlines: !preferences.chosen.outlines });
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
  const toggleGrid = () => {
    const { arrange, layers } = viewer;
    if (layers.length > 1 || arrange.isGrid) arrange.setGrid(!arrange.isGrid);
  };
  return inGroup('Layers', [
    { label: 'Show or hide a layer, lowest first', shown: '1 … 9', keys, run: toggle },
    { label: 'Layers in a grid', shown: 'G', keys: ['g', 'G'], run: toggleGrid },
    byPointer('Show a layer alone, and back', 'Alt + its eye'),
    byPointer('Rename a layer', 'Double-click, F2'),
    byPointer('Move a layer up or down', 'Drag, Alt + arrows'),
  ]);
}

function axisCommands(viewer: Viewer, screen: CommandScreen): Command[] {
  const step = (key: string) => {
    const dimension = screen.focusedDimension;
    if (dimension) viewer.dims.stepByKey(dimension.axis, { key, shiftKey: false });
  };
  return inGroup('Axes', [
    moving('Step back along the axis', '←', ['ArrowLeft'], step),
    moving('Step on along the axis', '→', ['ArrowRight'], step),
    moving('A tenth of the axis back', 'Page ↓', ['PageDown'], step),
    moving('A tenth of the axis on', 'Page ↑', ['PageUp'], step),
    moving('First step, last step', 'Home, End', ['Home', 'End'], step),
    byPointer('Ten steps, in a slider', 'Shift + ← →'),
    moving('Axis above', '↑', ['ArrowUp'], () => screen.focusNextDimension(-1)),
    moving('Axis below', '↓', ['ArrowDown'], () => screen.focusNextDimension(1)),
    byPointer('Step along the axis', 'Shift + wheel'),
    byPointer('Step along an axis', 'Wheel over its slider'),
    moving('Roll the axes on the screen', 'E', ['e', 'E'], () => viewer.dims.roll()),
    moving('Swap the axes across and down', 'X', ['x', 'X'], () => viewer.dims.transpose()),
  ]);
}

function pageCommands(viewer: Viewer, screen: CommandScreen): Command[] {
  const install = { ...byPointer('Install as an app', 'Install button'), run: () => void viewer.install() };
  return inGroup('Page', [
    ...(viewer.canInstall ? [install] : []),
    { ...control('Undo', 'Ctrl Z', ['z']), run: () => void viewer.history.undo() },
    { ...control('Redo', 'Ctrl Shift Z', ['z']), shift: true, run: () => void viewer.history.redo() },
    { label: 'Fold or unfold all panels', shown: '\\', keys: ['\\'], run: () => screen.toggleFolded() },
    { label: 'On this device', shown: 'L', keys: ['l', 'L'], run: () => screen.toggleLibrary() },
    { label: 'These shortcuts', shown: '?', keys: ['?'], run: () => screen.showShortcuts() },
  ]);
}

type Groupless = Omit<Command, 'group'>;

function inGroup(group: Command['group'], commands: readonly Groupless[]): Command[] {
  return commands.map((command) => ({ group, ...command }));
}

/** What no key does: it is only told. */
function byPointer(label: string, shown: string): Groupless {
  return { label, shown, keys: [], run: nothing };
}

function moving(label: string, shown: string, keys: readonly string[], run: Command['run']): Groupless {
  return { label, shown, keys, moves: true, run };
}

function control(label: string, shown: string, keys: readonly string[]) {
  return { label, shown, keys, control: true } as const;
}

/** The parts of a KeyboardEvent that choose a command. */
export type KeyPress = Pick<KeyboardEvent, 'key' | 'shiftKey' | 'ctrlKey' | 'metaKey' | 'altKey'>;

/** Returns the command that a key press asks for; other keys with Ctrl, Alt and Meta belong to the browser. */
export function commandFor(commands: readonly Command[], press: KeyPress): Command | undefined {
  if (press.altKey) return undefined;
  if (press.ctrlKey || press.metaKey)
    return commands.find(
      ({ control, keys, shift = false }) =>
        control && keys.includes(press.key.toLowerCase()) && shift === press.shiftKey,
    );
  const isArrow = Object.hasOwn(arrows, press.key);
  return commands.find(
    ({ control, keys, shift = false }) =>
      !control && keys.includes(press.key) && (!isArrow || press.shiftKey === shift),
  );
}
