import type { AccessGrant } from '../../core';
import { isPrivateHost } from '../../share';

/** What someone typed or pasted to be let into a server. */
export type GivenAccess = {
  /** A location, or the address of a server. */
  readonly address: string;
  /** It holds for all of the server, not for what lies below the address alone. */
  readonly isForServer: boolean;
  readonly mayKeep: boolean;
} & (
  | { readonly kind: 'header'; readonly name: string; readonly value: string }
  /** A signed address, or its query alone. */
  | { readonly kind: 'query'; readonly signed: string }
);

/** Why what was given cannot be used. */
export type AccessFault =
  'no-address' | 'not-encrypted' | 'header-name' | 'header-value' | 'no-query' | 'other-server';

/** What pages may not set, and what the program sets itself. */
const reserved =
  /^(accept-charset|accept-encoding|access-control-.*|connection|content-.*|cookie2?|date|dnt|expect|host|if-.*|keep-alive|origin|permissions-policy|proxy-.*|range|referer|sec-.*|set-cookie|te|trailer|transfer-encoding|upgrade|via)$/i;
const token = /^[\w!#$%&'*+.^`|~-]{1,200}$/;
const maxSecretLength = 16_384;

/** Understands what was given. Nothing of it is in what a fault says. */
export function readGrant(
  given: GivenAccess,
  urlOf: (address: string) => URL | undefined,
): AccessGrant | AccessFault {
  const signed = given.kind === 'query' ? signedParts(given.signed) : undefined;
  if (signed?.query === '') return 'no-query';
  const url = urlOf(given.address.trim() === '' ? (signed?.address ?? '') : given.address);
  if (url === undefined) return 'no-address';
  if (url.protocol !== 'https:' && !isPrivateHost(url.hostname)) return 'not-encrypted';
  const { origin } = url;
  const path = given.isForServer ? '/' : `${url.pathname.replace(/\/+$/, '')}/`;
  const place = { origin, path, mayKeep: given.mayKeep };
  if (given.kind === 'header') {
    const header = readHeader(given.name, given.value);
    return typeof header === 'string' ? header : { ...place, headers: [header], query: '' };
  }
  const { query = '' } = signed ?? {};
  const own = signed?.address === undefined ? undefined : urlOf(signed.address);
  if (own !== undefined && own.origin !== origin) return 'other-server';
  return { ...place, headers: [], query };
}

function readHeader(name: string, value: string): readonly [string, string] | AccessFault {
  const [plainName, plainValue] = [name.trim(), value.trim()];
  if (!token.test(plainName) || reserved.test(plainName)) return 'header-name';
  const isUsable =
    plainValue !== '' && plainValue.length <= maxSecretLength && /^[\t\x20-\x7e\xa0-\xff]+$/.test(plainValue);
  return isUsable ? [plainName, plainValue] : 'header-value';
}

/** The query of a signed address, and the address without it where there is one. */
function signedParts(text: string): { readonly address?: string; readonly query: string } {
  const plain = text.trim();
  if (plain.length > maxSecretLength) return { query: '' };
  const at = plain.indexOf('?');
  const [head, tail] = at < 0 ? ['', plain] : [plain.slice(0, at), plain.slice(at + 1)];
  const query = new URL(`https://x.invalid/?${tail.replace(/#.*$/s, '')}`).search;
  const isQuery = at >= 0 || /^[^\s/:]+=/.test(plain);
  return { ...(head !== '' && { address: head }), query: isQuery ? query : '' };
}
