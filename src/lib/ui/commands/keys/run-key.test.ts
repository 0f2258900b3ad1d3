import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import type { Command } from '../command';
import { runKey } from './run-key';

interface Press {
  readonly key: string;
  readonly held?: 'shiftKey' | 'ctrlKey' | 'metaKey' | 'altKey';
}

// What was pressed on is none.
beforeAll(() => vi.stubGlobal('Element', Array));
afterAll(() => vi.unstubAllGlobals());

const keys = ['s', '?', '1', 'Space', 'Mod z', 'Alt e', 'ArrowLeft', 'Shift ArrowUp', 'F6', 'Escape'];

/** The chord that a press runs, which was pressed on the page itself. */
function ran({ key, held }: Press, hasSingleKeys: boolean): string | undefined {
  let chord: string | undefined;
  const commands = keys.map((each): Command => {
    return { id: each, label: each, group: 'page', keys: [each], run: () => (chord = each) };
  });
  const event = {
    ...{ key, shiftKey: false, ctrlKey: false, metaKey: false, altKey: false, target: null },
    ...(held && { [held]: true }),
    getModifierState: () => false,
    preventDefault: vi.fn(),
  };
  const options = { commands, hasDialog: false, hasSingleKeys, onMove: () => undefined };
  runKey(event as unknown as KeyboardEvent, options);
  expect(event.preventDefault).toHaveBeenCalledTimes(chord === undefined ? 0 : 1);
  return chord;
}

it.each([
  [{ key: 's' }, 's'],
  [{ key: '?', held: 'shiftKey' }, '?'],
  [{ key: '1' }, '1'],
  [{ key: ' ' }, 'Space'],
] as const)('a press of one character runs its command, unless such keys are off: %j', (press, chord) => {
  expect(ran(press, true)).toBe(chord);
  expect(ran(press, false)).toBeUndefined();
});

it.each([
  [{ key: 'z', held: 'ctrlKey' }, 'Mod z'],
  [{ key: 'z', held: 'metaKey' }, 'Mod z'],
  [{ key: 'e', held: 'altKey' }, 'Alt e'],
  [{ key: 'ArrowLeft' }, 'ArrowLeft'],
  [{ key: 'ArrowUp', held: 'shiftKey' }, 'Shift ArrowUp'],
  [{ key: 'F6' }, 'F6'],
  [{ key: 'Escape' }, 'Escape'],
] as const)('other keys run theirs whether single keys are on or off: %j', (press, chord) => {
  expect(ran(press, true)).toBe(chord);
  expect(ran(press, false)).toBe(chord);
});
