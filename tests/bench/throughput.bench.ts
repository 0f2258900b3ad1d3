import { gzipSync } from 'node:zlib';
import Blosc from 'numcodecs/blosc';
import Lz4 from 'numcodecs/lz4';
import Zstd from 'numcodecs/zstd';
import { expect, test } from '@playwright/test';
import { noTraffic } from '../../src/lib/core';
import { openLocation } from '../../src/lib/source';
import { generatorStore } from '../../src/lib/source/generate';
import { crc32c } from '../../src/lib/core';
import { fileOrigin, memoryFetch } from '../foreign-data';
import { random } from './bench';
import { report } from './figures';

const EDGE = 64;
const MEASURED_MS = 700;
const SEED = 7;
/** A generator's first chunks are made before its code is compiled, and slowly. */
const WARM_UP_RUNS = 32;

type Encode = (bytes: Uint8Array) => Uint8Array | Promise<Uint8Array>;
const blosc = (cname: string): Encode => {
  const codec = Blosc.fromConfig({ id: 'blosc', cname, clevel: 5, shuffle: 1, blocksize: 0 } as never);
  return (bytes) => codec.encode(bytes);
};

/** Encoders by the name of the case: the codec of the metadata is what comes before the dash. */
const encoders: Readonly<Record<string, Encode>> = {
  'blosc-lz4': blosc('lz4'),
  'blosc-zstd': blosc('zstd'),
  zstd: (bytes) => Zstd.fromConfig({ id: 'zstd', level: 3 } as never).encode(bytes),
  lz4: (bytes) => Lz4.fromConfig({ id: 'lz4' }).encode(bytes),
  gzip: (bytes) => gzipSync(bytes, { level: 5 }),
  crc32c: (bytes) => Uint8Array.from([...bytes, ...new Uint8Array(Uint32Array.of(crc32c(bytes)).buffer)]),
  none: (bytes) => bytes,
};

/** Smooth values with a little noise, as a microscope gives. */
function voxels(): Uint8Array {
  const draw = random(SEED);
  const values = new Uint16Array(EDGE ** 3);
  for (let i = 0; i < values.length; i++) {
    const [x, y, z] = [i % EDGE, Math.floor(i / EDGE) % EDGE, Math.floor(i / EDGE ** 2)];
    values[i] = 1000 + 800 * Math.sin(x / 9) * Math.cos(y / 11) + 300 * Math.sin(z / 7) + 24 * draw();
  }
  return new Uint8Array(values.buffer);
}

function arrayDocument(codecs: readonly object[]): object {
  return {
    zarr_format: 3,
    node_type: 'array',
    shape: [EDGE, EDGE, EDGE],
    data_type: 'uint16',
    fill_value: 0,
    chunk_grid: { name: 'regular', configuration: { chunk_shape: [EDGE, EDGE, EDGE] } },
    chunk_key_encoding: { name: 'default' },
    codecs: [{ name: 'bytes', configuration: { endian: 'little' } }, ...codecs],
  };
}

/** Repeats `once` for a while. Returns how many times a second it ran. */
async function perSecond(once: (run: number) => Promise<void>): Promise<number> {
  await once(0);
  const startMs = performance.now();
  let runs = 0;
  while (performance.now() - startMs < MEASURED_MS) await once(++runs);
  return (1000 * runs) / (performance.now() - startMs);
}

for (const [name, encode] of Object.entries(encoders))
  test(`decode-${name}`, async () => {
    const raw = voxels();
    const encoded = await encode(raw);
    const codecs = name === 'none' ? [] : [{ name: name.split('-')[0], configuration: {} }];
    const effects = {
      fetch: memoryFetch({ 'zarr.json': arrayDocument(codecs), 'c/0/0/0': encoded }),
      random: () => 0,
      delay: () => Promise.resolve(),
    };
    const [opened] = await openLocation(fileOrigin, { pageUrl: fileOrigin, traffic: noTraffic(), effects });
    const read = () =>
      opened?.reader.readChunk(0, [0, 0, 0], { traffic: noTraffic(), maxEncodedBytes: 2 ** 24 });
    const chunk = await read();
    expect(
      Buffer.compare(new Uint8Array(chunk?.data.buffer ?? new ArrayBuffer()), raw),
      'what was encoded',
    ).toBe(0);
    const rate = await perSecond(async () => void (await read()));
    report(`decode-${name}`, [
      { decodedMiBPerSecond: (rate * raw.byteLength) / 2 ** 20, ratio: raw.byteLength / encoded.byteLength },
    ]);
  });

const flat = (run: number) => `/0/c/${Math.floor(run / 32) % 32}/${run % 32}`;
const solid = (run: number) => `/0/c/${run % 8}/3/4`;
const bulb = 'gen:mandelbulb?levels=15&tile=32';

/** What is made, and which chunk in which run. */
const generated: Readonly<Record<string, readonly [location: string, keyOf: (run: number) => string]>> = {
  ramp: ['gen:ramp', flat],
  checkerboard: ['gen:checkerboard', flat],
  mandelbrot: ['gen:mandelbrot', flat],
  julia: ['gen:julia', flat],
  'ramp-3d': ['gen:ramp?space=3', solid],
  'checkerboard-3d': ['gen:checkerboard?space=3', solid],
  'mandelbulb-inside': [bulb, (run) => `/8/c/64/64/${60 + (run % 8)}`],
  // From side to side of the domain.
  'mandelbulb-across': [bulb, (run) => `/10/c/8/8/${run % 32}`],
  // All their voxels are near the border, so that hardly two neighbours have the same count.
  'mandelbulb-border': [bulb, (run) => `/0/c/9415/23166/${21100 + (run % 8)}`],
};

for (const [name, [location, keyOf]] of Object.entries(generated))
  test(`generate-${name}`, async () => {
    const store = generatorStore(location);
    const chunkBytes = (await store.get(keyOf(0)))?.byteLength ?? 0;
    expect(chunkBytes).toBeGreaterThan(0);
    for (let run = 0; run < WARM_UP_RUNS; run++) await store.get(keyOf(run));
    const chunksPerSecond = await perSecond(async (run) => void (await store.get(keyOf(run))));
    report(test.info().title, [{ chunksPerSecond, chunkKiB: chunkBytes / 1024 }]);
  });
