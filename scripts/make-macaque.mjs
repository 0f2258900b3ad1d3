import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { decompress, isCompressed, readHeader, readImage } from 'nifti-reader-js';
import * as zarr from 'zarrita';
import { halve, levelPlacement } from './mean-pyramid.mjs';

const usage = 'Usage: node scripts/make-macaque.mjs PATH_TO/inia19-t1-brain.nii.gz';
const target = 'static/data/macaque.zarr';
const voxelMm = 0.5;
const levels = 4;
const axes = ['z', 'y', 'x'];
const chunkShape = [32, 64, 64];
/** Values between which 99.8 % of the brain's voxels lie, rounded outwards. */
const contrast = { start: 20, end: 135 };
/** Of the published file: [z, y, x] and what is written there. */
const known = { index: [64, 103, 84], value: 88.7737 };

/** @returns {Promise<import('./mean-pyramid.mjs').Volume>} */
async function readVolume(path) {
  const file = await readFile(path);
  const buffer = file.buffer.slice(file.byteOffset, file.byteOffset + file.byteLength);
  const nifti = isCompressed(buffer) ? decompress(buffer) : buffer;
  const header = readHeader(nifti);
  if (header?.datatypeCode !== 16 || !header.littleEndian) throw new Error(`${path} is not a float32 NIfTI`);
  const [, width, height, depth] = header.dims;
  return { data: new Float32Array(readImage(header, nifti)), shape: [depth, height, width] };
}

/** @param {import('./mean-pyramid.mjs').Volume} volume */
function checkKnownValue({ data, shape }) {
  const [z, y, x] = known.index;
  const value = data[(z * shape[1] + y) * shape[2] + x];
  if (Math.abs(value - known.value) > 5e-5)
    throw new Error(`[${known.index}] is ${value}, not ${known.value}`);
}

function groupAttributes(maximum) {
  const datasets = Array.from({ length: levels }, (_, level) => ({
    path: String(level),
    coordinateTransformations: levelPlacement(level, voxelMm),
  }));
  const multiscale = {
    name: 'Macaque brain',
    type: 'mean',
    axes: axes.map((name) => ({ name, type: 'space', unit: 'millimeter' })),
    datasets,
  };
  const channel = {
    label: 'T1',
    active: true,
    color: 'FFFFFF',
    window: { min: 0, max: maximum, ...contrast },
  };
  return { ome: { version: '0.5', multiscales: [multiscale], omero: { channels: [channel] } } };
}

/** A folder as a store that zarrita can write to. */
function folderStore(folder) {
  return {
    get: async () => undefined,
    async set(key, value) {
      const path = join(folder, key);
      await mkdir(dirname(path), { recursive: true });
      await writeFile(path, value);
    },
  };
}

async function writeLevel(root, level, { data, shape }) {
  const array = await zarr.create(root.resolve(String(level)), {
    shape,
    chunkShape,
    dtype: 'float32',
    fillValue: 0,
    dimensionNames: axes,
    codecs: [
      { name: 'bytes', configuration: { endian: 'little' } },
      {
        name: 'blosc',
        configuration: { cname: 'zstd', clevel: 9, shuffle: 'shuffle', typesize: 4, blocksize: 0 },
      },
    ],
  });
  await zarr.set(array, null, { data, shape, stride: [shape[1] * shape[2], shape[2], 1] });
}

const path = process.argv[2];
if (!path) throw new Error(usage);
let volume = await readVolume(path);
checkKnownValue(volume);
await rm(target, { recursive: true, force: true });
const root = zarr.root(folderStore(target));
const maximum = volume.data.reduce((largest, value) => Math.max(largest, value), 0);
await zarr.create(root, { attributes: groupAttributes(Math.ceil(maximum)) });
for (let level = 0; level < levels; level++) {
  if (level > 0) volume = halve(volume);
  await writeLevel(root, level, volume);
}
console.log(`Wrote ${target}`);
