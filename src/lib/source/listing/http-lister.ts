import { AppError } from '../../core';
import { parseDocument } from '../formats/documents/json-document';
import type { ListedEntry } from '../stores/byte-store';
import { knownBuckets, pageAddress, possibleBuckets, type BucketAddress } from './bucket-address';
import { readObjectsPage } from './bucket-json';
import { addPage, isBucketXml, readBucketPage, type BucketPage } from './bucket-xml';
import type { AskForListing, FolderLister, ListedFolder, ListingAnswer } from './folder-lister';
import { readIndexJson } from './index-json';
import { readIndexPage } from './index-page';
import { ListedEntries } from './listed-entries';

/** One way of listing; `undefined` where the server does not have it. */
type Way = (folder: URL, ask: AskForListing) => Promise<readonly ListedEntry[] | undefined>;

/** Pages of a list that are asked for; each holds a thousand entries. */
const maxPages = 10;

/**
 * Lists folders as their server lets them be listed: S3's `ListObjectsV2` and its like, Google Cloud Storage, and index pages. What
 * worked once is asked for first; where nothing worked for the first folder, nothing is asked for again.
 */
export class HttpLister implements FolderLister {
  #way: Way | undefined;
  #isHopeless = false;

  async list(
    { root, folder }: ListedFolder,
    ask: AskForListing,
  ): Promise<readonly ListedEntry[] | undefined> {
    if (this.#way) return this.#way(folder, ask);
    if (this.#isHopeless) return undefined;
    // What was signed is signed as it is: a list would take another signature.
    const ways = root.search === '' ? waysOf(folder) : [indexWay];
    for (const way of ways) {
      const entries = await way(folder, ask);
      if (entries === undefined) continue;
      this.#way = way;
      return entries;
    }
    this.#isHopeless = true;
    return undefined;
  }
}

function waysOf(folder: URL): Way[] {
  const known = knownBuckets(folder);
  if (known.length > 0) return known.map((_, at) => bucketWay((url) => knownBuckets(url)[at]));
  return [indexWay, ...possibleBuckets(folder).map((_, at) => guardedBucketWay(at))];
}

const indexWay: Way = async (folder, ask) => {
  const answer = await ask(folder);
  if (answer?.status !== 200 || !isFrom(answer, folder)) return undefined;
  if (isJson(answer)) return readIndexJson(parsed(answer));
  return answer.contentType.startsWith('text/html') ? readIndexPage(answer.text, folder) : undefined;
};

/** Only where what the server says of a folder looks like S3: else every static host would be asked for buckets. */
function guardedBucketWay(at: number): Way {
  const way = bucketWay((url) => possibleBuckets(url)[at]);
  let speaksS3: boolean | undefined;
  return async (folder, ask) => {
    speaksS3 ??= isBucketXml((await ask(folder))?.text ?? '') || /(^|[.-])s3[.-]/.test(folder.hostname);
    return speaksS3 ? way(folder, ask) : undefined;
  };
}

function bucketWay(addressOf: (folder: URL) => BucketAddress | undefined): Way {
  return async (folder, ask) => {
    const address = addressOf(folder);
    if (!address) return undefined;
    const entries = new ListedEntries();
    let next: string | undefined;
    for (let pages = 0; pages < maxPages && !entries.isFull; pages++) {
      const page = readPage(address, await ask(pageAddress(address, next)));
      if (!page) return pages === 0 ? undefined : entries.sorted();
      addPage(page, address.prefix, entries);
      next = page.next;
      if (next === undefined) break;
    }
    return entries.sorted();
  };
}

function readPage({ dialect }: BucketAddress, answer: ListingAnswer | undefined): BucketPage | undefined {
  if (answer?.status !== 200) return undefined;
  if (dialect === 'gcs') return isJson(answer) ? readObjectsPage(parsed(answer)) : undefined;
  return /<ListBucketResult[\s>]/.test(answer.text.slice(0, 500)) ? readBucketPage(answer.text) : undefined;
}

/** A redirect to a sign-in leads elsewhere; one to the same folder does not. */
function isFrom({ url }: ListingAnswer, folder: URL): boolean {
  if (!URL.canParse(url)) return false;
  const from = new URL(url);
  return from.origin === folder.origin && from.pathname === folder.pathname;
}

function isJson({ contentType }: ListingAnswer): boolean {
  return /^application\/([\w.+-]*\+)?json\b/.test(contentType);
}

/** `undefined` for what is no JSON, or more of it than a listing can be. */
function parsed({ text }: ListingAnswer): unknown {
  try {
    return parseDocument(new TextEncoder().encode(text), 'listing');
  } catch (error) {
    if (error instanceof AppError) return undefined;
    throw error;
  }
}
