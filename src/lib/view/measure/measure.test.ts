import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { measure, type MeasuredAxis, type MeasureKind } from './measure';
import { quantitiesText } from './quantity-text';

const micrometers: MeasuredAxis[] = ['z', 'y', 'x'].map((axis) => ({ axis, unit: 'micrometer' }));
const flat = micrometers.slice(1);

function text(kind: MeasureKind, points: number[][], axes: MeasuredAxis[]): string {
  return quantitiesText(measure(kind, points, axes));
}

describe('a distance', () => {
  it.each([
    [[0, 0], [3, 4], flat, '5 µm'],
    [[0, 0], [3000, 4000], flat, '5 mm'],
    [[0, 0], [0, 0.025], flat, '25 nm'],
    [[0, 0], [0, 0], flat, '0 m'],
    [[0, 0, 0], [2, 3, 6], micrometers, '7 µm'],
    [[0, 0], [0, 999.99], flat, '1 mm'],
    [[0, 0], [0, 123.456], flat, '123.5 µm'],
    [[0, 0], [3, 4], [{ axis: 'y' }, { axis: 'x' }], '5'],
    [[0, 0], [3e8, 4e8], [{ axis: 'y' }, { axis: 'x' }], '5 × 10⁸'],
    [
      [0, 0],
      [3, 4],
      [
        { axis: 'y', unit: 'parrot' },
        { axis: 'x', unit: 'parrot' },
      ],
      '5 parrot',
    ],
  ])('from %j to %j is measured', (from, to, axes, words) => {
    expect(text('distance', [from, to], axes)).toBe(words);
  });

  it('converts axes that have units of their own', () => {
    const axes = [
      { axis: 'z', unit: 'nanometer' },
      { axis: 'y', unit: 'micrometer' },
      { axis: 'x', unit: 'micrometer' },
    ];
    expect(
      measure(
        'distance',
        [
          [0, 0, 0],
          [3000, 4, 0],
        ],
        axes,
      ),
    ).toEqual([{ name: 'length', value: 5, unit: 'micrometer', power: 1 }]);
  });

  it('over axes that measure different things is told along each', () => {
    const axes = [
      { axis: 't', unit: 'second' },
      { axis: 'x', unit: 'micrometer' },
    ];
    expect(
      text(
        'distance',
        [
          [1, 2],
          [4, 2.5],
        ],
        axes,
      ),
    ).toBe('Δx 500 nm, Δt 3 s');
    expect(
      text(
        'distance',
        [
          [1, 2],
          [4, 3],
        ],
        [{ axis: 'y' }, ...axes.slice(1)],
      ),
    ).toBe('Δx 1 µm, Δy 3');
  });
});

describe('an angle', () => {
  it.each([
    [
      [
        [0, 1],
        [0, 0],
        [1, 0],
      ],
      '90°',
    ],
    [
      [
        [0, 1],
        [0, 0],
        [0, 1],
      ],
      '0°',
    ],
    [
      [
        [0, 1],
        [0, 0],
        [0, -3],
      ],
      '180°',
    ],
    [
      [
        [0, 1],
        [0, 0],
        [1, 1],
      ],
      '45°',
    ],
    [
      [
        [0, 0],
        [0, 0],
        [1, 1],
      ],
      '0°',
    ],
  ])('of %j is %s', (points, words) => {
    expect(text('angle', points, flat)).toBe(words);
  });

  it('keeps what is tiny, which the cosine loses', () => {
    const [angle] = measure(
      'angle',
      [
        [0, 1],
        [0, 0],
        [1e-9, 1],
      ],
      flat,
    );
    expect(angle?.value).toBeCloseTo((1e-9 * 180) / Math.PI, 18);
  });

  it('is that of lengths, not of voxels: a deep axis in other units counts as it is', () => {
    const axes = [
      { axis: 'z', unit: 'nanometer' },
      { axis: 'x', unit: 'micrometer' },
    ];
    expect(
      text(
        'angle',
        [
          [0, 1],
          [0, 0],
          [1000, 1],
        ],
        axes,
      ),
    ).toBe('45°');
  });
});

describe('a box', () => {
  it('has width, height and area, whichever corners were taken', () => {
    for (const points of [
      [
        [1, 2],
        [4, 6],
      ],
      [
        [4, 2],
        [1, 6],
      ],
    ])
      expect(text('box', points, flat)).toBe('4 µm × 3 µm · 12 µm²');
  });

  it('has depth and volume in 3D', () => {
    expect(
      text(
        'box',
        [
          [0, 0, 0],
          [2, 3, 4],
        ],
        micrometers,
      ),
    ).toBe('4 µm × 3 µm × 2 µm · 24 µm³');
  });

  it('takes prefixes of squares and cubes', () => {
    expect(
      text(
        'box',
        [
          [0, 0],
          [2000, 3000],
        ],
        flat,
      ),
    ).toBe('3 mm × 2 mm · 6 mm²');
    expect(
      text(
        'box',
        [
          [0, 0],
          [0.5, 0.5],
        ],
        flat,
      ),
    ).toBe('500 nm × 500 nm · 250,000 nm²');
  });

  it('over axes that measure different things has no area', () => {
    expect(
      text(
        'box',
        [
          [0, 0],
          [3, 4],
        ],
        [{ axis: 't', unit: 'second' }, ...flat.slice(1)],
      ),
    ).toBe('Δx 4 µm, Δt 3 s');
  });
});

const point = fc.tuple(...[0, 1, 2].map(() => fc.double({ min: -1e6, max: 1e6, noNaN: true })));

describe('whatever is measured', () => {
  it('a distance is the same both ways, and no detour is shorter', () => {
    fc.assert(
      fc.property(point, point, point, (a, b, c) => {
        const length = (p: number[], q: number[]) =>
          measure('distance', [p, q], micrometers)[0]?.value ?? NaN;
        expect(length(a, b)).toBe(length(b, a));
        expect(length(a, c)).toBeLessThanOrEqual((length(a, b) + length(b, c)) * (1 + 1e-12));
      }),
    );
  });

  it('the angles of a triangle make 180°', () => {
    fc.assert(
      fc.property(point, point, point, (a, b, c) => {
        const angle = (p: number[], q: number[], r: number[]) =>
          measure('angle', [p, q, r], micrometers)[0]?.value ?? NaN;
        fc.pre(
          [a, b, c].every(
            (p, at, all) => Math.hypot(...p.map((x, i) => x - (all[(at + 1) % 3]?.[i] ?? 0))) > 1,
          ),
        );
        expect(angle(a, b, c) + angle(b, c, a) + angle(c, a, b)).toBeCloseTo(180, 5);
      }),
    );
  });
});
