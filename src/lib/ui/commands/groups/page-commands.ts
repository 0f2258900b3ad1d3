import { inGroup, withPicture, type Command, type CommandContext, type Groupless } from '../command';

/** What concerns the page itself; most of it works without a picture. */
export function pageCommands(context: CommandContext): Command[] {
  const { viewer, screen } = context;
  const { history } = viewer;
  return inGroup('Page', [
    {
      id: 'page.palette',
      label: 'All commands',
      icon: 'search',
      keys: ['Mod k', 'Mod Shift p'],
      anywhere: true,
      takesDialog: true,
      run: () => screen.setDialog('palette', true),
    },
    {
      id: 'page.shortcuts',
      label: 'Keyboard shortcuts',
      icon: 'help',
      keys: ['?'],
      run: () => screen.setDialog('shortcuts', true),
    },
    {
      id: 'page.undo',
      label: 'Undo',
      icon: 'undo',
      detail: () => history.undoName,
      keys: ['Mod z'],
      blocked: () => (history.undoName === undefined ? 'There is nothing to undo' : undefined),
      run: () => void history.undo(),
    },
    {
      id: 'page.redo',
      label: 'Redo',
      icon: 'redo',
      detail: () => history.redoName,
      keys: ['Mod Shift z'],
      blocked: () => (history.redoName === undefined ? 'There is nothing to redo' : undefined),
      run: () => void history.redo(),
    },
    {
      id: 'page.nextRegion',
      label: 'Next region of the page',
      keys: ['F6'],
      anywhere: true,
      run: () => screen.focusRegion(1),
    },
    {
      id: 'page.regionBefore',
      label: 'Region of the page before',
      keys: ['Shift F6'],
      anywhere: true,
      run: () => screen.focusRegion(-1),
    },
    {
      id: 'page.fold',
      label: 'Fold or unfold all panels',
      keys: ['\\'],
      blocked: withPicture(context),
      checked: () => screen.isBare,
      run: () => screen.toggleFolded(),
    },
    ...siteCommands(context),
  ]);
}

/** What outlives the picture: links, what is kept, preferences. */
function siteCommands(context: CommandContext): Groupless[] {
  const { viewer, screen } = context;
  const { preferences } = viewer;
  const other = () => (preferences.theme === 'dark' ? 'light' : 'dark');
  return [
    {
      id: 'page.library',
      label: 'On this device',
      icon: 'shelf',
      keys: ['l'],
      checked: () => screen.isLibraryOpen,
      run: () => screen.toggleLibrary(),
    },
    {
      id: 'page.copyLink',
      label: 'Copy a link to this view',
      icon: 'link',
      keys: ['y'],
      blocked: withPicture(context),
      run: () => void copyLink(context),
    },
    {
      id: 'page.preferences',
      label: 'Preferences',
      icon: 'sliders',
      keys: ['Mod ,'],
      takesDialog: true,
      run: () => screen.setDialog('preferences', true),
    },
    {
      id: 'page.theme',
      label: 'Dark or light theme',
      icon: 'sun',
      run: () => preferences.set({ theme: other() }),
    },
    {
      id: 'page.start',
      label: 'Start page: closes every layer',
      blocked: withPicture(context),
      run: () => viewer.closeAll(),
    },
    {
      id: 'page.install',
      label: 'Install as an app',
      icon: 'kept',
      blocked: () => (viewer.canInstall ? undefined : 'The browser does not offer it now'),
      run: () => void viewer.install(),
    },
  ];
}

async function copyLink({ viewer, screen }: CommandContext): Promise<void> {
  try {
    await viewer.share.copyLink();
    screen.tell('Link copied');
  } catch (error) {
    // The browser's own refusal; the address of the page is the same link, and the user is told so.
    if (!(error instanceof DOMException)) throw error;
    screen.tell('No access to the clipboard: copy the address of the page');
  }
}
