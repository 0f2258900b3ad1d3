import type { AccessGrant } from '../../../core';

/** What was given for servers that do not let everyone read. Replaced as a whole, so that what is taken back holds no more at once. */
export class AccessList {
  #grants: readonly AccessGrant[] = [];

  set(grants: readonly AccessGrant[]): void {
    this.#grants = grants;
  }

  /** What was given for an address, the closest path first; `undefined` for every address of another origin. */
  grantFor({ origin, pathname }: URL): AccessGrant | undefined {
    const [closest] = this.#grants
      .filter((grant) => grant.origin === origin && `${pathname}/`.startsWith(grant.path))
      .sort((a, b) => b.path.length - a.path.length);
    return closest;
  }
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
