import type { KeptName } from '../../core';

/** Levels of entries that belong to none sort behind every level: they are the last to go. */
export const documentsLevel = 255;

/** The level under which an entry is kept: {@link documentsLevel} for metadata documents. */
export function levelOfName(name: KeptName): number {
  return name.kind === 'document' ? documentsLevel : name.level;
}

/**
 * Returns the path of an entry within its dataset: `d/…` for documents, `c/LEVEL/I.J.K` for chunks, `i/LEVEL/I.J.K` for
 * indices of shards. One path for each name; only ASCII letters, digits and `._~/-%`.
 */
export function entryPath(name: KeptName): string {
  if (name.kind === 'document') return `d/${encode(name.path)}`;
  const letter = name.kind === 'chunk' ? 'c' : 'i';
  return `${letter}/${String(name.level)}/${name.index.join('.')}`;
}

/** The inverse of {@link entryPath}; `undefined` for what it never returns. */
export function parseEntryPath(path: string): KeptName | undefined {
  const document = /^d\/(.*)$/s.exec(path)?.[1];
  if (document !== undefined) return parseDocument(document, path);
  const [, letter, level, places] = /^([ci])\/(0|[1-9]\d{0,2})\/((?:\d+(?:\.\d+)*)?)$/.exec(path) ?? [];
  if (letter === undefined || level === undefined || places === undefined) return undefined;
  const index = places === '' ? [] : places.split('.').map(Number);
  const kind = letter === 'c' ? 'chunk' : 'shard-index';
  const name: KeptName = { kind, level: Number(level), index };
  return entryPath(name) === path ? name : undefined;
}

function parseDocument(encoded: string, path: string): KeptName | undefined {
  try {
    const name: KeptName = { kind: 'document', path: decode(encoded) };
    return entryPath(name) === path ? name : undefined;
  } catch (error) {
    if (error instanceof URIError) return undefined;
    throw error;
  }
}

/**
 * One segment of an address. What UTF-8 cannot say, half of a surrogate pair, is written as `~` and four hexadecimal digits;
 * so is a path of dots alone, which addresses resolve.
 */
function encode(path: string): string {
  if (/^\.{1,2}$/.test(path)) return '~002e'.repeat(path.length);
  return path.replace(/[^A-Za-z0-9._-]/gu, (character) =>
    /[\ud800-\udfff]/u.test(character)
      ? `~${character.charCodeAt(0).toString(16).padStart(4, '0')}`
      : [...new TextEncoder().encode(character)].map(percent).join(''),
  );
}

function decode(encoded: string): string {
  return encoded.replace(/~([0-9a-f]{4})|[^~]+/g, (part: string, unit: string | undefined) =>
    unit === undefined ? decodeURIComponent(part) : String.fromCharCode(parseInt(unit, 16)),
  );
}

function percent(byte: number): string {
  return `%${byte.toString(16).toUpperCase().padStart(2, '0')}`;
}
