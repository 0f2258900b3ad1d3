import { isChord, type KeyPress } from './keys/chord';
import type { Command, CommandContext } from './command';
import { axisCommands } from './groups/axis-commands';
import { layerCommands } from './groups/layer-commands';
import { pageCommands } from './groups/page-commands';
import { pictureCommands } from './groups/picture-commands';
import { toolCommands } from './groups/tool-commands';

/** Every command that is not about one layer, whether it can be done now or not. Make them once: they ask the viewer when needed. */
export function makeCommands(context: CommandContext): Command[] {
  return [
    ...pictureCommands(context),
    ...axisCommands(context),
    ...layerCommands(context),
    ...toolCommands(context),
    ...pageCommands(context),
  ];
}

/** Returns the command that a key press asks for: the one that has the key, else one that has it to spare; none that is blocked. */
export function commandFor(commands: readonly Command[], press: KeyPress): Command | undefined {
  const has = (chords: readonly string[] = []) => chords.some((chord) => isChord(chord, press));
  const can = ({ blocked }: Command) => blocked?.() === undefined;
  return (
    commands.find((command) => has(command.keys) && can(command)) ??
    commands.find((command) => has(command.spareKeys) && can(command))
  );
}

/** Returns a command by its id. */
export function commandById(commands: readonly Command[], id: string): Command {
  const command = commands.find((candidate) => candidate.id === id);
  if (!command) throw new Error(`There is no command '${id}'.`);
  return command;
}
