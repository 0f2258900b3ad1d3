import { commands as t } from '../../../messages';
import { inGroup, withPicture, type Command, type CommandContext, type Groupless } from '../command';

/** What concerns the page itself; most of it works without a picture. */
export function pageCommands(context: CommandContext): Command[] {
  const { viewer, screen } = context;
  const { history } = viewer;
  return inGroup('page', [
    {
      id: 'page.palette',
      label: t.allCommands,
      icon: 'search',
      keys: ['Mod k', 'Mod Shift p'],
      anywhere: true,
      takesDialog: true,
      run: () => screen.setDialog('palette', true),
    },
    {
      id: 'page.shortcuts',
      label: t.keyboardShortcuts,
      icon: 'help',
      keys: ['?'],
      run: () => screen.setDialog('shortcuts', true),
    },
    {
      id: 'page.undo',
      label: t.undo,
      icon: 'undo',
      detail: () => history.undoName,
      keys: ['Mod z'],
      blocked: () => (history.undoName === undefined ? t.thereIsNothingToUndo : undefined),
      run: () => void history.undo(),
    },
    {
      id: 'page.redo',
      label: t.redo,
      icon: 'redo',
      detail: () => history.redoName,
      keys: ['Mod Shift z'],
      blocked: () => (history.redoName === undefined ? t.thereIsNothingToRedo : undefined),
      run: () => void history.redo(),
    },
    {
      id: 'page.nextRegion',
      label: t.nextRegionOfThePage,
      keys: ['F6'],
      anywhere: true,
      run: () => screen.focusRegion(1),
    },
    {
      id: 'page.regionBefore',
      label: t.regionOfThePageBefore,
      keys: ['Shift F6'],
      anywhere: true,
      run: () => screen.focusRegion(-1),
    },
    {
      id: 'page.fold',
      label: t.foldOrUnfoldAllPanels,
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
      label: t.onThisDevice,
      icon: 'shelf',
      keys: ['l'],
      checked: () => screen.isLibraryOpen,
      run: () => screen.toggleLibrary(),
    },
    {
      id: 'page.collection',
      label: t.plateOrSeries,
      icon: 'wells',
      keys: ['w'],
      detail: () => viewer.collection.browser?.name,
      blocked: () => (viewer.collection.browser ? undefined : t.noPlateWasOpened),
      run: () => screen.setDialog('collection', true),
    },
    {
      id: 'page.copyLink',
      label: t.copyALink,
      icon: 'link',
      keys: ['y'],
      blocked: withPicture(context),
      run: () => void copyLink(context),
    },
    {
      id: 'page.preferences',
      label: t.preferences,
      icon: 'sliders',
      keys: ['Mod ,'],
      takesDialog: true,
      run: () => screen.setDialog('preferences', true),
    },
    {
      id: 'page.access',
      label: t.accessToServers,
      icon: 'lock',
      run: () => screen.setDialog('access', true),
    },
    {
      id: 'page.userTests',
      label: t.userTests,
      run: () => {
        viewer.userTest.isOpen = true;
        void viewer.userTest.load().then((tests) => tests.compare());
      },
    },
    {
      id: 'page.theme',
      label: t.darkOrLightTheme,
      icon: 'sun',
      run: () => preferences.set({ theme: other() }),
    },
    {
      id: 'page.start',
      label: t.startPage,
      blocked: withPicture(context),
      run: () => viewer.closeAll(),
    },
    {
      id: 'page.install',
      label: t.installAsAnApp,
      icon: 'kept',
      blocked: () => (viewer.canInstall ? undefined : t.browserDoesNotOffer),
      run: () => void viewer.install(),
    },
  ];
}

async function copyLink({ viewer, screen }: CommandContext): Promise<void> {
  try {
    if (!(await viewer.share.copyLink())) return;
    const count = viewer.share.withheldCount();
    screen.tell(count === 0 ? t.linkCopied : t.linkCopiedWithout({ count }));
  } catch (error) {
    // The browser's own refusal; the address of the page is the same link, and the user is told so.
    if (!(error instanceof DOMException)) throw error;
    screen.tell(t.noAccessToTheClipboard);
  }
}
