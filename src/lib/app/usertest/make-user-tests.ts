import { AppError } from '../../core';
import { decodeLink } from '../../share';
import { loadDocumentReader, maxDocumentBytes } from '../../telemetry';
import type { Session } from '../session/session';
import { downloadFile } from '../viewer/download-file';
import type { LinkOpener } from '../viewer/link-opener';
import type { NoticeList } from '../viewer/notice-list.svelte';
import { mustAsk, readPageLink } from '../viewer/start';
import { documentUrl, fetchDocument } from './fetch-document';
import { AppUserTests } from './user-tests.svelte';

/** What a page opens with, and tells failures by. */
export interface UserTestPageParts {
  readonly session: Session;
  /** See `addressedTest`. */
  readonly address: string | null;
  readonly links: LinkOpener;
  readonly notices: NoticeList;
  readonly onClose: () => void;
}

/** Makes the user tests of a page. The recorder is loaded once a person agrees to be recorded. */
export function makeUserTests({
  session,
  address,
  links,
  notices,
  onClose,
}: UserTestPageParts): AppUserTests {
  const linkOf = (start: string) => new URL(start, document.baseURI).href;
  return new AppUserTests({
    address: address ?? undefined,
    urlOf: (asked) => documentUrl(asked, document.baseURI),
    mustAsk: (url) => mustAsk(url.href),
    fetch: fetchDocument,
    read: async (text) => (await documentReader())?.(text) ?? { kind: 'fault', fault: { kind: 'no-reader' } },
    canOpen: async (start) => URL.canParse(start, document.baseURI) && (await isWholeLink(linkOf(start))),
    open: (start) => {
      const open = session.opening.slots.openSlots.map(({ location }) => location);
      return links.show(readPageLink(linkOf(start), open));
    },
    record: async (tasks, onEnd) => {
      const { SessionRecording } = await import('./record-session');
      return new SessionRecording({ session, tasks, notices: () => notices.all, onEnd });
    },
    download: downloadFile,
    guard,
    // A byte more than it may have says that it has too many; the rest of it is not read.
    textOf: (file) => file.slice(0, maxDocumentBytes + 1).text(),
    onClose,
  });
}

/** `undefined` when it cannot be loaded, which the next file tries again. */
async function documentReader() {
  try {
    return await loadDocumentReader();
  } catch (error) {
    // What an import rejects with; anything else is a fault of ours.
    if (error instanceof TypeError) return undefined;
    throw error;
  }
}

/** One that names something to open, and can be read in full. */
async function isWholeLink(href: string): Promise<boolean> {
  try {
    const { sources, failures } = await decodeLink(href);
    return sources.length > 0 && failures.length === 0;
  } catch (error) {
    if (error instanceof AppError) return false;
    throw error;
  }
}

function guard(): () => void {
  const ask = (event: BeforeUnloadEvent) => event.preventDefault();
  addEventListener('beforeunload', ask);
  return () => removeEventListener('beforeunload', ask);
}
