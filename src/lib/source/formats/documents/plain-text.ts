/** Characters that show nothing, break lines, or reorder what stands around them (bidirectional controls). */
const unshown =
  // eslint-disable-next-line no-control-regex -- control characters are what it looks for
  /[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\uffff]/g;

/** Words of visible ASCII with one space between them: most names. */
const plainWords = /^(?:[!-~]+(?: [!-~]+)*)?$/;

/**
 * Returns a foreign string as one line of plain text of at most `maxLength` characters: what would hide, break or reorder the text
 * around it becomes a space, and runs of spaces become one. It is still foreign: show it as text, never as markup.
 */
export function plainText(value: string, maxLength: number): string {
  if (value.length <= maxLength && plainWords.test(value)) return value;
  const line = value
    .slice(0, 4 * maxLength)
    .replace(/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g, '\ufffd')
    .replace(unshown, ' ')
    .replace(/\s+/g, ' ')
    .trim();
  if (line.length <= maxLength) return line;
  const cut = line.slice(0, maxLength);
  return /[\ud800-\udbff]$/.test(cut) ? cut.slice(0, -1) : cut;
}
