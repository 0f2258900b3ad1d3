import type { PickRow } from '../../offline';
import type { Session } from '../session/session';
import type { AppShareViewer } from '../share/share-viewer.svelte';
import { isUserTestFile } from '../usertest/is-user-test-file';
import type { UserTestEntry } from '../usertest/user-test-model';
import type { LinkOpener } from '../viewer/link-opener';
import { linkTo } from '../viewer/start';
import { LocalOpener } from './local-opener';

/** What a page opens with. */
export interface LocalPageParts {
  readonly links: LinkOpener;
  readonly onChange: () => Promise<void>;
}

/** What takes files that hold no data. */
interface LocalPage {
  readonly session: Session;
  readonly share: AppShareViewer;
  readonly userTest: UserTestEntry;
}

/** Joins things of this device to the page that shows them, and to what keeps their handles. */
export function makeLocalOpener(page: LocalPage, { links, onChange }: LocalPageParts): LocalOpener {
  const { session, share } = page;
  const { client } = session.keeping;
  const isOpen = (location: string): boolean =>
    session.scene.layers.some(({ source }) => source.dataset.location === location);
  const opened = async (opening: Promise<void>, location: string): Promise<boolean> => {
    await opening;
    return isOpen(location);
  };
  return new LocalOpener({
    store: {
      list: async () => (await client.ask({ type: 'picks' })) as readonly PickRow[],
      put: async (pick) => void (await client.ask({ type: 'put-pick', pick })),
      forget: async (id) => void (await client.ask({ type: 'forget-pick', id })),
    },
    open: (location) => opened(links.open(location), location),
    reopen: (location) => opened(links.openLinked(location), location),
    show: (location) => opened(links.show(linkTo(location, '')), location),
    openOther: async (files) => {
      const isTest = await Promise.all(files.map(isUserTestFile));
      const tests = files.filter((_, at) => isTest[at]);
      if (tests.length > 0) {
        page.userTest.isOpen = true;
        await (await page.userTest.load()).addFiles(tests);
      }
      for (const [at, file] of files.entries()) if (!isTest[at]) await share.openFile(file);
    },
    onChange,
  });
}
