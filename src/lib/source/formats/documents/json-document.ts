import { badMetadata } from './fields';

export const maxDocumentBytes = 16 * 2 ** 20;
const maxDepth = 64;
const maxNodes = 2_000_000;
const forbiddenNames = ['__proto__', 'constructor', 'prototype'];
const quote = 0x22;
const backslash = 0x5c;

/**
 * Parses a metadata document. Size, depth and number of values are bounded before anything is built, and names that
 * reach prototypes are dropped. Python's bare NaN and Infinity become strings, and so do fill values and values of
 * labels that are integers which a float64 might round.
 */
export function parseDocument(bytes: Uint8Array, document: string): unknown {
  const place = { document, field: 'document' };
  if (bytes.byteLength > maxDocumentBytes)
    throw badMetadata(place, `is larger than ${maxDocumentBytes} bytes`);
  const fault = shapeFault(bytes);
  if (fault !== undefined) throw badMetadata(place, fault);
  const text = new TextDecoder()
    .decode(bytes)
    .replace(/("(?:fill_value|label-value)"\s*:\s*)(-?\d{16,})(?=\s*[,}])/g, '$1"$2"');
  const parsed = parseText(text, document);
  return mayHoldForbiddenNames(text) ? withoutForbiddenNames(parsed) : parsed;
}

/** Whether names that reach prototypes stand in a text, or could: escapes may spell them. Looking at each value takes longer than parsing. */
function mayHoldForbiddenNames(text: string): boolean {
  return text.includes('\\u') || forbiddenNames.some((name) => text.includes(name));
}

function parseText(text: string, document: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    // A string without an end takes the rest of the text with it: looking for its end again and again would be quadratic.
    const quoted = text.replace(/"(?:[^"\\]|\\[^])*(?:"|\\?$)|-?\b(?:NaN|Infinity)\b/g, (token) =>
      token.startsWith('"') ? token : `"${token}"`,
    );
    if (quoted !== text) return parseText(quoted, document);
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw badMetadata({ document, field: 'document' }, `is not valid JSON (${reason.slice(0, 120)})`);
  }
}

/** Finds nesting and counts separators outside strings, without building a value. */
function shapeFault(bytes: Uint8Array): string | undefined {
  let depth = 0;
  let nodes = 1;
  let inString = false;
  for (let i = 0; i < bytes.length; i++) {
    const byte = bytes[i];
    if (inString) {
      if (byte === backslash) i++;
      else if (byte === quote) inString = false;
    } else if (byte === quote) inString = true;
    else if (byte === 0x5b || byte === 0x7b) {
      if (++depth > maxDepth) return `is nested deeper than ${maxDepth}`;
    } else if (byte === 0x5d || byte === 0x7d) depth--;
    else if ((byte === 0x2c || byte === 0x3a) && ++nodes > maxNodes)
      return `has more than ${maxNodes} values`;
  }
  return undefined;
}

function withoutForbiddenNames(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) {
    for (const item of value) withoutForbiddenNames(item);
    return value;
  }
  const object = value as Record<string, unknown>;
  for (const name of forbiddenNames) Reflect.deleteProperty(object, name);
  for (const item of Object.values(object)) withoutForbiddenNames(item);
  return object;
}
