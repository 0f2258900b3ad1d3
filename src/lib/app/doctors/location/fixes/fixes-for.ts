import type { VerdictKind } from '../findings';
import { apacheFixes } from './apache';
import { caddyFixes } from './caddy';
import {
  serverKinds,
  type Fix,
  type FixableVerdict,
  type FixPlace,
  type ServerFixes,
  type ServerKind,
} from './fix';
import { gcsFixes } from './gcs';
import { nginxFixes } from './nginx';
import { s3Fixes } from './s3';

const servers: Readonly<Record<ServerKind, ServerFixes>> = {
  ...{ s3: s3Fixes, gcs: gcsFixes, nginx: nginxFixes, apache: apacheFixes, caddy: caddyFixes },
};

/** What to tell each kind of server; nothing where it is not for a server to mend. */
export function fixesFor(verdict: VerdictKind, place: FixPlace): readonly Fix[] {
  if (!isFixable(verdict)) return [];
  return serverKinds.map((server) => {
    const { where, inShell, texts } = servers[server];
    return { server, where: inShell.includes(verdict) ? 'Shell' : where, text: texts[verdict](place) };
  });
}

function isFixable(verdict: VerdictKind): verdict is FixableVerdict {
  return Object.hasOwn(s3Fixes.texts, verdict);
}

/** The kind of server that a host most likely is. */
export function likelyServer({ hostname }: URL): ServerKind {
  if (/(^|\.)amazonaws\.com$/.test(hostname)) return 's3';
  return /(^|\.)(googleapis|cloud\.google)\.com$/.test(hostname) ? 'gcs' : 'nginx';
}
