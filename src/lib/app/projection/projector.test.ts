import { expect, it } from 'vitest';
import { AppError, chunkKeyString, type ChunkArray, type ChunkKey, type Dataset } from '../../core';
import { makeProjection, type Projection } from './projection';
import type { ThickMode } from './projection-mode';
import { Projector } from './projector';
import type { Accumulator } from './worker/accumulate';
import { answer } from './worker/answer';
import type { ProjectionWorker } from './worker/projection-port';

/** Six planes of 2 × 2 voxels in chunks of two planes; the chunk of planes 2 and 3 is absent. Voxels hold their plane's number + 1. */
const stored: Dataset = {
  ...{ id: 'store', name: 'store', location: 'store', dtype: 'uint8', channels: [], origin: '' },
  ...{ voxelCenters: 'declared', generated: false, warnings: [] },
  axes: ['z', 'y', 'x'].map((name) => ({ name, type: 'space' as const })),
  levels: [
    {
      ...{ scale: [1, 1, 1], translation: [0, 0, 0] },
      array: { shape: [6, 2, 2], chunks: [2, 2, 2], fillValue: 9 },
    },
  ],
};

function chunkAt(z: number): ChunkArray | undefined {
  const data = Uint8Array.from({ length: 8 }, (_, i) => 2 * z + Math.floor(i / 4) + 1);
  return z === 1 ? undefined : { data, shape: [2, 2, 2], stride: [4, 2, 1] };
}

function worker(): ProjectionWorker {
  const jobs = new Map<number, Accumulator>();
  const port: ProjectionWorker = {
    ...{ onmessage: null, onerror: null, terminate: () => undefined },
    postMessage(question) {
      port.onmessage?.({ data: answer(jobs, question) } as MessageEvent);
    },
  };
  return port;
}

function openProjector(read = (key: ChunkKey) => Promise.resolve(chunkAt(key.index[0] ?? 0))) {
  const held = new Map<string, ChunkArray | undefined>();
  const reads: number[] = [];
  const projector = new Projector({
    createWorker: worker,
    store: {
      get: (key) => held.get(chunkKeyString(key)),
      stateOf: (key) => (held.has(chunkKeyString(key)) && !held.get(chunkKeyString(key)) ? 'empty' : 'idle'),
      offer: (key, chunk) => void held.set(chunkKeyString(key), chunk),
    },
    read: (key) => {
      reads.push(key.index[0] ?? 0);
      return read(key);
    },
  });
  return { projector, reads };
}

function projected(mode: ThickMode, left: number, right: number): Projection {
  const steps = { scale: 1, translation: 0, count: 6 };
  return makeProjection(stored, mode, [{ axis: 0, steps, left, right }]);
}

function makeAt(projector: Projector, { made }: Projection, z: number) {
  return projector.make({ dataset: made.id, level: 0, index: [z, 0, 0] }, new AbortController().signal);
}

it('makes what the mode says of the stored voxels, absent ones being the fill value', async () => {
  const expected = { sum: 2 + 9 + 9 + 5, mean: 25 / 4, max: 9, min: 2 };
  for (const mode of ['sum', 'mean', 'max', 'min'] as const) {
    const projection = projected(mode, 1, 2);
    const { projector } = openProjector();
    projector.use([projection]);
    const chunk = await makeAt(projector, projection, 2);
    expect([...(chunk?.data ?? [])]).toEqual(Array(4).fill(expected[mode]));
    expect(chunk?.shape).toEqual([1, 2, 2]);
  }
});

it('reads for another range only what is not held', async () => {
  const { projector, reads } = openProjector();
  const [narrow, wide] = [projected('max', 0, 1), projected('max', 1, 3)];
  projector.use([narrow, wide]);
  await makeAt(projector, narrow, 2);
  expect(reads).toEqual([1]);
  await makeAt(projector, wide, 2);
  expect(reads).toEqual([1, 0, 2]);
});

it('fails when any stored chunk does', async () => {
  const { projector } = openProjector(({ index }) =>
    index[0] === 2
      ? Promise.reject(new AppError('http', 'The server answered 500.'))
      : Promise.resolve(undefined),
  );
  const projection = projected('mean', 2, 3);
  projector.use([projection]);
  await expect(makeAt(projector, projection, 2)).rejects.toMatchObject({ code: 'http' });
});

it('is absent where nothing is stored, but for a sum of what is not 0', async () => {
  const { projector } = openProjector();
  const [max, sum] = [projected('max', 0, 1), projected('sum', 0, 1)];
  projector.use([max, sum]);
  expect(await makeAt(projector, max, 2)).toBeUndefined();
  expect([...((await makeAt(projector, sum, 2))?.data ?? [])]).toEqual([18, 18, 18, 18]);
});
