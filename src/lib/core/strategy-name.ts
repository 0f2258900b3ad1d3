/**
 * Names a strategy of loading: a preset, and what differs from it as six hexadecimal digits, such as
 * `progressive-3f9a1c`. The same changes have the same name everywhere and in whatever order; without any it is the
 * preset's own.
 */
export function strategyName(
  preset: string,
  changed: Readonly<Record<string, number | boolean | undefined>>,
): string {
  const parts = Object.entries(changed).map(([name, value]) => `${name}:${String(value)}`);
  if (parts.length === 0) return preset;
  return `${preset}-${digest(parts.sort().join(',')).toString(16).padStart(8, '0').slice(0, 6)}`;
}

/** FNV-1a of 32 bits, and the last step of murmur3, without which texts that differ in their last sign alone resemble each other. */
function digest(text: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}
