/** The locale of texts that are made longer and accented, as Android and Chrome name it. */
export const pseudoLocale = 'en-XA';

const accented = new Map(
  [...'AÅBƁCÇDÐEÉFƑGĜHĤIÎJĴKĶLĻMṀNÑOÖPÞQǪRŔSŠTŢUÛVṼWŴXẊYÝZŽ'.matchAll(/(.)(.)/gu)].flatMap(
    ([, plain = '', marked = '']) => [
      [plain, marked],
      [plain.toLowerCase(), marked.toLowerCase()],
    ],
  ),
);

/** What texts are made longer with. Words, since a language with longer texts breaks its lines too. */
const filler = 'öñé ţŵö ţĥŕéé ƒöûŕ ƒîṽé šîẋ šéṽéñ éîĝĥţ ñîñé ţéñ ';

/**
 * Returns a parsed message as a language with longer words would have it: accented, 40 % longer and in brackets, so that a text
 * that is cut off shows. Its arguments and forms stay.
 * @template {import('./message-code.mjs').Token} T
 * @param {readonly T[]} tokens
 * @returns {(T | import('@messageformat/parser').Content)[]}
 */
export function pseudoTokens(tokens) {
  const letters = lettersOf(tokens);
  if (letters === 0) return [...tokens];
  const more = filler
    .repeat(Math.ceil(letters / 100))
    .slice(0, Math.ceil(0.4 * letters))
    .trimEnd();
  return [content('['), ...tokens.map(accentedToken), content(` ${more}]`)];
}

/** @template {import('./message-code.mjs').Token} T @param {T} token @returns {T} */
function accentedToken(token) {
  if (token.type === 'content') return { ...token, value: accentedText(token.value) };
  if (!('cases' in token)) return token;
  return {
    ...token,
    cases: token.cases.map((each) => ({ ...each, tokens: each.tokens.map(accentedToken) })),
  };
}

/** @param {string} text */
function accentedText(text) {
  return [...text].map((letter) => accented.get(letter) ?? letter).join('');
}

/** How many letters the longest form has. @param {readonly import('./message-code.mjs').Token[]} tokens @returns {number} */
function lettersOf(tokens) {
  return tokens.reduce((total, token) => {
    if (token.type === 'content') return total + [...token.value.matchAll(/\p{L}/gu)].length;
    return 'cases' in token ? total + Math.max(...token.cases.map((each) => lettersOf(each.tokens))) : total;
  }, 0);
}

/** @param {string} value @returns {import('@messageformat/parser').Content} */
function content(value) {
  return { type: 'content', value, ctx: { offset: 0, line: 1, col: 1, text: value, lineBreaks: 0 } };
}
