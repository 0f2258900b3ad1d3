import type { Command } from '../command';
import { commandFor } from '../registry';
import { pressOf } from './chord';
import { isTaken, keysOf, type KeysTaken } from './keys-of';

export interface RunKeyOptions {
  readonly commands: readonly Command[];
  /** The picture moves by keyboard. */
  readonly onMove: () => void;
}

/** Runs the command that a key press asks for, unless the focused element needs the key itself. */
export function runKey(event: KeyboardEvent, { commands, onMove }: RunKeyOptions): void {
  if (event.defaultPrevented) return;
  const command = commandFor(commands, pressOf(event));
  if (!command || !mayRun(command, event)) return;
  event.preventDefault();
  if (command.moves) onMove();
  command.run();
}

function mayRun({ anywhere = false }: Command, event: KeyboardEvent): boolean {
  const taken = keysOf(event.target);
  if (!isTaken(taken, event.key)) return true;
  return taken === 'typing' && (anywhere || isUnneeded(event, taken));
}

/** A field that is empty has nothing to take back: Ctrl+Z is the viewer's then. */
function isUnneeded({ target, ctrlKey, metaKey }: KeyboardEvent, taken: KeysTaken): boolean {
  const isEmpty = target instanceof HTMLInputElement && target.value === '';
  return taken === 'typing' && (ctrlKey || metaKey) && isEmpty;
}
