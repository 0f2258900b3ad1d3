import { deflateRawSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AppError } from '../core';
import { decodeLink, decodeView, encodeView, type ViewState } from './index';

const bare: ViewState = {
  ...{ sources: [], mode: '2d', axes: ['y', 'x'], center: { y: 0.1, x: 134000001.5 }, zoom: 1 },
  ...{ rotation: [0, 0, 0, 1], perspective: 0, position: {}, layers: [] },
};
/** A view of many channels. */
function many(channels: number, name = 'viridis'): ViewState {
  const look = { visible: true, colormap: name, gamma: 1 };
  const all = Array.from({ length: channels }, (_, at) => ({ ...look, contrast: [at, at + 0.5] as const }));
  const layer = { id: 'layer1', visible: true, opacity: 1, blending: 'additive' };
  return {
    ...bare,
    layers: [{ ...layer, channels: all.map((one) => ({ ...one, contrast: [...one.contrast] })) }],
  };
}

/** Writes any bytes as a fragment whose check is right, as a hostile author would. */
function forge(version: string, bytes: Uint8Array): string {
  const payload = Buffer.from(bytes).toString('base64url');
  let hash = 0x811c9dc5;
  for (const character of payload) hash = Math.imul(hash ^ character.charCodeAt(0), 0x01000193);
  return `#${version}:${payload}.${(hash >>> 0).toString(16).padStart(8, '0')}`;
}

async function failureOf(fragment: string): Promise<AppError> {
  const { view, failures } = await decodeLink(`https://view.example/?source=gen:ramp${fragment}`);
  expect(view, 'the default view').toEqual({});
  expect(failures).toHaveLength(1);
  return failures[0] as AppError;
}

describe('a view that is long', () => {
  it('is compressed to a fraction, and reads back as it was', async () => {
    const state = many(40);
    const { sources: _, ...view } = state;
    const fragment = encodeView(state);
    expect(fragment).toMatch(/^#2:/);
    expect(fragment.length).toBeLessThan(JSON.stringify(state).length / 4);
    expect(await decodeView(fragment)).toEqual({ view });
  });

  it('reads back whatever its size and names', async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(60), fc.string({ unit: 'grapheme', maxLength: 60 }), async (channels, name) => {
        const state = many(channels, name);
        const { sources: _, ...view } = state;
        expect(await decodeView(encodeView(state))).toEqual({ view });
      }),
    );
  });

  it('is a bad link wherever it was cut, and whichever character was changed', async () => {
    const whole = encodeView(many(30));
    for (let at = 2; at < whole.length; at++) {
      expect((await failureOf(whole.slice(0, at))).code).toBe('bad-link');
      const other = whole[at] === 'x' ? 'y' : 'x';
      expect((await failureOf(whole.slice(0, at) + other + whole.slice(at + 1))).code).toBe('bad-link');
    }
  });

  it('is refused when it could not be read back', () => {
    expect(() => encodeView(many(4000, 'x'.repeat(1000)))).toThrow(/bytes/);
  });
});

describe('a hostile link', () => {
  const cut = deflateRawSync(Buffer.from(JSON.stringify({ m: '2d' }))).subarray(0, 6);
  const layers = Array.from(
    { length: 512 },
    (_, at) => `{"i":"${at}","h":[${'{"v":1},'.repeat(20)}{"v":2}]}`,
  );
  const cases: readonly (readonly [what: string, fragment: string])[] = [
    ['that unpacks to 32 MB', forge('2', deflateRawSync(Buffer.alloc(32 << 20), { level: 9 }))],
    ['that unpacks a little too far', forge('2', deflateRawSync(Buffer.alloc((1 << 17) + 1, 32)))],
    ['whose packing is cut off', forge('2', cut)],
    ['that is not packed', forge('2', Buffer.from('{"m":"2d"}'))],
    ['of noise', forge('2', Buffer.from(Array.from({ length: 200_000 }, (_, at) => (at * 7919) % 251)))],
    ['that packs nothing', forge('2', new Uint8Array())],
    ['that packs no JSON', forge('2', deflateRawSync(Buffer.from('x')))],
    ['of deep nesting', forge('2', deflateRawSync(Buffer.from('['.repeat(130_000))))],
    [
      'of many layers, one of them wrong',
      forge('2', deflateRawSync(Buffer.from(`{"l":[${layers.join()}]}`))),
    ],
    [
      'of more objects than a view has',
      forge('2', deflateRawSync(Buffer.from(`{"l":[${'{},'.repeat(4500)}{}]}`))),
    ],
    ['of 2 MB of sources', '&source=a'.repeat(220_000)],
    ['with a source of 2 MB', 'a'.repeat(2_000_000)],
    ['of 2 MB', `#2:${'A'.repeat(2_000_000)}`],
    ['of a newer version', '#3:whatever'],
  ];
  const timesMs = new Map<string, number>();

  it.each(cases)('%s gives a message and the default view', async (what, fragment) => {
    const start = performance.now();
    expect(await failureOf(fragment)).toMatchObject({ code: 'bad-link' });
    timesMs.set(what, performance.now() - start);
  });

  it('of 32 MB is short enough to be unpacked, as far as its bound', async () => {
    expect((await failureOf(cases[0]?.[1] ?? '')).message).toContain('unpacks to more than 131072 bytes');
  });

  it('says how long the slowest took to refuse', () => {
    expect(timesMs.size).toBe(cases.length);
    const [what, ms] = [...timesMs].reduce((a, b) => (a[1] > b[1] ? a : b));
    process.stdout.write(
      `Slowest of ${String(cases.length)} hostile links: ${ms.toFixed(1)} ms, one ${what}.\n`,
    );
  });
});
