import { describe, expect, it } from 'vitest';
import { estimateOffset, type Patch } from './estimate-offset';

/** A picture with detail of every size, made of a seed. */
function picture(size: number, seed: number): Float64Array {
  const waves = Array.from({ length: 24 }, (_, i) => {
    const random = (salt: number) =>
      Math.abs((Math.sin(seed * 91.7 + i * 12.9898 + salt * 78.233) * 43758.5453) % 1);
    return {
      y: (random(1) - 0.5) * 1.2,
      x: (random(2) - 0.5) * 1.2,
      phase: random(3) * 6.28,
      height: 1 / (1 + i / 4),
    };
  });
  return Float64Array.from({ length: size * size }, (_, at) => {
    const [y, x] = [Math.floor(at / size), at % size];
    return waves.reduce((sum, wave) => sum + wave.height * Math.sin(wave.y * y + wave.x * x + wave.phase), 0);
  });
}

function reduced(
  fine: Float64Array,
  size: number,
  factor: number,
  how: (y: number, x: number) => number,
): Patch {
  const half = Math.floor(size / factor);
  const values = Float64Array.from({ length: half * half }, (_, at) =>
    how(Math.floor(at / half) * factor, (at % half) * factor),
  );
  return { values, start: [0, 0], size: [half, half] };
}

const size = 128;
const whole = (values: Float64Array): Patch => ({ values, start: [0, 0], size: [size, size] });

describe('estimateOffset', () => {
  it.each([2, 3, 4])(
    'finds what voxels are means of, and which they are picked from, at a factor of %i',
    (factor) => {
      for (const seed of [1, 2, 3]) {
        const fine = picture(size, seed);
        const at = (y: number, x: number) => fine[Math.min(y, size - 1) * size + Math.min(x, size - 1)] ?? 0;
        const mean = (y: number, x: number) => {
          let sum = 0;
          for (let dy = 0; dy < factor; dy++) for (let dx = 0; dx < factor; dx++) sum += at(y + dy, x + dx);
          return sum / factor ** 2;
        };
        const corner = (factor - 1) / 2;
        const options = { factor: [factor, factor] as const, acrossOffset: corner };
        const means = estimateOffset(whole(fine), reduced(fine, size, factor, mean), options);
        expect(means, `mean, seed ${seed}`).toBeCloseTo(corner, 1);
        const first = estimateOffset(whole(fine), reduced(fine, size, factor, at), {
          ...options,
          acrossOffset: 0,
        });
        expect(Math.abs(first ?? NaN), `first, seed ${seed}`).toBeLessThan(0.1 * factor);
      }
    },
  );

  it('finds it in parts of levels, too', () => {
    const fine = picture(size, 4);
    const mean = (y: number, x: number) =>
      [0, 1].reduce(
        (sum, dy) => sum + [0, 1].reduce((row, dx) => row + (fine[(y + dy) * size + x + dx] ?? 0), 0),
        0,
      ) / 4;
    const all = reduced(fine, size, 2, mean);
    const part = (patch: Patch, start: [number, number], [rows, columns]: [number, number]): Patch => ({
      ...{ start, size: [rows, columns] },
      values: Float64Array.from(
        { length: rows * columns },
        (_, at) =>
          patch.values[(start[0] + Math.floor(at / columns)) * patch.size[1] + start[1] + (at % columns)] ??
          0,
      ),
    });
    const offset = estimateOffset(part(whole(fine), [16, 30], [80, 70]), part(all, [12, 18], [24, 20]), {
      ...{ factor: [2, 2], acrossOffset: 0.5 },
    });
    expect(offset).toBeCloseTo(0.5, 1);
  });

  it.each([
    ['an empty picture', new Float64Array(size * size)],
    ['another picture', picture(size, 9)],
  ])('does not tell of %s', (_, coarse) => {
    const patch: Patch = { values: coarse.subarray(0, 64 * 64), start: [0, 0], size: [64, 64] };
    const options = { factor: [2, 2] as const, acrossOffset: 0.5 };
    expect(estimateOffset(whole(picture(size, 8)), patch, options)).toBeUndefined();
  });
});
