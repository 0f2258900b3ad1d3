import type { Command } from '../command';
import { commandFor } from '../registry';
import { isSingleKey, pressOf } from './chord';
import { isTaken, keysOf } from './keys-of';

export interface RunKeyOptions {
  readonly commands: readonly Command[];
  /** A dialog lies over the page, or is being loaded: keys are for that, even before it is there. */
  readonly hasDialog: boolean;
  /** Keys of one character do something; see {@link isSingleKey}. */
  readonly hasSingleKeys: boolean;
  /** The picture moves by keyboard. */
  readonly onMove: () => void;
}

/** Runs the command that a key press asks for, unless the focused element needs the key itself. */
export function runKey(
  event: KeyboardEvent,
  { commands, hasDialog, hasSingleKeys, onMove }: RunKeyOptions,
): void {
  if (event.defaultPrevented) return;
  const press = pressOf(event);
  if (!hasSingleKeys && isSingleKey(press)) return;
  const command = commandFor(commands, press);
  if (!command || !(hasDialog ? takesDialog(command, event) : mayRun(command, event))) return;
  event.preventDefault();
  if (command.moves) onMove();
  command.run();
}

function takesDialog(command: Command, event: KeyboardEvent): boolean {
  return command.takesDialog === true && keysOf(event.target) !== 'all';
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
