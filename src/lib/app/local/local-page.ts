import type { AppError } from '../../core';
import type { PickRow } from '../../offline';
import type { Session } from '../session/session';
import type { AppShareViewer } from '../share/share-viewer.svelte';
import type { LinkOpener } from '../viewer/link-opener';
import { linkTo } from '../viewer/start';
import type { LocalPage } from './local-viewer.svelte';

/** What a page opens with; there once something is opened. */
export interface LocalPageParts {
  readonly links: () => LinkOpener;
  readonly share: () => AppShareViewer;
  readonly fail: (error: AppError) => void;
}

/** Joins things of this device to the page that shows them, and to what keeps their handles. */
export function localPage(session: Session, { links, share, fail }: LocalPageParts): LocalPage {
  const { client } = session.keeping;
  const isOpen = (location: string): boolean =>
    session.scene.layers.some(({ source }) => source.dataset.location === location);
  const opened = async (opening: Promise<void>, location: string): Promise<boolean> => {
    await opening;
    return isOpen(location);
  };
  return {
    store: {
      list: async () => (await client.ask({ type: 'picks' })) as readonly PickRow[],
      put: async (pick) => void (await client.ask({ type: 'put-pick', pick })),
      forget: async (id) => void (await client.ask({ type: 'forget-pick', id })),
    },
    open: (location) => opened(links().open(location), location),
    reopen: (location) => opened(links().openLinked(location), location),
    show: (location) => opened(links().show(linkTo(location, '')), location),
    openView: (file) => share().openFile(file),
    fail,
  };
}
