import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { messageCode, parseMessage } from './message-code.mjs';
import { pseudoLocale, pseudoTokens } from './pseudo-locale.mjs';

/** The language that texts are written in first, and that stands in where another one lacks a message. */
export const baseLocale = 'en';

/** Where the texts are, a folder for each language and in it a file for each area of the app; and what is made of them. */
export const messagesFolder = 'src/lib/messages';

/**
 * @typedef {object} Message
 * @property {string} text in ICU's MessageFormat
 * @property {string | undefined} description what who translates it has to know
 */

/** The locale of this build, from the environment. */
export const chosenLocale = () => process.env.EXASCOPE_LOCALE || baseLocale;

/**
 * Returns the messages of an area. The files follow ARB: `@key` describes `key`, and what begins with `@@` is about the file.
 * @param {string} locale
 * @param {string} area
 * @returns {Map<string, Message>}
 */
export function readMessages(locale, area) {
  const entries = readEntries(locale, area);
  const messages = new Map();
  for (const [key, text] of Object.entries(entries)) {
    if (key.startsWith('@')) continue;
    if (typeof text !== 'string' || !/^[a-z][a-zA-Z0-9]*$/.test(key))
      throw new Error(`${locale}/${area}.json: "${key}" has to be a text with a name in camelCase.`);
    const about = entries[`@${key}`];
    const description =
      typeof about === 'object' && about && 'description' in about ? about.description : undefined;
    messages.set(key, { text, description });
  }
  return messages;
}

/**
 * Returns where the texts of an area are seen.
 * @param {string} locale
 * @param {string} area
 * @returns {unknown}
 */
export function readContext(locale, area) {
  return readEntries(locale, area)['@@context'];
}

/** @param {string} locale @param {string} area @returns {Record<string, unknown>} */
const readEntries = (locale, area) =>
  JSON.parse(readFileSync(join(messagesFolder, locale, `${area}.json`), 'utf8'));

/** @returns {string[]} the languages that there are texts in */
export function localeNames() {
  const folders = readdirSync(messagesFolder, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  return folders.map(({ name }) => name).filter((name) => name !== 'compiled');
}

/** @returns {string[]} the areas of the app, by the name of their files */
export function areaNames() {
  const names = readdirSync(join(messagesFolder, baseLocale)).filter((name) => name.endsWith('.json'));
  return names.map((name) => name.slice(0, -'.json'.length));
}

/**
 * Returns the module of an area: a constant for each message, so that a bundler drops what is not used.
 * @param {string} area
 * @param {string} locale
 */
export function areaModule(area, locale) {
  const own = hasArea(locale, area) ? readMessages(locale, area) : new Map();
  const lines = [...readMessages(baseLocale, area)].map(([key, base]) => {
    const translated = own.get(key);
    try {
      const tokens = parseMessage((translated ?? base).text, translated ? locale : baseLocale);
      const code = messageCode(locale === pseudoLocale ? pseudoTokens(tokens) : tokens);
      return `${docOf(base)}export const ${key} = ${code};\n`;
    } catch (error) {
      throw new Error(`${area}.${key} is no message: ${String(error)}`, { cause: error });
    }
  });
  const body = lines.join('');
  const used = ['numberText', 'pluralForm'].filter((name) => body.includes(`${name}(`));
  const head = used.length > 0 ? `import { ${used.join(', ')} } from '../format';\n` : '';
  return `// Made of ${area}.json by scripts/messages.\n${head}${body}`;
}

/** @param {string} locale @param {string} area */
const hasArea = (locale, area) => existsSync(join(messagesFolder, locale, `${area}.json`));

/** @param {Message} message */
function docOf({ text, description }) {
  const words = description === undefined ? text : `${description} — ${text}`;
  return `/** ${words.replaceAll('*/', '* /')} */\n`;
}

/**
 * Writes the modules of all areas in one language; a file that is right already is not touched.
 * @param {string} locale
 */
export function compileMessages(locale = chosenLocale()) {
  const known = [...localeNames(), pseudoLocale];
  if (!known.includes(locale))
    throw new Error(`EXASCOPE_LOCALE is "${locale}"; there are ${known.join(', ')}.`);
  const folder = join(messagesFolder, 'compiled');
  mkdirSync(folder, { recursive: true });
  const files = new Map(areaNames().map((area) => [`${area}.ts`, areaModule(area, locale)]));
  files.set(
    'locale.ts',
    `/** The language of this build, as a BCP 47 tag. */\nexport const locale: string = '${locale}';\n`,
  );
  for (const [name, text] of files) {
    const path = join(folder, name);
    if (!existsSync(path) || readFileSync(path, 'utf8') !== text) writeFileSync(path, text);
  }
  for (const name of readdirSync(folder)) if (!files.has(name)) rmSync(join(folder, name));
}
