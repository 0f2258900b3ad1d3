import { describe, expect, it } from 'vitest';
import type { DimensionModel, LayerModel, Viewer } from '../../../app';
import { commandFor, commandsFor, type KeyPress } from './commands';

const dimension = { axis: 'z', index: 4, count: 6 } as DimensionModel;

/** Runs one key press against a viewer that writes down what it is told. */
function told(key: string, modifiers: Partial<KeyPress> = {}): unknown[] {
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
    measure: { cancel: note('cancel') },
    exports: { screenshot: note('screenshot') },
    history: { undo: note('undo'), redo: note('redo') },
  } as unknown as Viewer;
  const screen = {
    focusedDimension: dimension,
    focusNextDimension: note('focusNextDimension'),
    toggleFolded: note('toggleFolded'),
    showShortcuts: note('showShortcuts'),
    toggleLibrary: note('toggleLibrary'),
    toggleTool: note('toggleTool'),
  };
  const press = { key, shiftKey: false, ctrlKey: false, metaKey: false, altKey: false, ...modifiers };
  commandFor(commandsFor(viewer, screen), press)?.run(key);
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
    ['?', ['showShortcuts']],
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

  it('is there to install the app while the browser offers it', async () => {
    const installs = (canInstall: boolean) =>
      commandsFor({ canInstall } as Viewer, {} as never).filter(({ label }) => label === 'Install as an app');
    expect([installs(false).length, installs(true).length]).toEqual([0, 1]);
  });

  it('is told apart by the table: no two commands answer one key press', () => {
    const commands = commandsFor({} as Viewer, {} as never);
    const presses = commands.flatMap(({ keys, shift, control }) =>
      keys.map((key) => `${control ? 'Ctrl+' : ''}${shift ? 'Shift+' : ''}${key}`),
    );
    expect(new Set(presses).size).toBe(presses.length);
  });
});
