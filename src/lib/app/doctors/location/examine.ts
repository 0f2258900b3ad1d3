import type { AppError } from '../../../core';
import { isPrivateHost } from '../../../share';
import { AccessList } from '../../../source';
import type { AccessGrant } from '../../../core';
import type { Findings, VerdictKind } from './findings';
import { checkCommand, type Fix, type ServerKind } from './fixes/fix';
import { fixesFor, likelyServer } from './fixes/fixes-for';
import { probe, type ProbeEffects } from './probe';
import { verdictOf } from './verdict';

/** What is the matter with a location, and what to do about it. Plain, without secrets. */
export interface Diagnosis {
  readonly verdict: VerdictKind;
  readonly findings: Findings;
  readonly host: string;
  /** Without user, query and fragment. */
  readonly address: string;
  /** Of this page. */
  readonly origin: string;
  /** Names of the headers that were given for it. */
  readonly headers: readonly string[];
  /** What the program itself says of it. */
  readonly message: string;
  /** One for each kind of server; none where it is not for a server to mend. */
  readonly fixes: readonly Fix[];
  readonly likely: ServerKind;
  /** A line of a shell that asks the server as this page does. */
  readonly check: string;
}

/** What failed, and where. */
export interface Complaint {
  readonly error: AppError;
  /** Where its requests go. */
  readonly root: URL;
  readonly isFile: boolean;
}

/** Finds out what keeps a location from being opened. Never fails. */
export async function examine(
  { error, root, isFile }: Complaint,
  grants: readonly AccessGrant[],
  effects: ProbeEffects,
): Promise<Diagnosis> {
  const access = new AccessList();
  access.set(grants);
  const grant = access.grantFor(root);
  const headers = grant?.headers.map(([name]) => name) ?? [];
  const { status, url: failedUrl } = error.detail;
  const findings = await probe(
    {
      ...{ root, isFile, code: error.code },
      given: grant === undefined ? 'nothing' : headers.length > 0 ? 'headers' : 'query',
      ...(typeof status === 'number' && { status }),
      ...(typeof failedUrl === 'string' && { failedUrl }),
    },
    effects,
  );
  const verdict = verdictOf(findings);
  const { origin } = new URL(effects.pageUrl);
  const bare = new URL(root.origin + root.pathname);
  const place = { origin, url: bare, headers };
  return {
    ...{ verdict, findings, headers, origin, host: root.host, address: bare.href, message: error.message },
    ...{ fixes: fixesFor(verdict, place), likely: likelyServer(root), check: checkCommand(place) },
  };
}

const probeMs = 10_000;
/** What browsers call leave to ask hosts on the local network; each knows some of them. */
const permissionNames = ['local-network-access', 'local-network', 'loopback-network'];

/** The effects of this page. */
export function pageEffects(): ProbeEffects {
  return {
    fetch: (input, init) => fetch(input, init),
    isOnline: () => navigator.onLine,
    pageUrl: document.baseURI,
    isPrivateHost,
    deadline: () => AbortSignal.timeout(probeMs),
    permission: localNetworkPermission,
  };
}

async function localNetworkPermission(): Promise<PermissionState | undefined> {
  for (const name of permissionNames) {
    try {
      return (await navigator.permissions.query({ name: name as PermissionName })).state;
    } catch (error) {
      // A name that this browser does not know.
      if (!(error instanceof TypeError)) throw error;
    }
  }
  return undefined;
}
