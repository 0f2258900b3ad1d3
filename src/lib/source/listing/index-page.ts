import type { ListedEntry } from '../stores/byte-store';
import { ListedEntries } from './listed-entries';
import { readMarkup } from './markup-reader';

/** How index pages of servers are headed: nginx, Apache, `http-server`, Python, `serve`. */
const heading = /^(index of|directory listing for|files within|listing of)\b/i;
const caddy = 'https://caddyserver.com';
/** Text of a heading that is looked at. */
const maxHeadingLength = 200;

/**
 * Reads a page that lists a folder, without building or running anything of it: only its links and its headings are looked at, and
 * of the links only those that lead right below `folder`, on its own origin. `undefined` where the page is none that lists one.
 */
export function readIndexPage(html: string, folder: URL): ListedEntry[] | undefined {
  const page = new IndexPage(folder);
  readMarkup(html, 'html', {
    open: (tag) => page.open(tag),
    attribute: (name, value) => page.attribute(name, value),
    text: (text) => page.text(text),
    close: () => page.close(),
  });
  return page.isListing ? page.entries.sorted() : undefined;
}

class IndexPage {
  readonly entries = new ListedEntries();
  isListing = false;
  readonly #folder: URL;
  readonly #parent: string;
  #tag = '';
  /** What has been read of a heading; absent outside of one. */
  #heading: string | undefined;

  constructor(folder: URL) {
    this.#folder = folder;
    this.#parent = new URL('..', folder).pathname;
  }

  open(tag: string): void {
    this.#tag = tag;
    this.#heading = tag === 'title' || tag === 'h1' ? '' : undefined;
  }

  attribute(name: string, value: string): void {
    if (this.#tag === 'a' && name === 'href') this.#link(value.trim());
  }

  text(text: string): void {
    if (this.#heading === undefined || this.#heading.length >= maxHeadingLength) return;
    this.#heading += text.slice(0, maxHeadingLength);
    this.isListing ||= heading.test(this.#heading.trimStart());
  }

  close(): void {
    this.#heading = undefined;
  }

  #link(href: string): void {
    const url = href === '' ? undefined : addressOf(href, this.#folder);
    if (url === undefined) return;
    this.isListing ||= url.origin === caddy;
    if (url.origin !== this.#folder.origin || url.username !== '' || url.password !== '') return;
    const { pathname } = this.#folder;
    // Pages that are headed in other words lead to the folder above.
    this.isListing ||= href.startsWith('..') && url.pathname === this.#parent && url.pathname !== pathname;
    if (url.search !== '' || !url.pathname.startsWith(pathname)) return;
    const name = decoded(url.pathname.slice(pathname.length));
    if (name !== undefined) this.entries.add(name);
  }
}

/** The name behind a segment of an address, which keeps its last slash; `undefined` where it has another one or is not UTF-8. */
function decoded(segment: string): string | undefined {
  const isFolder = segment.endsWith('/');
  try {
    const name = decodeURIComponent(isFolder ? segment.slice(0, -1) : segment);
    return name.includes('/') ? undefined : `${name}${isFolder ? '/' : ''}`;
  } catch (error) {
    if (error instanceof URIError) return undefined;
    throw error;
  }
}

function addressOf(href: string, base: URL): URL | undefined {
  return URL.canParse(href, base) ? new URL(href, base) : undefined;
}
