import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { messageCode, parseMessage } from './message-code.mjs';
import { pseudoTokens } from './pseudo-locale.mjs';

type Arguments = Readonly<Record<string, unknown>>;

/** Runs what a message is compiled to, with numbers and forms of English. */
function write(
  source: string,
  args: Arguments = {},
  toTokens = (tokens: ReturnType<typeof parseMessage>) => tokens,
): string {
  const code = messageCode(toTokens(parseMessage(source, 'en'))).replace(
    /^\((a): \{.*?\}\): string =>/,
    '($1) =>',
  );
  // eslint-disable-next-line no-new-func -- what was compiled here is run, to see what it says
  const run = new Function('numberText', 'pluralForm', `return ${code}`) as (...parts: unknown[]) => unknown;
  const made = run(
    (value: number) => new Intl.NumberFormat('en').format(value),
    (count: number) => new Intl.PluralRules('en').select(count),
  );
  return typeof made === 'function' ? String((made as (args: Arguments) => unknown)(args)) : String(made);
}

describe('a compiled message', () => {
  it('says any text as it is written', () => {
    // Every end of a line is read as \n.
    const text = fc.string({ unit: 'binary' }).filter((value) => !/[{}'\r]/.test(value));
    fc.assert(
      fc.property(text, fc.string(), (value, name) => {
        expect(write(value)).toBe(value);
        expect(write(`${value}{name}`, { name })).toBe(value + name);
      }),
    );
  });

  it.each([
    [{ count: 1 }, '1 layer'],
    [{ count: 1204 }, '1,204 layers'],
    [{ count: 0 }, 'no layer'],
  ])('counts %o', (args, text) => {
    expect(write('{count, plural, =0 {no layer} one {# layer} other {# layers}}', args)).toBe(text);
  });

  it('chooses by a condition and by a word', () => {
    const source = '{isOn, select, true {Hide} other {Show}} {side, select, low {low} high {high} other {}}';
    expect(write(source, { isOn: true, side: 'high' })).toBe('Hide high');
    expect(write(source, { isOn: false, side: 'low' })).toBe('Show low');
  });

  it('has arguments with types', () => {
    const code = messageCode(
      parseMessage('{a} {b, number} {c, select, true {x} other {y}} {d, select, p {x} other {y}}', 'en'),
    );
    expect(code).toContain(
      '(a: { readonly a: string; readonly b: number; readonly c: boolean; readonly d: ("p" | "other") })',
    );
  });

  it.each([
    ['{count, plural, other {# layers}}', 'en'],
    ['{count, plural, one {# couche} other {# couches}}', 'pl'],
    ['{count, plural, few {# layers} other {# layers}}', 'en'],
    ['{when, date}', 'en'],
    ['{name', 'en'],
  ])('is refused where a form is missing or a part is not known: %s in %s', (source, locale) => {
    expect(() => messageCode(parseMessage(source, locale))).toThrow();
  });
});

describe('the pseudo-language', () => {
  it('makes a text longer by 40 % of its letters, in brackets, and keeps its arguments', () => {
    const text = write('Width of {name}', { name: 'brain' }, pseudoTokens);
    expect(text).toBe('[Ŵîðţĥ öƒ brain öñé]');
    fc.assert(
      fc.property(fc.stringMatching(/^[A-Za-z]{3,60}$/), (word) => {
        const made = write(word, {}, pseudoTokens);
        expect(made).not.toContain(word);
        expect(made.length).toBeGreaterThanOrEqual(Math.floor(1.3 * word.length) + 2);
      }),
    );
  });

  it('leaves what has no letters', () => {
    expect(write('{a} – {b}', { a: '1', b: '2' }, pseudoTokens)).toBe('1 – 2');
  });
});
