import { describe, expect, it } from 'vitest';
import type { KeepAxis, KeepChoice, KeepEstimate, KeepOptions } from '../../../app';
import { KeepForm } from './keep-form.svelte';

const axis: KeepAxis = {
  ...{ axis: 'x', type: 'space', part: 'view', count: 1000, start: 0, step: 1 },
  shown: [100, 199],
};
const options: KeepOptions = {
  ...{ layerId: 'layer', name: 'image', targetLevel: 1 },
  levels: [0, 1, 2, 3].map((level) => ({ level, voxelSize: 2 ** level })),
  axes: [
    { ...axis, axis: 't', type: 'time', part: 'range', count: 61, shown: [25, 25] },
    { ...axis, axis: 'z', part: 'range', count: 9, shown: [4, 4] },
    axis,
  ],
};

/** Each level adds ten times what the next coarser one does; there is room for `freeBytes`. */
function sized(freeBytes: number, seen: KeepChoice[] = []) {
  return (choice: KeepChoice): Promise<KeepEstimate> => {
    seen.push(choice);
    const bytes = 10 ** (4 - choice.finestLevel);
    const amounts = { lowBytes: bytes, likelyBytes: bytes, highBytes: bytes };
    return Promise.resolve({ ...amounts, chunks: bytes, keptChunks: 0, freeBytes });
  };
}

describe('a form', () => {
  it('begins with the level on the screen, this moment, and all else', () => {
    const form = new KeepForm(options, sized(1e6));
    expect(form.wanted).toBe(1);
    expect(form.ranges).toEqual([
      [25, 25],
      [0, 8],
      [0, 999],
    ]);
  });

  it('keeps what is on the screen of the displayed axes', () => {
    const form = new KeepForm(options, sized(1e6));
    expect(form.hasView).toBe(true);
    form.region = 'view';
    form.setRange(1, [2, 3]);
    expect(form.ranges).toEqual([
      [25, 25],
      [2, 3],
      [100, 199],
    ]);
  });

  it('measures coarse levels first, each with all that is chosen', async () => {
    const seen: KeepChoice[] = [];
    const form = new KeepForm(options, sized(1e6, seen));
    await form.measure();
    expect(seen.map(({ finestLevel }) => finestLevel)).toEqual([3, 2, 1, 0]);
    expect(seen[0]?.ranges).toEqual(form.ranges);
    expect(form.level).toBe(1);
    expect(form.isRefused).toBe(false);
  });

  it('offers the next coarser level when the one asked for does not fit, and none when none does', async () => {
    const form = new KeepForm(options, sized(150));
    await form.measure();
    expect([form.isRefused, form.level]).toEqual([true, 2]);
    const full = new KeepForm(options, sized(5));
    await full.measure();
    expect([full.isRefused, full.level]).toEqual([true, undefined]);
  });

  it('keeps what it has measured when a finer level cannot be', async () => {
    const failure = new Error('No metadata.');
    const measure = (choice: KeepChoice) =>
      choice.finestLevel === 0 ? Promise.reject(failure) : sized(1e6)(choice);
    const form = new KeepForm(options, measure);
    await form.measure();
    expect(options.levels.map(({ level }) => form.estimateOf(level)?.chunks)).toEqual([
      undefined,
      1000,
      100,
      10,
    ]);
    expect(form.failure).toBe(failure);
  });

  it('answers with what was asked last', async () => {
    const answers: (() => void)[] = [];
    const measure = (choice: KeepChoice) =>
      new Promise<KeepEstimate>((resolve) => {
        answers.push(() => void sized(choice.ranges[1]?.[1] ?? 0)(choice).then(resolve));
      });
    const form = new KeepForm({ ...options, levels: options.levels.slice(3) }, measure);
    const first = form.measure();
    form.setRange(1, [0, 5]);
    const second = form.measure();
    answers[1]?.();
    await second;
    answers[0]?.();
    await first;
    expect(form.estimateOf(3)?.freeBytes).toBe(5);
  });
});
