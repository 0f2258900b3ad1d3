import type { AppErrorCode } from '../../../core';

/** What a request for one document of a location came to. */
export type DocumentFinding =
  /** The browser gave the page no answer. */
  | { readonly path: string; readonly outcome: 'hidden' }
  /** The server answers with a redirect; where to is not known. */
  | { readonly path: string; readonly outcome: 'redirect' }
  | {
      readonly path: string;
      readonly outcome: 'answered';
      readonly status: number;
      /** It is a web page. */
      readonly isPage: boolean;
      /** Where it came from in the end, without its query; absent when there was no redirect. */
      readonly redirectedTo?: string;
    };

/** What was found out about a location that failed: plain, without secrets, for {@link verdictOf} to judge. */
export interface Findings {
  readonly page: { readonly isEncrypted: boolean; readonly isPrivate: boolean };
  readonly target: {
    readonly isEncrypted: boolean;
    readonly isPrivate: boolean;
    readonly isLoopback: boolean;
  };
  /** What the program itself came to. */
  readonly code: AppErrorCode;
  readonly status?: number;
  readonly isOnline: boolean;
  /** What was given for the address: its headers need leave of their own, and none of it goes with these requests. */
  readonly given: 'nothing' | 'query' | 'headers';
  readonly documents: readonly DocumentFinding[];
  /** Whether the host answers a request whose answer stays hidden; absent where that was not asked. */
  readonly reach?: 'answers' | 'silent';
  /** Whether the browser lets this page ask hosts on the local network; absent where it does not say. */
  readonly permission?: PermissionState;
  /** Absent where nothing was there to ask a part of. */
  readonly ranges?: 'honoured' | 'ignored';
}

/** What keeps a location from being opened. */
export const verdictKinds = [
  'cors',
  'cors-on-errors',
  'cors-header',
  'forbidden',
  'not-found',
  'sign-in',
  'mixed-content',
  'no-ranges',
  'private-network',
  'bad-metadata',
  'unreachable',
  'offline',
  'busy',
  'opens',
] as const;
export type VerdictKind = (typeof verdictKinds)[number];
