import type { ListedEntries } from './listed-entries';
import { readMarkup } from './markup-reader';

/** One page of a `ListObjectsV2` answer, S3's or that of a server which speaks as S3 does. */
export interface BucketPage {
  /** Full keys. */
  readonly keys: readonly { readonly key: string; readonly sizeBytes?: number }[];
  /** Each ends in the delimiter. */
  readonly prefixes: readonly string[];
  /** Where the next page begins; absent on the last one. */
  readonly next?: string;
}

/** A page has a thousand of each at most; a server that sends more is not followed. */
const maxPerPage = 5000;
const maxTextLength = 4096;
/** What a page says of itself. */
const words = ['IsTruncated', 'NextContinuationToken', 'EncodingType'];

/** True for what servers that speak as S3 does send in place of an object: an error, or the list of a bucket. */
export function isBucketXml(text: string): boolean {
  return /^\s*(<\?xml[^>]*\?>)?\s*<(Error|ListBucketResult)[\s>]/.test(text);
}

/** Reads a page; `undefined` where the text is none. Entities of a document's own are not known, let alone expanded. */
export function readBucketPage(xml: string): BucketPage | undefined {
  if (!isBucketXml(xml)) return undefined;
  const reader = new BucketReader();
  readMarkup(xml, 'xml', {
    open: (tag) => reader.open(tag),
    text: (text) => reader.text(text),
    close: (tag) => reader.close(tag),
  });
  return reader.page();
}

/** Adds what a page has right below `prefix`. */
export function addPage(page: BucketPage, prefix: string, entries: ListedEntries): void {
  for (const key of page.prefixes) if (key.startsWith(prefix)) entries.add(key.slice(prefix.length));
  for (const { key, sizeBytes } of page.keys)
    if (key.startsWith(prefix)) entries.add(key.slice(prefix.length), sizeBytes);
}

class BucketReader {
  readonly #keys: { key: string; sizeBytes?: number }[] = [];
  readonly #prefixes: string[] = [];
  readonly #words = new Map<string, string>();
  /** The list that elements are part of. */
  #list = '';
  #text = '';

  open(tag: string): void {
    if (tag === 'Contents' || tag === 'CommonPrefixes') this.#list = tag;
    this.#text = '';
  }

  text(text: string): void {
    if (this.#text.length < maxTextLength) this.#text += text;
  }

  close(tag: string): void {
    if (tag === this.#list) this.#list = '';
    else if (this.#list === 'Contents') this.#object(tag);
    else if (this.#list === 'CommonPrefixes') this.#prefix(tag);
    else if (words.includes(tag)) this.#words.set(tag, this.#text);
    this.#text = '';
  }

  page(): BucketPage {
    const isEncoded = this.#words.get('EncodingType') === 'url';
    const decode = (key: string) => (isEncoded ? fromUrl(key) : key);
    const next = this.#words.get('NextContinuationToken');
    const isTruncated = this.#words.get('IsTruncated') === 'true' && next !== undefined && next !== '';
    return {
      keys: this.#keys.map((entry) => ({ ...entry, key: decode(entry.key) })),
      prefixes: this.#prefixes.map(decode),
      ...(isTruncated && { next }),
    };
  }

  #object(tag: string): void {
    const last = this.#keys.at(-1);
    if (tag === 'Key' && this.#keys.length < maxPerPage) this.#keys.push({ key: this.#text });
    else if (tag === 'Size' && last && /^\d{1,15}$/.test(this.#text)) last.sizeBytes = Number(this.#text);
  }

  #prefix(tag: string): void {
    if (tag === 'Prefix' && this.#prefixes.length < maxPerPage) this.#prefixes.push(this.#text);
  }
}

/** `encoding-type=url` writes spaces as '+'. What is not UTF-8 stays as it is written. */
function fromUrl(key: string): string {
  try {
    return decodeURIComponent(key.replaceAll('+', ' '));
  } catch (error) {
    if (error instanceof URIError) return key;
    throw error;
  }
}
