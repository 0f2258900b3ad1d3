import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import {
  areaNames,
  areaModule,
  baseLocale,
  localeNames,
  messagesFolder,
  readContext,
  readMessages,
} from '../scripts/messages/compile-messages.mjs';
import { argumentTypes, parseMessage } from '../scripts/messages/message-code.mjs';
import { pseudoLocale } from '../scripts/messages/pseudo-locale.mjs';

const areas = areaNames();
const namespaceOf = (area: string) => area.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());

/** The scripts and components of the app, without tests and what is compiled. */
function sources(): { readonly path: string; readonly text: string }[] {
  const all = readdirSync('src', { recursive: true, encoding: 'utf8' });
  const paths = all.filter(
    (path) => /[.](ts|svelte)$/.test(path) && !/[.]test[.]ts$|messages[\\/]compiled/.test(path),
  );
  return paths.map((path) => ({ path, text: readFileSync(join('src', path), 'utf8') }));
}

/** `area.key` of each message that a file names. */
function usedIn(text: string): string[] {
  const imports = [...text.matchAll(/import \{([^}]*)\} from '(?:[./]+|[$]lib)\/messages'/g)];
  return imports.flatMap(([, names = '']) =>
    [...names.matchAll(/(\w+)(?: as (\w+))?/g)].flatMap(([, name = '', alias = name]) =>
      [...text.matchAll(new RegExp(`\\b${alias}[.](\\w+)`, 'g'))].map(([, key = '']) => `${name}.${key}`),
    ),
  );
}

/** The words of a text that a key can be made of. */
const wordsOf = (text: string): readonly string[] => text.toLowerCase().match(/[a-z0-9]+/g) ?? [];
const wordsOfKey = (key: string) => wordsOf(key.replace(/[A-Z]/g, ' $&'));

describe('messages', () => {
  it('are all used', () => {
    const known = areas.flatMap((area) =>
      [...readMessages(baseLocale, area).keys()].map((key) => `${namespaceOf(area)}.${key}`),
    );
    const used = new Set(sources().flatMap(({ text }) => usedIn(text)));
    expect(known.filter((name) => !used.has(name))).toEqual([]);
  });

  it('are shown by the face of their folder, area by area', () => {
    const face = readFileSync(join(messagesFolder, 'index.ts'), 'utf8');
    const shown = [...face.matchAll(/export \* as (\w+) from '[.]\/compiled\/([\w-]+)'/g)];
    expect(shown.map(([, , area]) => area).sort()).toEqual([...areas].sort());
    for (const [, name, area = ''] of shown) expect(name).toBe(namespaceOf(area));
  });

  it.each(areas)(
    'of %s say where they are seen, and each says what it is by its key or a description',
    (area) => {
      expect(readContext(baseLocale, area)).toMatch(/^\S.*[.]$/);
      for (const [key, { text, description }] of readMessages(baseLocale, area)) {
        const words = wordsOf(text.replace(/[’']/g, ''));
        const isClear = wordsOfKey(key).every((word) => words.includes(word));
        if (!isClear) expect(description, `${area}.${key}`).toMatch(/^\S.*[.]$/);
      }
    },
  );

  it('have the same arguments in every language', () => {
    for (const locale of localeNames())
      for (const area of areas) {
        const base = readMessages(baseLocale, area);
        for (const [key, { text }] of locale === baseLocale ? [] : readMessages(locale, area)) {
          const expected = base.get(key);
          expect(expected, `${locale}/${area}.${key} is in ${baseLocale} too`).toBeDefined();
          const [own, first] = [
            argumentTypes(parseMessage(text, locale)),
            argumentTypes(parseMessage(expected?.text ?? '', baseLocale)),
          ];
          expect([...own.keys()].sort()).toEqual([...first.keys()].sort());
        }
      }
  });

  it('compile to TypeScript, in the language of the build and as pseudo-language', () => {
    for (const area of areas)
      for (const locale of [baseLocale, pseudoLocale]) {
        const { diagnostics } = ts.transpileModule(areaModule(area, locale), { reportDiagnostics: true });
        expect(diagnostics).toEqual([]);
      }
  });
});
