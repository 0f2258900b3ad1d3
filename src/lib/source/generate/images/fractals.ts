import type { GeneratedImage, Generator, LevelFormula } from '../generator';
import { levelFactor } from '../level-geometry';

/** Returns how many steps of z ← z² + c stay within |z| ≤ 2, at most `limit`. */
type EscapeCount = (real: number, imaginary: number, limit: number) => number;

/** The domain is ±2.5 on both axes, y down is imaginary down. A third axis, times and channels repeat the picture. */
const fractal = {
  pyramids: ['sample'],
  dtype: 'uint8',
  space: 2,
  levels: 18,
  tile: { 2: 512, 3: 64 },
} as const satisfies Partial<Generator>;

const iterationLimits = { fallback: 255, min: 1, max: 65535 };

export const mandelbrot: Generator = {
  ...fractal,
  name: 'mandelbrot',
  parameters: ['iterations'],
  configure(parameters, image) {
    const iterations = parameters.integer('iterations', iterationLimits);
    const count: EscapeCount = (real, imaginary, limit) =>
      isInMainBulbs(real, imaginary) ? limit : countSteps([0, 0], [real, imaginary], limit);
    return { window: [0, iterations], atLevel: (level) => escapeAtLevel(image, count, iterations, level) };
  },
};

/** With the default `c` it has no mirror symmetry, so that a flipped axis shows. */
export const julia: Generator = {
  ...fractal,
  name: 'julia',
  parameters: ['iterations', 'c'],
  configure(parameters, image) {
    const iterations = parameters.integer('iterations', iterationLimits);
    const c = parameters.pair('c', [-0.8, 0.156]);
    const count: EscapeCount = (real, imaginary, limit) => countSteps([real, imaginary], c, limit);
    return { window: [0, iterations], atLevel: (level) => escapeAtLevel(image, count, iterations, level) };
  },
};

function escapeAtLevel(
  image: GeneratedImage,
  count: EscapeCount,
  limit: number,
  level: number,
): LevelFormula {
  const last = image.axes.length - 1;
  const factor = levelFactor(image, level);
  const width = image.shape[last] ?? 0;
  const height = image.shape[last - 1] ?? 0;
  return {
    writeRow(row, index) {
      const first = index[last] ?? 0;
      const imaginary = domainPosition(index[last - 1] ?? 0, factor, height);
      for (let i = 0; i < row.length; i++) {
        row[i] = count(domainPosition(first + i, factor, width), imaginary, limit);
      }
    },
  };
}

/** Position in the domain of the centre of voxel `index`, where `size` counts level-0 voxels. */
function domainPosition(index: number, factor: number, size: number): number {
  return -2.5 + ((index + 0.5) * factor * 5) / size;
}

function countSteps(start: readonly [number, number], c: readonly [number, number], limit: number): number {
  const [cReal, cImaginary] = c;
  let [real, imaginary] = start;
  let realSquared = real * real;
  let imaginarySquared = imaginary * imaginary;
  let steps = 0;
  while (steps < limit) {
    imaginary = 2 * real * imaginary + cImaginary;
    real = realSquared - imaginarySquared + cReal;
    realSquared = real * real;
    imaginarySquared = imaginary * imaginary;
    if (realSquared + imaginarySquared > 4) break;
    steps++;
  }
  return steps;
}

/** True within the cardioid and the disc of period 2, from where no orbit escapes. */
function isInMainBulbs(real: number, imaginary: number): boolean {
  const squared = imaginary * imaginary;
  const fromCusp = real - 0.25;
  const q = fromCusp * fromCusp + squared;
  return q * (q + fromCusp) <= 0.25 * squared || (real + 1) * (real + 1) + squared <= 0.0625;
}
