import { commands as t } from '../../../messages';
import { chordText, isSingleKeyChord } from '../keys/chord';
import { commandGroups, type Command, type CommandGroup } from '../command';
import { tellingRows } from './pointer-rows';

/** One row of the list of shortcuts. */
export interface ListRow {
  readonly label: string;
  readonly keys: string;
}

export interface ListOptions {
  readonly isMac: boolean;
  /** Keys of one character do something; those that do nothing are left out. */
  readonly hasSingleKeys: boolean;
}

/** Returns the rows of the list by group: every command that has keys, those that share a row once, then what pointers do. */
export function listRows(
  commands: readonly Command[],
  options: ListOptions,
): { readonly group: CommandGroup; readonly rows: readonly ListRow[] }[] {
  return commandGroups.map((group) => {
    const rows = new Map<string, ListRow>();
    for (const { label, keys = [], row } of commands.filter((command) => command.group === group)) {
      const working = keys.filter((chord) => options.hasSingleKeys || !isSingleKeyChord(chord));
      if (working.length === 0) continue;
      const own = working.map((chord) => chordText(chord, options)).join(', ');
      const shown = row ? { label: row.label, keys: onThis(row.keys, options) } : { label, keys: own };
      rows.set(shown.label, shown);
    }
    for (const told of tellingRows)
      if (told.group === group) rows.set(told.label, { label: told.label, keys: told.keys });
    return { group, rows: [...rows.values()] };
  });
}

function onThis(keys: string, { isMac }: ListOptions): string {
  return isMac ? keys.replace(t.ctrl, '⌘').replace(t.shift, '⇧').replace(t.alt, '⌥') : keys;
}
