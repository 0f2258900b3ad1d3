import type { AccessGrant } from '../../../core';

/** What was given for servers that do not let everyone read. Replaced as a whole, so that what is taken back holds no more at once. */
export class AccessList {
  #grants: readonly NumberedGrant[] = [];
  #lastNumber = 0;

  set(grants: readonly AccessGrant[]): void {
    const before = this.#grants;
    this.#grants = grants.map((grant) => {
      const known = before.find((one) => isSameGrant(one.grant, grant));
      return { grant, number: known?.number ?? ++this.#lastNumber };
    });
  }

  /** What was given for an address, the closest path first; `undefined` for every address of another origin. */
  grantFor(url: URL): AccessGrant | undefined {
    return this.#closest(url)?.grant;
  }

  /** Tells what is read from an address now from what is read with something else given, or nothing ('': nothing is). No secret. */
  markOf(url: URL): string {
    const closest = this.#closest(url);
    return closest ? `|private${String(closest.number)}` : '';
  }

  #closest({ origin, pathname }: URL): NumberedGrant | undefined {
    const [closest] = this.#grants
      .filter(({ grant }) => grant.origin === origin && `${pathname}/`.startsWith(grant.path))
      .sort((a, b) => b.grant.path.length - a.grant.path.length);
    return closest;
  }
}

/** What was given, with a number that stays while the same is given. */
interface NumberedGrant {
  readonly grant: AccessGrant;
  readonly number: number;
}

function isSameGrant(a: AccessGrant, b: AccessGrant): boolean {
  const sent = ({ origin, path, headers, query }: AccessGrant): string =>
    JSON.stringify([origin, path, headers, query]);
  return sent(a) === sent(b);
}

/** A request with what was given for its address. It is not kept by the browser, whose cache would be keyed by the query. */
export function withGrant(
  url: URL,
  init: RequestInit,
  grant: AccessGrant,
): { href: string; init: RequestInit } {
  const headers = new Headers(init.headers);
  for (const [name, value] of grant.headers) headers.set(name, value);
  return { href: signed(url, grant.query), init: { ...init, headers, cache: 'no-store' } };
}

function signed(url: URL, query: string): string {
  const target = new URL(url.href);
  if (query !== '') target.search = target.search === '' ? query : `${target.search}&${query.slice(1)}`;
  return target.href;
}
