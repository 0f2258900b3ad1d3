import type { AccessFault, AccessRow } from '../../app';
import { access as t } from '../../messages';

const faults: Readonly<Record<AccessFault, string>> = {
  'no-address': t.noAddress,
  'not-encrypted': t.notEncrypted,
  'header-name': t.headerNameFault,
  'header-value': t.headerValueFault,
  'no-query': t.noQuery,
  'other-server': t.otherServer,
};

/** Returns why what was typed cannot be used. */
export function faultText(fault: AccessFault): string {
  return faults[fault];
}

/** The address that something was given for. */
export function placeText({ origin, path }: AccessRow): string {
  return path === '/' ? origin : origin + path.replace(/\/$/, '');
}

/** Returns what goes with requests, without its secret. */
export function rowFacts({ headers, hasQuery, mayKeep }: AccessRow): string[] {
  return [...headers, ...(hasQuery ? [t.withSignature] : []), ...(mayKeep ? [t.andKept] : [])];
}
