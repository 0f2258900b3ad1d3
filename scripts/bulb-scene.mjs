import { data as colormaps } from 'js-colormaps-es';

/** @typedef {readonly [number, number, number]} Vector */

const background = [10, 11, 13];
const { colors } = colormaps.inferno;
const palette = colors.map((color) => color.map((part) => part * 255));

const dot = (a, b) => a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
const scaled = (a, factor) => a.map((part) => part * factor);
const unit = (a) => scaled(a, 1 / Math.sqrt(dot(a, a)));
const cross = (a, b) => [a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]];

const forward = unit([0.62, 0.66, -0.42]);
const right = unit(cross(forward, [0, 0, 1]));
const down = cross(forward, right);
const light = unit([-0.9, -0.25, 0.75]);
/** Half the width of the card, in units of the bulb. */
const scale = 2.5;

/**
 * Distance from a point to the bulb that a ray may safely go: about half of ln r · r / r′.
 * @param {Vector} c
 */
function distance(c) {
  let [x, y, z] = c;
  let slope = 1;
  for (let step = 0; step < 12; step++) {
    const radius = Math.sqrt(x * x + y * y + z * z);
    if (radius > 2) return (0.5 * Math.log(radius) * radius) / slope;
    slope = 8 * radius ** 7 * slope + 1;
    const power = radius ** 8;
    const latitude = 8 * Math.atan2(z, Math.hypot(x, y));
    const longitude = 8 * Math.atan2(y, x);
    x = power * Math.cos(latitude) * Math.cos(longitude) + c[0];
    y = power * Math.cos(latitude) * Math.sin(longitude) + c[1];
    z = power * Math.sin(latitude) + c[2];
  }
  return 0;
}

/** Where the ray from `start` meets the bulb, and in how many steps; `undefined` where it passes. @param {Vector} start */
function trace(start) {
  let travelled = 2.5 - Math.sqrt(Math.max(0, 1.25 ** 2 - squaredMiss(start)));
  for (let step = 0; step < 90 && travelled < 4; step++) {
    const point = start.map((part, i) => part + travelled * forward[i]);
    const free = distance(point);
    if (free < 0.0015) return { point, step };
    travelled += free;
  }
  return undefined;
}

/** Square of the distance at which the ray from `start` passes the middle. @param {Vector} start */
function squaredMiss(start) {
  const along = dot(start, forward);
  return dot(start, start) - along * along;
}

/** @param {Vector} point */
function normalAt(point) {
  const slopes = [0, 1, 2].map((axis) => {
    const moved = (by) => distance(point.map((part, i) => (i === axis ? part + by : part)));
    return moved(0.002) - moved(-0.002);
  });
  return dot(slopes, slopes) > 0 ? unit(slopes) : scaled(forward, -1);
}

/** The bulb of `gen:mandelbulb`, lit from above; hollows, where rays take many steps, are dark. @type {import('./thumbnail-scenes.mjs').Scene} */
export const mandelbulb = {
  colorAt(x, y) {
    const start = [0, 1, 2].map((i) => x * scale * right[i] + y * scale * down[i] - 2.5 * forward[i]);
    if (squaredMiss(start) > 1.25 ** 2) return background;
    const hit = trace(start);
    if (!hit) return background;
    const facing = Math.max(0, dot(normalAt(hit.point), light));
    const shade = (0.16 + 0.84 * facing) * Math.exp(-hit.step / 34);
    return palette[Math.min(255, Math.round(30 + 215 * shade))];
  },
  // Few, so that the file stays small.
  palette: [background, ...palette.filter((_, i) => i % 5 === 1)],
};
