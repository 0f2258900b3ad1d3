import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chunkLine, LineTally } from './chunk-lines';

describe('LineTally', () => {
  const wanted = [
    { level: 0, lines: ['*.0.0', '*.0.1'] },
    { level: 1, lines: ['*.0.0'] },
  ];

  it('says where every line has a chunk', () => {
    const tally = new LineTally(wanted, 0);
    for (const index of [
      [3, 0, 0],
      [3, 0, 1],
      [1, 0, 0],
      [1, 0, 0],
      [3, 0, 1],
      [2, 5, 5],
    ])
      tally.add(0, index);
    tally.add(1, [7, 0, 0]);
    tally.add(2, [1, 0, 0]);
    expect(tally.complete()).toEqual([
      { level: 0, places: [3] },
      { level: 1, places: [7] },
    ]);
    expect([0, 1, 2].map((level) => tally.has(level))).toEqual([true, true, false]);
  });

  it('agrees with looking up each chunk of each place', () => {
    const index = fc.tuple(fc.nat(5), fc.nat(2), fc.nat(2));
    fc.assert(
      fc.property(fc.array(index), fc.array(index, { minLength: 1 }), fc.nat(2), (held, view, axis) => {
        const lines = [...new Set(view.map((each) => chunkLine(each, axis)))];
        const tally = new LineTally([{ level: 0, lines }], axis);
        for (const each of held) tally.add(0, each);
        const has = new Set(held.map(String));
        const at = (place: number) =>
          view.every((each) => has.has(String(each.map((own, i) => (i === axis ? place : own)))));
        expect(tally.complete()[0]?.places).toEqual([0, 1, 2, 3, 4, 5].filter(at));
      }),
    );
  });
});
