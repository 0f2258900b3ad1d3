import type { Command } from '../command';
import { commandFor } from '../registry';
import { pressOf } from './chord';
import { isTaken, keysOf } from './keys-of';

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

function mayRun({ anywhere }: Command, event: KeyboardEvent): boolean {
  const taken = keysOf(event.target);
  if (!isTaken(taken, event.key)) return true;
  return taken === 'typing' && (anywhere === true || isUnneeded(event));
}

/** A field that is empty has nothing to take back: Ctrl+Z is the viewer's then. */
function isUnneeded({ target, ctrlKey, metaKey }: KeyboardEvent): boolean {
  return (ctrlKey || metaKey) && target instanceof HTMLInputElement && target.value === '';
}
