import { describe, expect, it } from 'vitest';
import { chunkKeyString, type Dataset } from '../../../core';
import { otherLevel, swappedWith } from '../faults/faults';
import { checked, keysOf } from './checked.fixture';
import { SelfCheck, type CheckState } from './self-check';

/** Told briefly: 1/0.3 shifted x 0.5. */
function told({ findings, dataset }: CheckState & { readonly dataset: Dataset }): string[] {
  return findings.map(({ key, fault }) => {
    const place = `${key.level}/${key.index.join('.')}`;
    if (fault.kind === 'shifted')
      return `${place} by ${fault.voxels} ${dataset.axes[fault.axis]?.name ?? ''}`;
    if (fault.kind === 'elsewhere')
      return `${place} is ${fault.level}/${fault.index.map((at) => at ?? '?').join('.')}`;
    return `${place} ${fault.kind}`;
  });
}

const pyramids = ['mean', 'decimate', 'sample'];
const sizes = ['shape=90,77&tile=16', 'shape=22,17,21&tile=8&channels=2', 'shape=64,64&tile=16&times=2'];

describe('with nothing wrong', () => {
  it.each(pyramids.flatMap((pyramid) => [2, 3, 4].map((factor) => [pyramid, factor] as const)))(
    'finds nothing in a pyramid of %s by %i',
    async (pyramid, factor) => {
      for (const generator of ['ramp', 'checkerboard'])
        for (const [at, dtype] of ['uint8', 'int16', 'uint32', 'uint64', 'float32', 'float64'].entries()) {
          const own = generator === 'ramp' ? 'axis=y' : 'cell=5&tint=3';
          const query = `levels=3&factor=${factor}&pyramid=${pyramid}&dtype=${dtype}&${sizes[at % 3]}&${own}`;
          const state = await checked(`gen:${generator}?${query}`);
          expect(told(state), query).toEqual([]);
          expect([state.checked, state.pending], query).toEqual([keysOf(state.dataset).length, 0]);
        }
    },
  );

  it('says of what was not generated that it knows nothing', () => {
    const check = new SelfCheck({ store: { get: () => undefined, stateOf: () => 'ready' }, now: () => 0 });
    const stored = { id: 'd', location: 'https://images.test/a.zarr', generated: false } as Dataset;
    expect(check.look([{ dataset: stored, want: [] }]).datasets).toBe(0);
  });
});

const board = 'gen:checkerboard?levels=3&shape=96,80&tile=16&cell=5&tint=1';
const slope = 'gen:ramp?levels=3&shape=96,80&tile=16';

describe('chunks that changed places', () => {
  it.each([board, slope])('are found, each with its place, in %s', async (location) => {
    const state = await checked(location, 'swap');
    const swapped = keysOf(state.dataset).filter((key) => swappedWith(key, state.dataset));
    expect(swapped.length).toBeGreaterThan(4);
    expect(state.findings.map(({ key }) => chunkKeyString(key))).toEqual(swapped.map(chunkKeyString));
  });

  it('are told where they belong on the axis that a ramp runs along', async () => {
    expect(told(await checked(slope, 'swap'))).toContain('0/0.0 is 0/?.1');
    expect(told(await checked(slope, 'swap'))).toContain('1/0.1 is 1/?.0');
  });
});

describe('chunks with the content of another level', () => {
  it.each([board, slope])('are found in %s', async (location) => {
    const state = await checked(location, 'level');
    const other = keysOf(state.dataset).filter((key) => otherLevel(key, state.dataset));
    expect(other.length).toBeGreaterThan(4);
    expect(state.findings.map(({ key }) => chunkKeyString(key))).toEqual(other.map(chunkKeyString));
  });

  it('are told which level that is', async () => {
    expect(told(await checked(slope, 'level'))).toContain('0/0.2 is 1/?.2');
    expect(told(await checked(board, 'level'))).toContain('0/0.0 is 1/0.0');
  });
});

describe('chunks that are half a voxel off', () => {
  it.each(['uint8', 'uint32', 'float32', 'int64'])(
    'are found all, by how much and along which axis, as %s',
    async (dtype) => {
      const state = await checked(`${slope}&dtype=${dtype}`, 'shift');
      const everyChunk = keysOf(state.dataset).map(
        ({ level, index }) => `${level}/${index.join('.')} by 0.5 x`,
      );
      expect(told(state)).toEqual(everyChunk);
    },
  );

  it('are found at the edges of a checkerboard too', async () => {
    const state = await checked(`${board}&pyramid=sample`, 'shift');
    expect(state.findings).toHaveLength(keysOf(state.dataset).length);
    expect(told(state)).toContain('0/0.0 by 0.5 x');
  });
});

describe('chunks that take long', () => {
  it('are late after some seconds, and no more once they are here', () => {
    const dataset = {
      id: slope,
      location: slope,
      generated: true,
      levels: [],
      axes: [],
    } as unknown as Dataset;
    const key = { dataset: slope, level: 0, index: [0, 0] };
    let [nowMs, state] = [0, 'loading' as 'loading' | 'ready'];
    const check = new SelfCheck({ store: { get: () => undefined, stateOf: () => state }, now: () => nowMs });
    const look = () => check.look([{ dataset, want: [{ key }] }]).findings.map(({ fault }) => fault.kind);
    expect(look()).toEqual([]);
    nowMs = 3900;
    expect(look()).toEqual([]);
    nowMs = 4100;
    expect(look()).toEqual(['late']);
    state = 'ready';
    expect(look()).toEqual([]);
    state = 'loading';
    expect(look()).toEqual([]);
  });
});
