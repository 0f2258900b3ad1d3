import { describe, expect, it } from 'vitest';
import type { KeepAxis, KeepEstimate } from '../../../app';
import { estimateText, fits, placesText, rangeText, refusalText, unfitText, voxelText } from './keep-text';

const time: KeepAxis = {
  ...{ axis: 't', type: 'time', part: 'range', count: 61, start: 0, step: 0.5, unit: 'minute' },
  shown: [25, 25],
};
const channels: KeepAxis = { ...time, axis: 'c', type: 'channel', count: 3, names: ['DAPI', 'NeuN', 'GFAP'] };

const estimate: KeepEstimate = {
  ...{ lowBytes: 1.1e9, likelyBytes: 1.6e9, highBytes: 2e9, freeBytes: 3.8e9 },
  ...{ chunks: 1300, keptChunks: 96 },
};

describe('a range', () => {
  it.each([
    [[0, 60], 'all 61', '0.0 – 30.0 min'],
    [[25, 25], '26 of 61', '12.5 min'],
    [[19, 29], '20–30 of 61', '9.5 – 14.5 min'],
  ] as const)('%j is said as %s', (range, steps, places) => {
    expect(rangeText(time, range)).toBe(steps);
    expect(placesText(time, range)).toBe(places);
  });

  it('of channels has their names', () => {
    expect(placesText(channels, [0, 1])).toBe('DAPI – NeuN');
    expect(placesText(channels, [2, 2])).toBe('GFAP');
  });

  it('without a unit has nothing to add', () => {
    const { unit: _, ...plain } = time;
    expect(placesText(plain, [0, 3])).toBeUndefined();
  });
});

describe('voxelText', () => {
  it.each([
    [0.325, 'micrometer', '0.325 µm'],
    [1 / 3, 'micrometer', '0.333 µm'],
    [4096, undefined, '4,096'],
  ])('of %f %s is %s', (voxelSize, unit, text) => {
    expect(voxelText({ level: 0, voxelSize, ...(unit && { unit }) })).toBe(text);
  });
});

describe('an estimate', () => {
  it('says between which sizes, and leaves out what is here', () => {
    expect(estimateText(estimate)).toBe('1.1–2 GB to fetch, in 1,204 pieces.');
    expect(estimateText({ ...estimate, lowBytes: 2e9 })).toBe('About 2 GB to fetch, in 1,204 pieces.');
    expect(estimateText({ ...estimate, keptChunks: 1300 })).toBe('All of it is here already.');
  });

  it('fits what is free', () => {
    expect(fits(estimate)).toBe(true);
    expect(fits({ ...estimate, freeBytes: 1e9 })).toBe(false);
  });

  it('of levels that nobody asked for says which do not fit', () => {
    expect(unfitText([])).toBeUndefined();
    expect(unfitText([0])).toBe('Level 0 does not fit on this device.');
    expect(unfitText([0, 1, 2])).toBe('Levels 0 to 2 do not fit on this device.');
  });

  it('that is refused offers what fits, or says how to come by room', () => {
    const tight = { ...estimate, freeBytes: 1e9 };
    expect(refusalText(1, tight, 2)).toBe('Level 1 does not fit: 1.6 GB, and 1 GB are free. Level 2 does.');
    expect(refusalText(1, tight)).toMatch(/Keep less of it, or raise the limit\.$/);
  });
});
