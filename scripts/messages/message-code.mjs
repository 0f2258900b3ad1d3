import { parse } from '@messageformat/parser';

/**
 * @typedef {ReturnType<typeof parse>[number] | import('@messageformat/parser').Octothorpe} Token
 * @typedef {Map<string, Set<string>>} Arguments what each argument of a message may be, as types of TypeScript
 */

/**
 * Returns a message in ICU's MessageFormat as its tokens.
 * @param {string} source
 * @param {string} locale a plural that leaves out a form of this language, or has one that it lacks, is refused
 * @returns {Token[]}
 */
export function parseMessage(source, locale) {
  const forms = new Intl.PluralRules(locale).resolvedOptions().pluralCategories;
  const tokens = parse(source, { cardinal: forms, strict: true, strictPluralKeys: true });
  checkForms(tokens, forms);
  return tokens;
}

/** @param {readonly Token[]} tokens @param {readonly string[]} forms */
function checkForms(tokens, forms) {
  for (const token of tokens) {
    if (!('cases' in token)) continue;
    const missing = forms.filter((form) => !token.cases.some(({ key }) => key === form));
    if (token.type === 'plural' && missing.length > 0)
      throw new Error(`{${token.arg}, plural} has no form for ${missing.join(', ')}.`);
    for (const { tokens } of token.cases) checkForms(tokens, forms);
  }
}

/**
 * Returns a message as an expression of TypeScript: a string where it has no arguments, else a function of an object with them.
 * Texts are taken as they are; a number has to be one, so that it is written and counted as the language does it. A `select` over
 * `true` and `other` takes a boolean.
 * @param {readonly Token[]} tokens
 */
export function messageCode(tokens) {
  const types = argumentTypes(tokens);
  // A plain literal, which the bundler puts where it is used.
  if (types.size === 0)
    return JSON.stringify(tokens.map((token) => (token.type === 'content' ? token.value : '')).join(''));
  const fields = [...types].map(([name, type]) => `readonly ${name}: ${[...type].join(' & ')}`);
  return `(a: { ${fields.join('; ')} }): string => ${textCode(tokens, undefined)}`;
}

/**
 * Returns what each argument of a message has to be.
 * @param {readonly Token[]} tokens
 * @param {Arguments} found
 * @returns {Arguments}
 */
export function argumentTypes(tokens, found = new Map()) {
  for (const token of tokens) {
    if (token.type === 'content' || token.type === 'octothorpe') continue;
    found.set(token.arg, (found.get(token.arg) ?? new Set()).add(typeOf(token)));
    if ('cases' in token) for (const { tokens } of token.cases) argumentTypes(tokens, found);
  }
  return found;
}

/** @param {Exclude<Token, { type: 'content' | 'octothorpe' }>} token */
function typeOf(token) {
  if (token.type === 'argument') return 'string';
  if (token.type !== 'select') return 'number';
  const keys = token.cases.map(({ key }) => key);
  if (keys.every((key) => ['true', 'false', 'other'].includes(key))) return 'boolean';
  return `(${keys.map((key) => JSON.stringify(key)).join(' | ')})`;
}

/**
 * @param {readonly Token[]} tokens
 * @param {string | undefined} counted the argument that `#` stands for
 * @returns {string}
 */
function textCode(tokens, counted) {
  const parts = tokens.map((token) => {
    if (token.type === 'content') return templateText(token.value);
    return `\${${token.type === 'octothorpe' ? `numberText(a.${counted})` : valueCode(token, counted)}}`;
  });
  return `\`${parts.join('')}\``;
}

/**
 * @param {Exclude<Token, { type: 'content' | 'octothorpe' }>} token
 * @param {string | undefined} counted
 * @returns {string}
 */
function valueCode(token, counted) {
  const value = `a.${token.arg}`;
  if (token.type === 'argument') return value;
  if (token.type === 'function') {
    if (token.key !== 'number' || token.param)
      throw new Error(`{${token.arg}, ${token.key}} is not known here.`);
    return `numberText(${value})`;
  }
  if (token.type === 'selectordinal' || token.pluralOffset)
    throw new Error(`${token.arg}: no ordinals, no offsets.`);
  const isCounted = token.type === 'plural';
  const other = token.cases.find(({ key }) => key === 'other');
  const rest = token.cases.filter((each) => each !== other);
  const tests = rest.map(({ key, tokens }) => {
    const text = textCode(tokens, isCounted ? token.arg : counted);
    return `${isCounted ? pluralTest(value, key) : selectTest(value, key)} ? ${text} : `;
  });
  return `${tests.join('')}${textCode(other?.tokens ?? [], isCounted ? token.arg : counted)}`;
}

/** @param {string} value @param {string} key */
function pluralTest(value, key) {
  return key.startsWith('=') ? `${value} === ${key.slice(1)}` : `pluralForm(${value}) === '${key}'`;
}

/** @param {string} value @param {string} key */
function selectTest(value, key) {
  if (key === 'true') return value;
  return key === 'false' ? `!${value}` : `${value} === ${JSON.stringify(key)}`;
}

/** @param {string} text */
function templateText(text) {
  return text.replace(/[`\\]|\$\{/g, '\\$&').replaceAll('\n', '\\n');
}
