import { expect, it } from 'vitest';
import { AppError } from '../src/lib/core';
import { blobs } from '../src/lib/source/generate/blobs/blobs';
import { checkerboard } from '../src/lib/source/generate/images/checkerboard';
import { julia, mandelbrot } from '../src/lib/source/generate/images/fractals';
import { ramp } from '../src/lib/source/generate/images/ramp';
import { mandelbulb } from '../src/lib/source/generate/mandelbulb/mandelbulb';
import { parseGeneratorLocation } from '../src/lib/source/generate/generators';
import { faultKinds, type FaultKind } from '../src/lib/app/debugging/faults/faults';
import { checked, keysOf } from '../src/lib/app/debugging/check/checked.fixture';

/** Small enough to be read whole. A ramp runs along x: what is swapped or moved along an axis on which nothing changes is no fault. */
const looks = [
  { generator: ramp, query: 'shape=90,77&tile=16' },
  { generator: ramp, query: 'shape=22,17,21&tile=8&channels=2&times=2' },
  { generator: checkerboard, query: 'shape=90,77&tile=16&cell=5&tint=3' },
  { generator: checkerboard, query: 'shape=22,17,21&tile=8&cell=3&tint=3' },
  { generator: mandelbrot, query: 'shape=64,64&tile=16&iterations=60' },
  { generator: julia, query: 'shape=64,64&tile=16&iterations=60' },
  { generator: mandelbulb, query: 'shape=24,24,24&tile=8&iterations=9' },
  { generator: blobs, query: 'shape=64,64&tile=16&count=40' },
  { generator: blobs, query: 'shape=24,24,24&tile=8&count=40' },
];
/** Generators of what is not made of voxels, which nothing compares. */
const withoutVoxels = ['scatter'];
/** All that are accepted. */
const factors = Array.from({ length: 15 }, (_, n) => n + 2);
/** With larger ones a coarse level is a voxel or two, which may be the same in another place. */
const telling = factors.filter((factor) => factor <= 5);

const casesOf = (some: readonly number[]) =>
  looks.flatMap(({ generator, query }) =>
    generator.pyramids.flatMap((pyramid) =>
      some.map((factor) => `gen:${generator.name}?${query}&levels=3&factor=${factor}&pyramid=${pyramid}`),
    ),
  );

/** What a location is refused with; absent where it is not. */
function refusal(location: string): AppError | undefined {
  try {
    parseGeneratorLocation(location);
  } catch (error) {
    if (error instanceof AppError) return error;
    throw error;
  }
  return undefined;
}

it('knows every generator of voxels', () => {
  const known = refusal('gen:')?.detail['known'] as string[];
  const names = new Set([...looks.map(({ generator }) => generator.name), ...withoutVoxels]);
  expect([...names].sort()).toEqual([...known].sort());
});

it('knows every factor that is accepted', () => {
  const tried = [...Array.from({ length: 70 }, (_, n) => n - 1), 1.5, 2.5];
  expect(tried.filter((factor) => !refusal(`gen:ramp?factor=${factor}`))).toEqual(factors);
});

it.each(casesOf(factors))('finds nothing in %s', async (location) => {
  const { checked: compared, pending, findings, dataset } = await checked(location);
  expect(findings).toEqual([]);
  expect([compared, pending]).toEqual([keysOf(dataset).length, 0]);
});

/** What shows in chunks; a delay is a matter of time, and an exchange on the graphics card does not reach them. */
const inChunks = faultKinds.filter((kind) => kind !== 'delay' && kind !== 'upload');

it.each(casesOf(telling))('finds each fault that shows in chunks in %s', async (location) => {
  const found: [FaultKind, boolean][] = [];
  for (const kind of inChunks) found.push([kind, (await checked(location, kind)).findings.length > 0]);
  expect(found).toEqual(inChunks.map((kind) => [kind, true]));
});
