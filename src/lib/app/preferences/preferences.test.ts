import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readPreferences, writePreferences, type PreferenceStorage } from './preference-store';
import { defaultPreferences, formatPreferences, parsePreferences, type Preferences } from './preferences';

function makeStorage(
  entries: Record<string, string> = {},
): PreferenceStorage & { readonly held: Map<string, string> } {
  const held = new Map(Object.entries(entries));
  return {
    held,
    getItem: (key) => held.get(key) ?? null,
    setItem: (key, value) => void held.set(key, value),
    removeItem: (key) => void held.delete(key),
  };
}

const some: Preferences = {
  ...{ theme: 'light', fps: 24, loop: 'once', waitForData: false, memoryLimitBytes: 2 ** 28 },
  ...{ motion: 'reduced', detail: 'sparing', scaleBar: false, outlines: true, singleKeys: false },
};

describe('preferences', () => {
  it('are read as they were written', () => {
    const storage = makeStorage();
    writePreferences(() => storage, some);
    expect(readPreferences(() => storage)).toEqual(some);
    expect(storage.held.get('exascope.theme'), 'where the page looks before it paints').toBe('light');
    writePreferences(() => storage, { ...some, theme: 'system' });
    expect(readPreferences(() => storage).theme).toBe('system');
    expect(storage.held.has('exascope.theme')).toBe(false);
  });

  it('take the theme that an earlier version kept', () => {
    expect(readPreferences(() => makeStorage({ 'exascope.theme': 'dark' })).theme).toBe('dark');
  });

  it('are those by default where storage is refused, and keeping them fails in silence', () => {
    const refused = () => {
      throw new DOMException('denied', 'SecurityError');
    };
    expect(readPreferences(refused)).toEqual(defaultPreferences);
    expect(() => writePreferences(refused, some)).not.toThrow();
  });

  it.each([
    ['{"version":2,"fps":24}', {}],
    ['{"version":1,"fps":24,"loop":"sideways"}', { fps: 24 }],
    ['{"version":1,"fps":1e9,"scaleBar":"no","memoryLimitBytes":1}', {}],
    ['{"version":1,"theme":"light","__proto__":{"outlines":true}}', {}],
    ['[1]', {}],
    ['null', {}],
    ['{"version":1,', {}],
    [`{"version":1,"fps":24,"x":"${'x'.repeat(20_000)}"}`, {}],
  ])('of %j keep what is valid', (text, valid) => {
    expect(parsePreferences(text)).toEqual({ ...defaultPreferences, ...valid });
  });

  it('are valid whatever is stored', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), fc.option(fc.string()), (text, theme) => {
        const read = parsePreferences(text, theme);
        expect(parsePreferences(formatPreferences(read), read.theme)).toEqual(read);
      }),
    );
  });
});
