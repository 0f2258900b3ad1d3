/** How well a text answers what was typed; larger is better. */
const AT_START = 8;
const AT_WORD = 4;
const IN_ROW = 2;
/** All letters of a word, one after another. */
const WHOLE = 12;

/**
 * Returns how well a text answers a query, or `undefined` when it does not: each word of the query must occur, letter by
 * letter in order, and counts more at the start of the text or of a word, and when its letters stand together.
 */
export function rank(text: string, query: string): number | undefined {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  const scores = words.map((word) => rankWord(text.toLowerCase(), word));
  if (scores.includes(undefined)) return undefined;
  return scores.reduce<number>((sum, score) => sum + (score ?? 0), 0) - text.length / 1000;
}

/** The best over all places where the first letter of the word stands. */
function rankWord(text: string, word: string): number | undefined {
  let best: number | undefined;
  for (let at = text.indexOf(word.charAt(0)); at >= 0; at = text.indexOf(word.charAt(0), at + 1)) {
    const score = rankFrom(text, word, at);
    if (score !== undefined && (best === undefined || score > best)) best = score;
  }
  return best;
}

function rankFrom(text: string, word: string, start: number): number | undefined {
  let score = 0;
  let before = start - 1;
  for (const letter of word) {
    const at = text.indexOf(letter, before + 1);
    if (at < 0) return undefined;
    if (at === 0) score += AT_START;
    else if (!/[\p{L}\p{N}]/u.test(text.charAt(at - 1))) score += AT_WORD;
    score += at === before + 1 ? IN_ROW : 0;
    before = at;
  }
  return text.startsWith(word, start) ? score + WHOLE : score;
}
