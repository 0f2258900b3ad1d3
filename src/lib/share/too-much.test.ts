import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AppError } from '../core';
import { decodeLink, encodeLink, encodeViewFile, maxViewFileBytes, readState, type ViewState } from './index';

const page = 'https://view.example/';
const bare: ViewState = {
  ...{ sources: [], mode: '2d', axes: ['y', 'x'], center: { y: 1, x: 2 }, zoom: 1 },
  ...{ rotation: [0, 0, 0, 1], perspective: 0, position: {}, layers: [] },
};
interface Counts {
  readonly sources?: number;
  readonly sourceLength?: number;
  readonly layers?: number;
  readonly channels?: number;
  readonly measurements?: number;
  readonly nameLength?: number;
}
const times = <T>(length: number, make: (at: number) => T): T[] =>
  Array.from({ length }, (_, at) => make(at));

/** A view of so many of each. */
function viewOf(counts: Counts): ViewState {
  const {
    sources = 1,
    sourceLength = 12,
    layers = 1,
    channels = 0,
    measurements = 0,
    nameLength = 4,
  } = counts;
  const channel = { visible: true, contrast: [0, 255] as [number, number] };
  return {
    ...bare,
    sources: times(sources, (at) => `s3://bucket/${String(at)}`.padEnd(sourceLength, 'x')),
    sourceKinds: times(sources, () => 'image' as const),
    layers: times(layers, (at) => ({
      ...{ id: `layer${String(at)}`, visible: true, opacity: 1, blending: 'additive' },
      name: 'n'.repeat(nameLength),
      ...(channels > 0 && { channels: times(channels, () => ({ ...channel })) }),
    })),
    measurements: times(measurements, (at) => ({
      kind: 'distance',
      axes: ['y', 'x'],
      points: [
        [at, 0],
        [0, at],
      ],
    })),
  };
}

function codeOf(write: () => unknown): string | undefined {
  try {
    write();
    return undefined;
  } catch (error) {
    if (error instanceof AppError) return error.code;
    throw error;
  }
}

describe('a view that is written to a link', () => {
  it.each<[string, Counts, Counts]>([
    ['locations', { sources: 100 }, { sources: 101 }],
    ['characters of locations', { sourceLength: 65_000 }, { sourceLength: 66_000 }],
    ['layers', { layers: 1024 }, { layers: 1025 }],
    ['channels', { channels: 4000 }, { channels: 4097 }],
    ['parts in all', { layers: 4, channels: 1000 }, { layers: 4, channels: 1100 }],
    ['measurements', { measurements: 256 }, { measurements: 257 }],
    ['characters of a name', { nameLength: 1024 }, { nameLength: 1025 }],
  ])('has as many %s as can be read back, and no more', async (_, most, more) => {
    const state = viewOf(most);
    const { sources, ...view } = state;
    expect(await decodeLink(encodeLink(page, state))).toMatchObject({ sources, view, failures: [] });
    expect(codeOf(() => encodeLink(page, viewOf(more)))).toBe('too-much-to-share');
  });

  it('is read back as it is, or not written, whatever it has', async () => {
    const near = (limit: number) => fc.oneof(fc.nat(3), fc.integer({ min: limit - 2, max: limit + 2 }));
    const counts = fc.record({
      ...{ sources: near(100), sourceLength: near(650), layers: near(1024), channels: near(8) },
      ...{ measurements: near(256), nameLength: near(1024) },
    });
    await fc.assert(
      fc.asyncProperty(counts, async (drawn) => {
        const state = viewOf(drawn);
        const { sources, ...view } = state;
        const code = codeOf(() => encodeLink(page, state));
        if (code !== undefined) {
          expect(code).toBe('too-much-to-share');
          return;
        }
        const read = await decodeLink(encodeLink(page, state));
        expect(read.failures).toEqual([]);
        expect(read.sources).toEqual(sources);
        expect(JSON.parse(JSON.stringify(read.view))).toEqual(withoutNone(view));
      }),
      { numRuns: 60 },
    );
  });
});

/** No kind for no source is no kind at all. */
function withoutNone({ sourceKinds, ...view }: Omit<ViewState, 'sources'>): object {
  return sourceKinds?.length ? { ...view, sourceKinds } : view;
}

describe('a view that is written to a file', () => {
  it('has as many locations as can be read back, and no more', async () => {
    const { sources, ...view } = viewOf({ sources: 100 });
    expect(await readState(encodeViewFile({ sources, ...view }))).toMatchObject({ link: { sources, view } });
    expect(codeOf(() => encodeViewFile(viewOf({ sources: 101 })))).toBe('too-much-to-share');
  });

  it('holds more than a link', async () => {
    const state = viewOf({ layers: 4, channels: 1100 });
    const { sources: _, ...view } = state;
    expect(await readState(encodeViewFile(state))).toMatchObject({ link: { view } });
  });

  it('is not written where it would be too large', () => {
    expect(codeOf(() => encodeViewFile(viewOf({ layers: 1100, nameLength: 1000 })))).toBe(
      'too-much-to-share',
    );
  });

  it.each(['n', 'ä', '漢'])('has as many bytes as are read, not characters: names of %s', async (letter) => {
    const named = (letters: number): ViewState => {
      const state = viewOf({ layers: 1024, nameLength: 1 });
      const lengthAt = (at: number): number => Math.min(1023, Math.max(0, letters - at * 1023));
      return {
        ...state,
        layers: state.layers.map((one, at) => ({ ...one, name: `n${letter.repeat(lengthAt(at))}` })),
      };
    };
    const bytesOf = (text: string): number => new TextEncoder().encode(text).length;
    const spare = maxViewFileBytes - bytesOf(encodeViewFile(named(0)));
    const letters = Math.floor(spare / bytesOf(letter));
    const { sources, ...view } = named(letters);
    expect(await readState(encodeViewFile({ sources, ...view }))).toMatchObject({ link: { sources, view } });
    expect(codeOf(() => encodeViewFile(named(letters + 1)))).toBe('too-much-to-share');
  });
});
