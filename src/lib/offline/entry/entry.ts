import { crc32c } from '../../core';
import type { KeptBytes, KeptVersion } from '../../core';

/** What the browser adds to an entry of Cache Storage with a few short headers (measured in Chromium). */
const overheadBytes = 512;

/** Returns what an entry takes on disk: its body, its key twice, and what the browser adds. */
export function entryBytes(bodyBytes: number, path: string): number {
  return bodyBytes + overheadBytes + 2 * path.length;
}

/**
 * Makes the response that is put into a cache: never the one of the network, whose headers may vary, set cookies or hold
 * secrets. It says of itself how long it is and what its CRC-32C is.
 */
export function makeEntry(bytes: Uint8Array<ArrayBuffer>, version: KeptVersion): Response {
  const headers = new Headers({
    'content-type': 'application/octet-stream',
    'x-exascope-length': String(bytes.byteLength),
    'x-exascope-crc32c': crc32c(bytes).toString(16),
  });
  const stated = JSON.stringify(version);
  if (stated !== '{}') headers.set('x-exascope-version', encodeURIComponent(stated));
  return new Response(bytes, { headers });
}

/** Body bytes that an entry says it has; `undefined` for what is no entry of ours. */
export function statedLength({ headers }: Response): number | undefined {
  const length = headers.get('x-exascope-length');
  return length !== null && /^\d{1,10}$/.test(length) ? Number(length) : undefined;
}

/** Returns the bytes of an entry, or `undefined` when they are not what was put there. */
export async function readEntry(response: Response): Promise<KeptBytes | undefined> {
  const bytes = new Uint8Array(await response.arrayBuffer());
  const isWhole =
    statedLength(response) === bytes.byteLength &&
    response.headers.get('x-exascope-crc32c') === crc32c(bytes).toString(16);
  return isWhole ? { bytes, version: versionOf(response) } : undefined;
}

function versionOf({ headers }: Response): KeptVersion {
  const stated = headers.get('x-exascope-version');
  if (stated === null) return {};
  try {
    const version: unknown = JSON.parse(decodeURIComponent(stated));
    return isVersion(version) ? version : {};
  } catch {
    return {};
  }
}

function isVersion(version: unknown): version is KeptVersion {
  if (typeof version !== 'object' || version === null || Array.isArray(version)) return false;
  return Object.values(version).every((value) => typeof value === 'string' || typeof value === 'number');
}
