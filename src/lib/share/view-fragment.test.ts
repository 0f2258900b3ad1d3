import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AppError } from '../core';
import { decodeView, encodeView, type ViewState } from './index';

const finite = fc.double({ noNaN: true, noDefaultInfinity: true }).map((n) => (n === 0 ? 0 : n));
const positive = finite.filter((n) => n > 0);
const word = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 12 });
const name = word.filter((text) => text !== '__proto__');
const range = fc.tuple(finite, finite);
const byAxis = fc.dictionary(name, finite, { maxKeys: 5, noNullPrototype: true });
const ordered = range.map(([a, b]): [number, number] => (a <= b ? [a, b] : [b, a]));
const channel = fc.record(
  {
    visible: fc.boolean(),
    colormap: word,
    contrast: range,
    gamma: positive,
  },
  { requiredKeys: ['visible'], noNullPrototype: true },
);
const distance = fc.double({ min: 0, max: 1e9, noNaN: true }).map((n) => (n === 0 ? 0 : n));
const layer = fc.record(
  {
    id: word,
    visible: fc.boolean(),
    opacity: fc.double({ min: 0, max: 1, noNaN: true }).map((n) => (n === 0 ? 0 : n)),
    blending: word,
    colormap: word,
    contrast: range,
    gamma: positive,
    level: fc.oneof(fc.constant('auto' as const), fc.nat(60)),
    rendering: word,
    isoThreshold: finite,
    attenuation: fc.double({ min: 0, max: 1e9, noNaN: true }).map((n) => (n === 0 ? 0 : n)),
    interpolation: word,
    size: fc.double({ min: 1e-9, max: 1e12, noNaN: true }),
    voxelCenters: word,
    name: word,
    linkContrast: fc.boolean(),
    projection: word,
    channels: fc.array(channel, { maxLength: 4 }),
  },
  { requiredKeys: ['id', 'visible', 'opacity', 'blending'], noNullPrototype: true },
);
const state: fc.Arbitrary<ViewState> = fc.record(
  {
    sources: fc.array(fc.webUrl(), { maxLength: 3 }),
    sourceKinds: fc.array(fc.constantFrom('auto', 'image', 'labels', 'points'), {
      minLength: 1,
      maxLength: 3,
    }),
    mode: fc.constantFrom('2d', '3d'),
    axes: fc.uniqueArray(word, { maxLength: 3 }),
    center: byAxis,
    zoom: positive,
    rotation: fc.tuple(finite, finite, finite, finite),
    perspective: fc.double({ min: 0, max: 179, noNaN: true }).map((n) => (n === 0 ? 0 : n)),
    position: byAxis,
    thickness: fc.dictionary(name, fc.tuple(distance, distance), { maxKeys: 3, noNullPrototype: true }),
    clip: fc.dictionary(name, ordered, { maxKeys: 3, noNullPrototype: true }),
    plane: fc.record({ position: byAxis, normal: byAxis, alone: fc.boolean() }, { noNullPrototype: true }),
    grid: fc.boolean(),
    swipe: fc.record(
      {
        left: word,
        right: word,
        at: fc.double({ min: 0, max: 1, noNaN: true }).map((n) => (n === 0 ? 0 : n)),
      },
      { noNullPrototype: true },
    ),
    layers: fc.uniqueArray(layer, { maxLength: 4, selector: ({ id }) => id }),
  },
  {
    noNullPrototype: true,
    requiredKeys: [
      'sources',
      'mode',
      'axes',
      'center',
      'zoom',
      'rotation',
      'perspective',
      'position',
      'layers',
    ],
  },
);

const example: ViewState = {
  sources: ['gen:ramp'],
  mode: '2d',
  axes: ['y', 'x'],
  center: { y: 0.1 + 0.2, x: 134000001.5 },
  zoom: 1e-8,
  rotation: [0, 0, 0, 1],
  perspective: 0,
  position: { t: 3 },
  layers: [{ id: 'a', visible: true, opacity: 0.5, blending: 'additive', contrast: [0, 255], level: 'auto' }],
};

/** Writes any text as a fragment whose check is right, as a hostile author would. */
function forge(json: string): string {
  const payload = Buffer.from(json, 'utf8').toString('base64url');
  let hash = 0x811c9dc5;
  for (const character of payload) hash = Math.imul(hash ^ character.charCodeAt(0), 0x01000193);
  return `#1:${payload}.${(hash >>> 0).toString(16).padStart(8, '0')}`;
}

async function failureOf(fragment: string): Promise<unknown> {
  try {
    await decodeView(fragment);
  } catch (error) {
    return error;
  }
  return undefined;
}

async function expectBadLink(fragment: string): Promise<void> {
  const failure = await failureOf(fragment);
  expect(failure).toBeInstanceOf(AppError);
  expect((failure as AppError).code).toBe('bad-link');
}

describe('the view in the fragment', () => {
  it('reads back every state as it was, without its sources', async () => {
    await fc.assert(
      fc.asyncProperty(state, async (value) => {
        const { sources: _, ...view } = value;
        expect(await decodeView(encodeView(value))).toEqual({ view });
      }),
    );
  });

  it('keeps axes whose names objects inherit', async () => {
    const position = { prototype: 1, constructor: 2, toString: 3 };
    const read = await decodeView(encodeView({ ...example, position } as ViewState));
    expect(read.view.position).toEqual(position);
  });

  it('reads back from a link that was broken into lines', async () => {
    const fragment = encodeView(example);
    const { sources: _, ...view } = example;
    expect(await decodeView(fragment.replace(/.{40}/g, '$&\r\n'))).toEqual({ view });
  });

  it('is of characters that need no escape in a URL', () => {
    fc.assert(
      fc.property(state, (value) => {
        expect(encodeView(value)).toMatch(/^#[12]:[\w-]+\.[0-9a-f]{8}$/);
      }),
    );
  });

  it('stays under 300 characters for one layer', () => {
    expect(encodeView(example).length).toBeLessThan(300);
  });

  it('reads an empty fragment as a view that says nothing', async () => {
    expect([await decodeView(''), await decodeView('#')]).toEqual([{ view: {} }, { view: {} }]);
  });

  it('reads a view in part', async () => {
    expect(await decodeView(forge('{"z":2,"l":[{"i":"a"}]}'))).toEqual({
      view: { zoom: 2, layers: [{ id: 'a' }] },
    });
  });

  it('refuses to write a state that could not be read back, naming the place', () => {
    expect(() => encodeView({ ...example, center: { x: NaN } })).toThrow(/"c"/);
  });
});

describe('a fragment that is not a view', () => {
  const whole = encodeView(example);

  it('is a bad link wherever it was cut', async () => {
    for (let length = 2; length < whole.length; length++) await expectBadLink(whole.slice(0, length));
  });

  it('is a bad link whichever character was changed', async () => {
    for (let at = 1; at < whole.length; at++) {
      const other = whole[at] === 'x' ? 'y' : 'x';
      await expectBadLink(whole.slice(0, at) + other + whole.slice(at + 1));
    }
  });

  it('is a bad link whatever the text', async () => {
    await fc.assert(fc.asyncProperty(fc.string({ minLength: 1 }), (text) => expectBadLink(`#1:${text}`)));
  });

  it('is a bad link whatever JSON it holds that breaks the schema', async () => {
    const json = fc.json().filter((text) => text !== '{}');
    await fc.assert(fc.asyncProperty(json, (text) => expectBadLink(forge(text))));
  });

  it('says when it comes from a newer version', async () => {
    expect(((await failureOf('#3:whatever')) as AppError).detail).toEqual({ version: '3' });
  });

  it.each([
    ['{"z":-1}', '"z" is not valid (expected >0)'],
    ['{"q":1}', '"q" is not valid (no such name in format 1)'],
    ['{"l":[{"i":"a","e":0.5}]}', '"l.0.e" is not valid (not a whole number)'],
    ['{"c":[1]}', '"c" is not valid (not a number for each axis)'],
  ])('names the place and the fault of %s', async (json, fault) => {
    expect(((await failureOf(forge(json))) as AppError).message).toBe(
      `The view in this link cannot be read: ${fault}.`,
    );
  });

  it.each([
    ['a prototype as axis', '{"c":{"__proto__":1}}'],
    ['a prototype as key', '{"__proto__":{"z":1}}'],
    ['an axis without a number', '{"p":{"x":"1"}}'],
    ['an infinite number', '{"z":1e999}'],
    ['a negative zoom', '{"z":-1}'],
    ['a fractional level', '{"l":[{"i":"a","e":0.5}]}'],
    ['a layer twice', '{"l":[{"i":"a"},{"i":"a"}]}'],
    ['an unknown key', '{"zoom":1}'],
    ['an array for an object', '{"c":[1,2]}'],
    ['deep nesting', '['.repeat(90_000) + ']'.repeat(90_000)],
    ['too many layers', `{"l":[${Array.from({ length: 1025 }, (_, i) => `{"i":"${i}"}`).join()}]}`],
    ['too long a name', `{"a":["${'x'.repeat(2000)}"]}`],
  ])('is a bad link with %s', async (_, json) => {
    await expectBadLink(forge(json));
    expect(Object.hasOwn(Object.prototype, 'z')).toBe(false);
  });

  it('is refused unread when it has 2 MB', async () => {
    expect(((await failureOf(`#1:${'A'.repeat(2_000_000)}`)) as AppError).detail).toEqual({
      length: 2_000_002,
    });
  });
});
