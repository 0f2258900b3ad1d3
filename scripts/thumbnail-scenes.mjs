import { data as colormaps } from 'js-colormaps-es';

/**
 * @typedef {import('./indexed-png.mjs').Color} Color
 * @typedef {object} Scene
 * @property {(x: number, y: number) => Color} colorAt x from −1 to 1 across the card, y down in the same unit
 * @property {readonly Color[]} palette
 */

/** Height of a card over its width. */
export const aspect = 0.45;

const background = /** @type {Color} */ ([10, 11, 13]);
/** Closed: the last colour leads back to the first. */
const lamp = [
  [8, 12, 20],
  [14, 44, 78],
  [52, 140, 190],
  [228, 244, 250],
  [232, 168, 92],
  [96, 34, 30],
];
const ice = lamp.slice(0, 4);

const mix = (a, b, t) => a.map((value, i) => value + ((b[i] ?? value) - value) * t);
const smooth = (t) => t * t * (3 - 2 * t);
const clamp = (t) => Math.min(1, Math.max(0, t));

/** @returns {Color} the colour at `turn`, of which whole numbers are full turns */
function lampAt(turn) {
  const position = (turn - Math.floor(turn)) * lamp.length;
  const index = Math.floor(position);
  return mix(lamp[index], lamp[(index + 1) % lamp.length], smooth(position - index));
}

/** @returns {Color} from dark to light over 0 to 1 */
function iceAt(t) {
  const position = clamp(t) * (ice.length - 1);
  const index = Math.min(ice.length - 2, Math.floor(position));
  return mix(ice[index], ice[index + 1], position - index);
}

const steps = (count, colorOf) => Array.from({ length: count }, (_, i) => colorOf(i / (count - 1)));

/** Steps until escape with a fraction, so that bands become a gradient; `undefined` inside. */
function smoothEscape([startReal, startImaginary], [cReal, cImaginary]) {
  let real = startReal;
  let imaginary = startImaginary;
  for (let n = 0; n < 400; n++) {
    const squared = real * real + imaginary * imaginary;
    if (squared > 256) return n + 1 - Math.log2(Math.log2(squared) / 2);
    [real, imaginary] = [real * real - imaginary * imaginary + cReal, 2 * real * imaginary + cImaginary];
  }
  return undefined;
}

function escapeColor(count, { shift, cycles }) {
  return count === undefined ? background : lampAt(cycles * Math.log2(Math.max(1, 1 + count)) + shift);
}

const lampPalette = (count) => [background, ...steps(count, lampAt)];

/** Colours of a colormap as the program has it, from 0 to 1. */
function colormap(name) {
  const { colors } = colormaps[name];
  return (t) => colors[Math.round(clamp(t) * (colors.length - 1))].map((part) => part * 255);
}

/** As `gen:mandelbrot` counts. */
function escapeCount(cReal, cImaginary) {
  let real = 0;
  let imaginary = 0;
  let n = 0;
  for (; n < 255; n++) {
    [real, imaginary] = [real * real - imaginary * imaginary + cReal, 2 * real * imaginary + cImaginary];
    if (real * real + imaginary * imaginary > 4) break;
  }
  return n;
}

const twilight = colormap('twilight_shifted');
const viridis = colormap('viridis');

/** As the sample opens: colormap, contrast and gamma are those of src/lib/app/samples.ts. @type {Scene} */
export const mandelbrot = {
  colorAt: (x, y) => twilight((escapeCount(1.55 * x - 0.62, 1.55 * y) / 160) ** 0.35),
  palette: steps(256, twilight),
};

/** @type {Scene} */
export const julia = {
  colorAt: (x, y) =>
    escapeColor(smoothEscape([2.15 * x, 2.15 * y], [-0.8, 0.156]), { shift: -0.14, cycles: 0.2 }),
  palette: lampPalette(68),
};

/** One ramp at five levels, one above the other: what is coarser still lies where it should. @type {Scene} */
export const ramp = {
  colorAt(x, y) {
    const level = Math.floor(((y + aspect) / (2 * aspect)) * 5);
    const voxel = level === 0 ? 1 / 640 : 2 ** (level - 1) / 32;
    return viridis((Math.floor((x + 1) / voxel) + 0.5) * (voxel / 2));
  },
  palette: steps(256, viridis),
};

/** A board that runs to the horizon, where its squares turn into their mean. @type {Scene} */
export const checkerboard = {
  colorAt(x, y) {
    const below = y + 0.62 * aspect;
    if (below <= 0) return background;
    const distance = 0.42 / below;
    const contrast = clamp(1.5 - distance / 9) * 0.5;
    const isHigh = (Math.floor(x * distance * 3 + 1000.5) + Math.floor(distance * 3)) % 2 === 0;
    const haze = smooth(clamp(below / 0.14));
    return mix(background, iceAt(0.42 + (isHigh ? contrast : -contrast) * 0.78), haze);
  },
  palette: [background, ...steps(127, iceAt)],
};

/**
 * The three planes through the middle of a brain, each the right way up and to the same scale.
 * @param {{ data: ArrayLike<number>, shape: readonly number[] }} volume z, y, x
 * @returns {Scene}
 */
export function brainPlanes({ data, shape: [depth, height, width] }) {
  const valueAt = (z, y, x) => {
    const isInside = z >= 0 && y >= 0 && x >= 0 && z < depth && y < height && x < width;
    return isInside ? data[(z * height + y) * width + x] : 0;
  };
  const planes = [
    { center: -0.62, sample: (h, v) => bilinear((y, z) => valueAt(z, y, 78), height / 2 - h, depth / 2 - v) },
    { center: 0.066, sample: (h, v) => bilinear((x, z) => valueAt(z, 96, x), width / 2 + h, depth / 2 - v) },
    { center: 0.664, sample: (h, v) => bilinear((x, y) => valueAt(60, y, x), width / 2 + h, height / 2 - v) },
  ];
  const voxelsPerUnit = 226;
  return {
    colorAt(x, y) {
      const values = planes.map(({ center, sample }) =>
        sample((x - center) * voxelsPerUnit, y * voxelsPerUnit),
      );
      const light = smooth(clamp((Math.max(...values) - 15) / 118));
      return mix(background, [246, 247, 250], light);
    },
    palette: steps(48, (t) => mix(background, [246, 247, 250], t)),
  };
}

function bilinear(valueAt, a, b) {
  const [a0, b0] = [Math.floor(a), Math.floor(b)];
  const [u, v] = [a - a0, b - b0];
  const low = valueAt(a0, b0) * (1 - u) + valueAt(a0 + 1, b0) * u;
  const high = valueAt(a0, b0 + 1) * (1 - u) + valueAt(a0 + 1, b0 + 1) * u;
  return low * (1 - v) + high * v;
}
