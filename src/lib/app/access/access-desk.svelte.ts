import type { AccessGrant } from '../../core';
import { readGrant, type AccessFault, type GivenAccess } from './read-grant';

/** Something that was given, without what of it is secret. */
export interface AccessRow {
  readonly origin: string;
  /** '/' for all of the server. */
  readonly path: string;
  readonly headers: readonly string[];
  readonly hasQuery: boolean;
  readonly mayKeep: boolean;
}

export interface AccessDeskOptions {
  /** Where it is held: in memory. */
  readonly held: { readonly grants: readonly AccessGrant[]; set(grants: readonly AccessGrant[]): void };
  /** Where the requests for a location go; `undefined` for what has no server. */
  readonly urlOf: (address: string) => URL | undefined;
}

/** Takes what lets this page into servers, and takes it back. It is held for as long as the page is open, and nowhere else. */
export class AccessDesk {
  rows = $state.raw<readonly AccessRow[]>([]);
  readonly #options: AccessDeskOptions;

  constructor(options: AccessDeskOptions) {
    this.#options = options;
    this.#publish();
  }

  /** Returns why it cannot be used, or the row that it makes. What was given for the same place with another header stays. */
  give(given: GivenAccess): AccessFault | AccessRow {
    const grant = readGrant(given, this.#options.urlOf);
    if (typeof grant === 'string') return grant;
    const { held } = this.#options;
    const before = held.grants.find((one) => isSamePlace(one, grant));
    const merged = before ? merge(before, grant) : grant;
    held.set([...held.grants.filter((one) => one !== before), merged]);
    this.#publish();
    return rowOf(merged);
  }

  takeBack(row: Pick<AccessRow, 'origin' | 'path'>): void {
    const { held } = this.#options;
    held.set(held.grants.filter((grant) => !isSamePlace(grant, row)));
    this.#publish();
  }

  #publish(): void {
    this.rows = this.#options.held.grants.map(rowOf);
  }
}

function isSamePlace(
  one: Pick<AccessRow, 'origin' | 'path'>,
  other: Pick<AccessRow, 'origin' | 'path'>,
): boolean {
  return one.origin === other.origin && one.path === other.path;
}

function merge(before: AccessGrant, given: AccessGrant): AccessGrant {
  const names = given.headers.map(([name]) => name.toLowerCase());
  const others = before.headers.filter(([name]) => !names.includes(name.toLowerCase()));
  return { ...given, headers: [...others, ...given.headers], query: given.query || before.query };
}

function rowOf({ origin, path, headers, query, mayKeep }: AccessGrant): AccessRow {
  return { origin, path, headers: headers.map(([name]) => name), hasQuery: query !== '', mayKeep };
}
