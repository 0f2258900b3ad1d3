import type { ListedEntry } from '../stores/byte-store';

/** What a server said when it was asked for a listing. */
export interface ListingAnswer {
  readonly status: number;
  readonly contentType: string;
  /** Where the answer came from, after redirects. */
  readonly url: string;
  readonly text: string;
}

/** Asks for one document of a listing; `undefined` when the server does not let this page read it. */
export type AskForListing = (url: URL) => Promise<ListingAnswer | undefined>;

/** Which folder is to be listed: `root` ends in '/', `folder` lies below it and ends in '/' too. */
export interface ListedFolder {
  readonly root: URL;
  readonly folder: URL;
}

/** Lists folders of one store over HTTP; it learns how its server does. */
export interface FolderLister {
  /** `undefined` when the server lists nothing that can be read. */
  list(folder: ListedFolder, ask: AskForListing): Promise<readonly ListedEntry[] | undefined>;
}
