import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startFixtureServer, type FixtureServer } from '../../../../../tests/fixtures/fixture-server';
import { makeWorld, openReader } from '../../../../../tests/faults/world';
import { omeTree } from '../../../../../tests/fixtures/ome-tree';
import { pyramid, type PyramidOptions } from '../../../../../tests/fixtures/pyramid';
import type { ChunkSource } from '../../../core';
import { Layer } from '../../scene/layers/layer';
import { LevelsDoctor } from './levels-doctor';

let server: FixtureServer;
beforeAll(async () => {
  server = await startFixtureServer();
});
afterAll(() => server.close());

/** A layer of what a server has, read as in a worker. */
async function layerAt(location: string): Promise<Layer> {
  const world = makeWorld();
  const reader = await openReader(location, world);
  const context = { traffic: world.traffic };
  const source: ChunkSource = {
    get dataset() {
      return reader.dataset;
    },
    openLevel: async (level) => (await reader.openLevel(level, context)) as never,
    read: ({ level, index }, { signal, maxEncodedBytes }) =>
      reader.readChunk(level, index, { ...context, signal, maxEncodedBytes }),
  };
  return new Layer('layer1', source, { age: 1 });
}

async function diagnosed(location: string) {
  const layer = await layerAt(location);
  const reserved = { bytes: 0 };
  const doctor = new LevelsDoctor({
    ...{ layerOf: () => layer, units: () => new Map<string, string>(), onChange: () => undefined },
    budget: {
      reserve: (_: string, bytes: number) => ((reserved.bytes += bytes), true),
      release: (_: string, bytes: number) => void (reserved.bytes -= bytes),
    },
  });
  const exam = await doctor.examine('layer1', new AbortController().signal);
  expect(reserved.bytes, 'what was reserved is given back').toBe(0);
  const found = () => {
    const diagnosis = doctor.diagnose('layer1', exam);
    if (!diagnosis) throw new Error('No diagnosis.');
    return diagnosis;
  };
  return { doctor, layer, exam, found };
}

const served = (options: Partial<PyramidOptions>): string =>
  server.serve('pyramid', omeTree(pyramid({ size: 256, levels: 3, how: 'mean', ...options })));
const corner = (factor: number) => (factor - 1) / 2;

describe('LevelsDoctor', () => {
  it.each<[string, Partial<PyramidOptions>]>([
    ['means that share their corners', { how: 'mean', translation: corner }],
    ['means without a translation, for which that is inferred', { how: 'mean' }],
    ['first voxels that share their centre', { how: 'first', translation: () => 0 }],
  ])('finds nothing wrong with %s', async (_, options) => {
    const { found } = await diagnosed(served(options));
    expect(found().better).toBeUndefined();
    expect(found().isMeasured).toBe(true);
    expect(found().levels.flatMap(({ off = [], problems }) => [...off, ...problems])).toEqual([]);
  });

  it('finds means that are said to share the centre of their first voxel, how far they are off, and what fits', async () => {
    const { found, doctor, layer } = await diagnosed(served({ how: 'mean', translation: () => 0 }));
    const { levels, better } = found();
    expect(levels.map(({ rule }) => rule)).toEqual(['finest', 'center', 'center']);
    const off = levels.map((level) => level.off?.map(({ voxels }) => Math.round(voxels * 2) / 2));
    expect(off).toEqual([undefined, [-0.5, -0.5], [-1.5, -1.5]]);
    expect(better).toBe('inferred');
    doctor.place('layer1', 'inferred');
    expect(layer.voxelCenters).toBe('inferred');
    expect(found()).toMatchObject({ isMeasured: true });
    expect(found().better).toBeUndefined();
    expect(found().levels.flatMap((level) => level.off ?? [])).toEqual([]);
  });

  it('finds first voxels that are said to share their corners', async () => {
    const { found } = await diagnosed(served({ how: 'first', translation: corner }));
    expect(found().levels.map(({ rule }) => rule)).toEqual(['finest', 'corner', 'corner']);
    expect(found().better).toBe('literal');
  });

  it('finds scales that contradict the shapes, and that the extent fits', async () => {
    const { found, doctor, layer } = await diagnosed(
      served({ how: 'mean', translation: () => 0, scale: (factor) => factor ** 1.5 }),
    );
    expect(found().levels[1]?.problems).toMatchObject([{ kind: 'scale', ratio: 2 }, { kind: 'scale' }]);
    expect(found().better).toBe('extent');
    doctor.place('layer1', 'extent');
    expect(layer.dataset(new Map()).levels.map(({ scale }) => scale[0])).toEqual([1, 2, 4]);
    expect(found().levels.flatMap(({ off = [], problems }) => [...off, ...problems])).toEqual([]);
  });

  it.each([
    'gen:mandelbrot?levels=4&tile=128',
    'gen:ramp?levels=3&tile=128',
    'gen:checkerboard?levels=3&tile=64',
  ])('raises no false alarm about %s', async (location) => {
    const { found } = await diagnosed(server.generated(location));
    expect(found().better).toBeUndefined();
    expect(found().levels.flatMap(({ off = [] }) => off)).toEqual([]);
  });

  it('goes on without a level that is not there', async () => {
    const tree = omeTree(pyramid({ size: 256, levels: 3, how: 'mean' }));
    delete tree['1/zarr.json'];
    const { found } = await diagnosed(server.serve('holed', tree));
    expect(found().levels.map(({ problems }) => problems.map(({ kind }) => kind))).toEqual([
      [],
      ['missing'],
      [],
    ]);
    expect(found().better).toBeUndefined();
  });
});
