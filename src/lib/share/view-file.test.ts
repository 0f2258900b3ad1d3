import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { encodeViewFile, readState, type ViewState } from './index';

const state: ViewState = {
  ...{
    sources: ['gen:ramp?levels=3'],
    mode: '2d',
    axes: ['y', 'x'],
    center: { y: 0.1 + 0.2, x: 134000001.5 },
  },
  ...{ zoom: 1e-8, rotation: [0, 0, 0, 1], perspective: 0, position: { t: 3 } },
  layers: [
    { id: 'layer1', visible: true, opacity: 0.5, blending: 'additive', contrast: [0, 255], level: 'auto' },
  ],
};

describe('a view file', () => {
  it('reads back as it was', async () => {
    const { sources, ...view } = state;
    expect(await readState(encodeViewFile(state))).toEqual({
      link: { sources, withheld: [], view, failures: [] },
    });
  });

  it('opens for ever: every golden file means what it says', async () => {
    const files = readdirSync('tests/fixtures/view-files');
    expect(files.length).toBeGreaterThan(0);
    for (const file of files) {
      const text = readFileSync(`tests/fixtures/view-files/${file}`, 'utf8');
      const { exascope: _, ...meaning } = JSON.parse(text) as Record<string, unknown>;
      expect(await readState(text), file).toEqual({ link: { failures: [], ...meaning } });
    }
  });

  it('has no secret, whatever the location', async () => {
    const secret = fc.string({ unit: fc.constantFrom(...'abcdef0123456789'), minLength: 12, maxLength: 20 });
    const location = fc.constantFrom(
      (key: string) => `https://user:${key}@host/a.zarr`,
      (key: string) => `https://host/a.zarr?X-Amz-Signature=${key}`,
      (key: string) => `s3://${key}:${key}@bucket/a.zarr`,
      (key: string) => `https://host/a.zarr#access_token=${key}`,
    );
    await fc.assert(
      fc.asyncProperty(secret, location, async (key, write) => {
        const text = encodeViewFile({ ...state, sources: ['gen:ramp', write(key)] });
        expect(text).not.toContain(key);
        expect((await readState(text)).link.withheld).toEqual([1]);
      }),
    );
  });

  it('keeps what was confirmed as not secret, and says so to whoever opens it', async () => {
    const sources = ['gen:ramp', 'https://host/a.zarr?version=3&b=1'];
    const keeps = (_: string, name: string) => name === 'version';
    expect((await readState(encodeViewFile({ ...state, sources }, { keeps }))).link).toMatchObject({
      sources: ['gen:ramp', 'https://host/a.zarr?version=3'],
      ...{ withheld: [1], kept: [1] },
    });
  });

  it('is not written when it could not be read back', () => {
    expect(() => encodeViewFile({ ...state, zoom: Infinity })).toThrow(/zoom/);
  });
});

describe('a text that is no view', () => {
  const file = (change: object) => JSON.stringify({ exascope: 1, sources: [], view: {}, ...change });

  it.each([
    ['', /well-formed/],
    ['{"exascope": 1, "sources": [', /well-formed/],
    ['null', /not an object/],
    ['[{"exascope": 1}]', /not an object/],
    ['{}', /no layers/],
    ['{"layers": []}', /no layers/],
    [file({ exascope: '1' }), /no view file/],
    [file({ exascope: 2 }), /version 2/],
    [file({ sources: [''] }), /sources/],
    [file({ sources: [7] }), /sources/],
    [file({ sources: Array.from({ length: 101 }, () => 'gen:ramp') }), /sources/],
    [file({ withheld: [0.5] }), /withheld/],
    [file({ kept: 'all' }), /kept/],
    [file({ view: null }), /not valid/],
    [file({ view: { zoom: -1 } }), /zoom/],
    [file({ view: { zoomy: 1 } }), /zoomy/],
    ['{"exascope":1,"sources":[],"view":{"center":{"__proto__":1}}}', /center/],
    ['{"exascope":1,"sources":[],"view":{"__proto__":{"zoom":1}}}', /__proto__/],
    [`{"layers": "${'x'.repeat(2 ** 20)}"}`, /too large/],
    ['['.repeat(1_000_000), /well-formed/],
  ])('%.40s is a bad link that says why', async (text, reason) => {
    const failure = await readState(text).catch((error: unknown) => error);
    expect(failure).toMatchObject({
      name: 'AppError',
      code: 'bad-link',
      message: expect.stringMatching(reason) as string,
    });
  });

  it('is a bad link whatever it holds', async () => {
    await fc.assert(
      fc.asyncProperty(fc.json(), async (json) => {
        const text = `{"exascope":1,"sources":[],"view":{"layers":${json}}}`;
        const read = await readState(text).catch((error: unknown) => error);
        if (json !== '[]') expect(read).toMatchObject({ code: 'bad-link' });
      }),
    );
  });

  it('names a newer version', async () => {
    await expect(readState(file({ exascope: 2 }))).rejects.toMatchObject({ detail: { version: 2 } });
  });
});
