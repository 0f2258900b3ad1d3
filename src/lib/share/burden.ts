const [quote, backslash, openArray, closeArray, openObject, closeObject] = [34, 92, 91, 93, 123, 125];

/**
 * Whether JSON, as UTF-8, nests deeper or has more objects than it may: what is meant as a burden takes the parser and the schema
 * far longer than this, which looks at each byte once. For what is no JSON either answer is right.
 */
export function isBurden(
  json: Uint8Array,
  { maxDepth, maxObjects }: { readonly maxDepth: number; readonly maxObjects: number },
): boolean {
  let depth = 0;
  let objects = 0;
  let isInText = false;
  for (let at = 0; at < json.length; at++) {
    const byte = json[at];
    if (byte === quote) isInText = !isInText;
    else if (isInText && byte === backslash) at++;
    else if (isInText) continue;
    else if (byte === openArray || byte === openObject) depth++;
    else if (byte === closeArray || byte === closeObject) depth--;
    if (!isInText && byte === openObject) objects++;
    if (depth > maxDepth || objects > maxObjects) return true;
  }
  return false;
}
