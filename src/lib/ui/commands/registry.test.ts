import { describe, expect, it } from 'vitest';
import type { DimensionModel, LayerModel, Viewer } from '../../app';
import type { Command, CommandScreen } from './command';
import { chordText, isChord, type KeyPress } from './keys/chord';
import { listRows } from './list/list-rows';
import { commandFor, makeCommands } from './registry';

const dimension = { axis: 'z', index: 4, count: 6 } as DimensionModel;

/** Every command of a viewer that has these properties. */
function commandsOf(viewer: object, screen: object = {}): Command[] {
  const whole = { layers: [], history: {}, arrange: {}, dims: {}, space: { axes: [] }, ...viewer };
  return makeCommands({ viewer: whole as unknown as Viewer, screen: screen as CommandScreen });
}

interface Situation {
  readonly focusedDimension?: DimensionModel | undefined;
  readonly mode?: '2d' | '3d';
}

/** Runs one key press against a viewer that writes down what it is told. */
function told(key: string, modifiers: Partial<KeyPress> = {}, situation: Situation = {}): unknown[] {
  const log: unknown[] = [];
  const note =
    (name: string) =>
    (...given: unknown[]) =>
      log.push([name, ...given]);
  const viewer = {
    layers: ['bottom', 'top'].map((id) => ({ id, visible: true }) as LayerModel),
    arrange: { isGrid: false, setGrid: note('setGrid') },
    dims: { stepByKey: note('stepByKey'), roll: note('roll'), transpose: note('transpose') },
    ...Object.fromEntries(['home', 'zoomBy', 'panBy', 'setLayer'].map((name) => [name, note(name)])),
    preferences: { chosen: { outlines: false }, set: note('prefer') },
    measure: { cancel: () => (note('cancel')(), true) },
    exports: { screenshot: note('screenshot') },
    history: { undo: note('undo'), redo: note('redo'), undoName: 'zoom', redoName: 'zoom' },
    camera: { turnBy: note('turnBy') },
    space: { mode: situation.mode ?? '2d', axes: [] },
  };
  const screen = {
    focusedDimension: 'focusedDimension' in situation ? situation.focusedDimension : dimension,
    focusNextDimension: note('focusNextDimension'),
    toggleFolded: note('toggleFolded'),
    setDialog: note('setDialog'),
    toggleLibrary: note('toggleLibrary'),
    toggleTool: note('toggleTool'),
  };
  const press = { key, shiftKey: false, ctrlKey: false, metaKey: false, altKey: false, ...modifiers };
  commandFor(commandsOf(viewer, screen), press)?.run();
  return log;
}

describe('keys', () => {
  it.each([
    ['0', ['home']],
    ['r', ['home']],
    ['t', ['prefer', { outlines: true }]],
    ['s', ['screenshot']],
    ['+', ['zoomBy', 1.5]],
    ['\\', ['toggleFolded']],
    ['?', ['setDialog', 'shortcuts', true]],
    ['l', ['toggleLibrary']],
    ['g', ['setGrid', true]],
    ['m', ['toggleTool', 'measure']],
    ['Escape', ['cancel']],
    ['1', ['setLayer', 'bottom', { visible: false }]],
    ['ArrowRight', ['stepByKey', 'z', { key: 'ArrowRight', shiftKey: false }]],
    ['ArrowDown', ['focusNextDimension', 1]],
    ['PageUp', ['stepByKey', 'z', { key: 'PageUp', shiftKey: false }]],
    ['PageDown', ['stepByKey', 'z', { key: 'PageDown', shiftKey: false }]],
    ['Home', ['stepByKey', 'z', { key: 'Home', shiftKey: false }]],
    ['End', ['stepByKey', 'z', { key: 'End', shiftKey: false }]],
    ['e', ['roll']],
    ['x', ['transpose']],
  ])('%s does one thing', (key, call) => {
    expect(told(key)).toEqual([call]);
  });

  it('steps the axis with an arrow, and pans with Shift and the arrow', () => {
    expect(told('ArrowLeft')).toEqual([['stepByKey', 'z', { key: 'ArrowLeft', shiftKey: false }]]);
    expect(told('ArrowLeft', { shiftKey: true })).toEqual([['panBy', 96, 0]]);
  });

  it('undoes and redoes with Ctrl or Cmd, with caps lock too', () => {
    expect(told('z', { ctrlKey: true })).toEqual([['undo']]);
    expect(told('Z', { metaKey: true, shiftKey: true })).toEqual([['redo']]);
    expect(told('Z', { ctrlKey: true })).toEqual([['undo']]);
    expect(told('z')).toEqual([]);
  });

  it('leaves to the browser what is pressed with Ctrl, Alt or Meta', () => {
    for (const modifier of ['ctrlKey', 'altKey', 'metaKey'])
      expect(told('s', { [modifier]: true })).toEqual([]);
  });

  it('does nothing for a layer that is not there', () => {
    expect(told('3')).toEqual([]);
  });

  it('turns the volume with arrows where no axis steps', () => {
    expect(told('ArrowRight', {}, { focusedDimension: undefined, mode: '3d' })).toEqual([['turnBy', 15, 0]]);
    expect(told('ArrowRight', {}, { focusedDimension: undefined })).toEqual([]);
    expect(told('ArrowUp', { ctrlKey: true, shiftKey: true }, { mode: '3d' })).toEqual([['turnBy', 0, -15]]);
  });

  it('says why what cannot be done cannot', () => {
    const [install] = commandsOf({ canInstall: false }).filter(({ id }) => id === 'page.install');
    expect(install?.blocked?.()).toBe('The browser does not offer it now');
    const [grid] = commandsOf({ layers: [] }).filter(({ id }) => id === 'layers.grid');
    expect(grid?.blocked?.()).toBe('Nothing is open');
  });
});

describe('the registry', () => {
  const commands = commandsOf({});

  it('has every id once', () => {
    expect(new Set(commands.map(({ id }) => id)).size).toBe(commands.length);
  });

  it('has no two commands for one key press', () => {
    const chords = commands.flatMap(({ keys = [] }) => keys);
    const presses = chords.map((chord) => pressFor(chord));
    for (const press of presses)
      expect(
        chords.filter((chord) => isChord(chord, press)),
        JSON.stringify(press),
      ).toHaveLength(1);
  });

  it('shows every key in the list of shortcuts', () => {
    const shown = listRows(commands, { isMac: false, hasSingleKeys: true }).flatMap(({ rows }) =>
      rows.map(({ keys }) => keys),
    );
    for (const { keys = [], row } of commands)
      for (const chord of keys)
        expect(
          shown.some(
            (text) => text === row?.keys || text.split(', ').includes(chordText(chord, { isMac: false })),
          ),
        ).toBe(true);
  });

  it('lists no single key where these are off, and what else still works', () => {
    const rows = listRows(commands, { isMac: false, hasSingleKeys: false }).flatMap((group) => group.rows);
    const listed = rows.map(({ keys }) => keys);
    for (const chord of ['Ctrl Z', 'F6', 'Esc', '←']) expect(listed).toContain(chord);
    for (const chord of ['0, R', '?', 'S', 'Space', '1 … 9']) expect(listed).not.toContain(chord);
    expect(rows.find(({ label }) => label === '2D or 3D')?.keys).toBe('Ctrl Y');
  });
});

/** The key press that a chord names. */
function pressFor(chord: string): KeyPress {
  const parts = chord.split(' ');
  const name = parts.at(-1) ?? '';
  return {
    key: name === 'Space' ? ' ' : name,
    shiftKey: parts.includes('Shift'),
    ctrlKey: parts.includes('Mod'),
    metaKey: false,
    altKey: parts.includes('Alt'),
  };
}
