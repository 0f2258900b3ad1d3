import { mkdir, readFile, writeFile } from 'node:fs/promises';
import * as zarr from 'zarrita';
import { mandelbulb } from './bulb-scene.mjs';
import { encodeIndexedPng } from './indexed-png.mjs';
import * as scenes from './thumbnail-scenes.mjs';

const folder = 'static/samples';
const width = 640;
const height = Math.round(width * scenes.aspect);
/** Each pixel is the mean of this many points squared. */
const samples = 4;

async function readBrain() {
  const store = {
    get: async (key) => new Uint8Array(await readFile(`static/data/macaque.zarr${key}`)),
  };
  return zarr.get(await zarr.open.v3(zarr.root(store).resolve('0'), { kind: 'array' }), null);
}

/** @param {import('./thumbnail-scenes.mjs').Scene} scene */
function paint({ colorAt }) {
  return Array.from({ length: width * height }, (_, pixel) => {
    const sum = [0, 0, 0];
    for (let sample = 0; sample < samples * samples; sample++) {
      const x = (pixel % width) + ((sample % samples) + 0.5) / samples;
      const y = Math.floor(pixel / width) + (Math.floor(sample / samples) + 0.5) / samples;
      colorAt((2 * x) / width - 1, (2 * y - height) / width).forEach((value, i) => (sum[i] += value));
    }
    return sum.map((value) => value / (samples * samples));
  });
}

const { mandelbrot, julia, ramp, checkerboard, brainPlanes } = scenes;
const cards = { mandelbrot, mandelbulb, julia, ramp, checkerboard, macaque: brainPlanes(await readBrain()) };
await mkdir(folder, { recursive: true });
for (const [name, scene] of Object.entries(cards)) {
  const png = encodeIndexedPng({ width, height, pixels: paint(scene), palette: scene.palette });
  await writeFile(`${folder}/${name}.png`, png);
  console.log(`${folder}/${name}.png: ${(png.length / 1024).toFixed(1)} KiB`);
}
