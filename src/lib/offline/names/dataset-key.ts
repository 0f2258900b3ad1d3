/**
 * Names the place of the app: apps under several paths of an origin share one Cache Storage and one IndexedDB.
 * FNV-1a of `origin + base path`, eight hexadecimal digits.
 */
export function scopeOf(originAndBase: string): string {
  let hash = 0x811c9dc5;
  for (let i = 0; i < originAndBase.length; i++)
    hash = Math.imul(hash ^ originAndBase.charCodeAt(i), 0x01000193);
  return (hash >>> 0).toString(16).padStart(8, '0');
}

/**
 * Returns the root of a dataset as it is told from others: scheme and host in lower case, without the default port, user name,
 * password, query and fragment, with one slash at the end. Throws a TypeError for what is no absolute address.
 */
export function normalizeRoot(address: string): string {
  const url = new URL(address);
  return `${url.protocol}//${url.host}${url.pathname.replace(/\/+$/, '')}/`;
}

/** Sixteen hexadecimal digits of the SHA-256 of a normalised root. */
export async function datasetKey(address: string): Promise<string> {
  const root = new TextEncoder().encode(normalizeRoot(address));
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', root));
  return [...digest.subarray(0, 8)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
