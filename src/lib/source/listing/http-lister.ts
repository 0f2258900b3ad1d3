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
    const once = askedOnce(ask);
    for (const way of await waysOf({ root, folder }, once)) {
      const entries = await way(folder, once);
      if (entries === undefined) continue;
      this.#way = way;
      return entries;
    }
    this.#isHopeless = true;
    return undefined;
  }
}

/** Asks for each address once, while it is found out how a server lists. */
function askedOnce(ask: AskForListing): AskForListing {
  const answers = new Map<string, Promise<ListingAnswer | undefined>>();
  return (url) => {
    const answer = answers.get(url.href) ?? ask(url);
    answers.set(url.href, answer);
    return answer;
  };
}

/** The ways that are worth a try. Servers of one's own are asked for buckets only where they speak as S3 does. */
async function waysOf({ root, folder }: ListedFolder, ask: AskForListing): Promise<Way[]> {
  const known = root.search === '' ? knownBuckets(folder) : [];
  if (known.length > 0) return known.map((_, at) => bucketWay((url) => knownBuckets(url)[at]));
  const answer = await ask(folder);
  if (answer && readIndex(answer, folder)) return [indexWay];
  // What was signed is signed as it is: a list would take another signature.
  if (root.search !== '' || !speaksS3(answer, folder)) return [];
  return possibleBuckets(folder).map((_, at) => bucketWay((url) => possibleBuckets(url)[at]));
}

const indexWay: Way = async (folder, ask) => {
  const answer = await ask(folder);
  return answer && readIndex(answer, folder);
};

function readIndex(answer: ListingAnswer, folder: URL): readonly ListedEntry[] | undefined {
  if (answer.status !== 200 || !isFrom(answer, folder)) return undefined;
  if (isJson(answer)) return readIndexJson(parsed(answer));
  return answer.contentType.startsWith('text/html') ? readIndexPage(answer.text, folder) : undefined;
}

function speaksS3(answer: ListingAnswer | undefined, { hostname }: URL): boolean {
  return isBucketXml(answer?.text ?? '') || /(^|[.-])s3[.-]/.test(hostname);
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
