import type { IconName } from '../base/icons';
import type { DimensionModel, Viewer } from '../../app';
import { commands as t } from '../../messages';
import type { DialogName, ToolName } from '../screen/screen-state.svelte';

/** In the order of the list of shortcuts. */
export const commandGroups = ['picture', 'axes', 'layers', 'tools', 'page'] as const;
export type CommandGroup = (typeof commandGroups)[number];

/** What each group is called. */
export const groupTexts: Readonly<Record<CommandGroup, string>> = {
  picture: t.picture,
  axes: t.axes,
  layers: t.layers,
  tools: t.tools,
  page: t.page,
};

/** One thing to do: what buttons, menus, the palette, the list of shortcuts and the key handler are all made of. */
export interface Command {
  /** Never changes: what was used last is remembered by it. */
  readonly id: string;
  readonly group: CommandGroup;
  readonly label: string;
  /** What it is done to, such as the name of a layer. */
  readonly detail?: () => string | undefined;
  readonly icon?: IconName;
  /** Chords, such as 'r' or 'Mod Shift z'; see `chord.ts`. No other command has one of them. */
  readonly keys?: readonly string[];
  /** Keys of other commands, which it takes while those cannot be done. */
  readonly spareKeys?: readonly string[];
  /** The row of the list of shortcuts that it shares with others; absent: a row of its own. */
  readonly row?: { readonly label: string; readonly keys: string };
  /** Its keys work while something is typed, too. */
  readonly anywhere?: true;
  /** Its keys work while a dialog lies over the page, too: what it opens takes that one's place. */
  readonly takesDialog?: true;
  /** Moves the picture: the live region says where to. */
  readonly moves?: true;
  /** Why it cannot be done now; `undefined` when it can. Absent: it always can. */
  readonly blocked?: () => string | undefined;
  /** Present for what is on or off. */
  readonly checked?: () => boolean;
  readonly run: () => void;
}

/** What commands need of the screen. */
export interface CommandScreen {
  readonly focusedDimension: DimensionModel | undefined;
  readonly isHome: boolean;
  readonly isBare: boolean;
  readonly isLibraryOpen: boolean;
  readonly tool: ToolName | undefined;
  isAddOpen: boolean;
  focusNextDimension(delta: number): void;
  toggleFolded(): void;
  setDialog(name: DialogName, isOpen: boolean): void;
  toggleLibrary(): void;
  toggleTool(tool: ToolName): void;
  /** See `ScreenState`. */
  toggleHierarchy(location?: string): void;
  keepHierarchy(): void;
  browsed: { readonly location: string } | undefined;
  chosenLayer: string | null | undefined;
  /** Moves the focus to the next region of the page, or the one before. */
  focusRegion(delta: 1 | -1): void;
  /** Says in a few words what came of a command that shows nothing by itself. */
  tell(words: string): void;
}

/** Where commands come from. */
export interface CommandContext {
  readonly viewer: Viewer;
  readonly screen: CommandScreen;
}

/** A command before its group is known. */
export type Groupless = Omit<Command, 'group'>;

export function inGroup(group: CommandGroup, commands: readonly Groupless[]): Command[] {
  return commands.map((command) => ({ group, ...command }));
}

export const NOTHING_OPEN = t.nothingIsOpen;

/** Returns a reason not to do what needs a picture, with reasons of its own after that. */
export function withPicture(
  { viewer }: CommandContext,
  further: () => string | undefined = () => undefined,
): () => string | undefined {
  return () => (viewer.layers.length === 0 ? NOTHING_OPEN : further());
}
