import { getContext, setContext } from 'svelte';
import type { Command, CommandScreen } from './command';
import { commandById } from './registry';

const KEY = Symbol('commands');

interface Provided {
  readonly commands: readonly Command[];
  readonly screen: CommandScreen;
}

/** Gives the components within one that is being made the commands to build buttons and menus of. */
export function provideCommands(provided: Provided): void {
  setContext(KEY, provided);
}

/** Returns the command of an id, for a component that is being made. */
export function useCommand(id: string): Command {
  return commandById(getContext<Provided>(KEY).commands, id);
}

/** Returns the screen, for a component that is being made. */
export function useScreen(): CommandScreen {
  return getContext<Provided>(KEY).screen;
}
