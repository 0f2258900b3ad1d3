import type { AppErrorCode } from '../../../core';
import type { DocumentFinding, Findings, VerdictKind } from './findings';

type Answered = Extract<DocumentFinding, { outcome: 'answered' }>;

/** What each failure of the program means by itself; what is not here is looked into. */
const byCode: Partial<Record<AppErrorCode, VerdictKind>> = {
  cors: 'cors',
  forbidden: 'forbidden',
  'not-found': 'not-found',
  redirected: 'sign-in',
  'bad-range': 'no-ranges',
  'bad-metadata': 'bad-metadata',
  'not-a-dataset': 'bad-metadata',
  unsupported: 'bad-metadata',
  offline: 'offline',
  http: 'busy',
  timeout: 'busy',
};

/** Tells what keeps a location from being opened, from what was found out about it. */
export function verdictOf(findings: Findings): VerdictKind {
  const { page, target, code, isOnline, documents } = findings;
  if (page.isEncrypted && !target.isEncrypted && !target.isLoopback) return 'mixed-content';
  if (!isOnline && !target.isLoopback) return 'offline';
  if (code === 'bad-metadata' || code === 'unsupported') return 'bad-metadata';
  const answered = documents.filter((one): one is Answered => one.outcome === 'answered');
  if (documents.some(isElsewhere)) return 'sign-in';
  return answered.length > 0 ? readable(answered, findings) : hidden(findings);
}

/** Whether the answer is not of the place that was asked: a page to sign in at, most often. */
function isElsewhere(finding: DocumentFinding): boolean {
  if (finding.outcome === 'redirect') return true;
  if (finding.outcome !== 'answered' || !finding.isPage) return false;
  return finding.redirectedTo !== undefined || (finding.status >= 200 && finding.status < 300);
}

/** Of a server that lets this page read at least some of its answers. */
function readable(answered: readonly Answered[], findings: Findings): VerdictKind {
  const { code, given, documents, ranges } = findings;
  const isThere = answered.some(({ status }) => status === 200 || status === 206);
  const isRefused = answered.some(({ status }) => status === 401 || status === 403);
  const isHidden = documents.some(({ outcome }) => outcome === 'hidden');
  // It answers without the headers that were given, and was silent with them.
  if (given === 'headers' && (code === 'cors' || code === 'network')) return 'cors-header';
  if (isThere && isHidden) return 'cors-on-errors';
  // Without what was given it is refused, of course: what came of it with that counts.
  if (isRefused && !isThere) return given === 'nothing' ? 'forbidden' : (byCode[code] ?? 'forbidden');
  if (isThere && code === 'bad-range') return ranges === 'honoured' ? 'opens' : 'no-ranges';
  if (isThere)
    return code === 'not-a-dataset' ? 'bad-metadata' : code === 'forbidden' ? 'forbidden' : 'opens';
  if (answered.every(({ status }) => status === 404 || status === 410)) return 'not-found';
  return 'busy';
}

/** Of a server of which this page can read nothing. */
function hidden({ page, target, reach, permission }: Findings): VerdictKind {
  if (reach === 'answers') return 'cors';
  const isKeptOut = target.isPrivate && !page.isPrivate && permission !== 'granted';
  return isKeptOut ? 'private-network' : 'unreachable';
}
