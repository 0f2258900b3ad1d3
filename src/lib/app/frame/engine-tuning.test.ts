import { expect, it } from 'vitest';
import { MemoryBudget, type ChunkStore, type ChunkWish } from '../../chunks';
import { progressiveTuning, type Tuning } from '../../core';
import type { Renderer } from '../../render';
import { Layer } from '../scene/layers/layer';
import { Scene } from '../scene/scene';
import { FakeSource } from '../session/image.fixture';
import { Engine } from './engine';

const MIB = 2 ** 20;

/** A frame loop over a film of ten frames, or a volume, with all that it asks for noted down. */
function world(tuned: Partial<Tuning>, mode: '2d' | '3d' = '2d') {
  const scene = new Scene();
  const source = new FakeSource({ axes: mode === '2d' ? 'tyx' : 'zyx', shape: [10, 64, 64] });
  const [level] = source.dataset.levels;
  const array = { shape: [10, 64, 64], chunks: [1, 64, 64], fillValue: 0 };
  if (level) Object.assign(level, { array });
  scene.add(new Layer('layer', source, { age: 0 }));
  scene.setMode(mode);
  scene.fit();
  const asked = { uploads: [] as unknown[], wishes: [] as readonly ChunkWish[] };
  const renderer = {
    ...{ memory: () => ({ bytes: 0 }), configure: () => undefined, request: () => undefined },
    ...{ tileCapacity: () => 400, brickCapacity: () => 400, coverage: () => false },
    ...{ volumeCoverage: () => false, step: () => ({ drawn: false, busy: false }) },
    points: { upload: () => ({ bytes: 0, pending: 0 }) },
    upload: (_layers: unknown, _store: unknown, limits: unknown) => {
      asked.uploads.push(limits);
      return { uploadedTiles: 0, bytes: 0, pending: 0 };
    },
  } as unknown as Renderer;
  const store = {
    ...{ version: 0, stateOf: () => 'idle', get: () => undefined, isIdle: () => true, pendingCount: () => 0 },
    want: (wishes: readonly ChunkWish[]) => (asked.wishes = wishes),
  } as unknown as ChunkStore;
  const frames: ((nowMs: number) => void)[] = [];
  const engine = new Engine({
    ...{ scene, store, budget: new MemoryBudget({ limitBytes: 64 * MIB, gpuBytes: 0 }) },
    tuning: () => ({ ...progressiveTuning, ...tuned }),
    requestFrame: (frame) => void frames.push(frame),
    upcoming: () => Array.from({ length: 9 }, (_, n) => ({ axis: 't', index: n + 1 })),
    ...{ onProjections: () => undefined, beforeFrame: () => undefined, afterFrame: () => undefined },
    ...{
      loadPoints: () => new Promise(() => undefined),
      onPartError: () => undefined,
      onLevelError: () => undefined,
      background: () => [0, 0, 0] as const,
      reducedMotion: () => true,
    },
  });
  engine.setRenderer(renderer);
  const frame = (nowMs: number) => frames.splice(0).forEach((run) => run(nowMs));
  return { asked, engine, frame };
}

it('asks for what play shows next in the part of the memory for chunks that is tuned', () => {
  const ahead = (prefetchShare: number) => {
    const { asked, frame } = world({ prefetchShare });
    frame(0);
    return asked.wishes.filter(({ isPrefetch }) => isPrefetch).length;
  };
  // Of 32 MiB; a frame of the film takes 8 KiB, and nine more are to come.
  expect([0, 0.0005, 0.001, 0.15].map(ahead)).toEqual([0, 2, 4, 9]);
});

it('lets uploads take what is tuned of a frame while the view moves', () => {
  const limits = (movingUploadMs: number) => {
    const { asked, engine, frame } = world({ movingUploadMs });
    engine.noteInput(1000);
    frame(1010);
    return asked.uploads.at(-1);
  };
  expect([2, 7].map(limits)).toEqual([{ maxMs: 2 }, { maxMs: 7 }]);
});

it('lets uploads of a volume at rest take the time and the bytes that are tuned, and those of a slice as little as they need', () => {
  const limits = (mode: '2d' | '3d', tuned: Partial<Tuning>) => {
    const { asked, frame } = world(tuned, mode);
    frame(1000);
    return asked.uploads.at(-1);
  };
  expect(limits('3d', { volumeUploadMs: 5, volumeUploadMiB: 3 })).toEqual({ maxMs: 5, maxBytes: 3 * MIB });
  expect(limits('3d', { volumeUploadMs: 40, volumeUploadMiB: 64 })).toEqual({
    maxMs: 40,
    maxBytes: 64 * MIB,
  });
  expect(limits('2d', { volumeUploadMs: 5, volumeUploadMiB: 3 })).toEqual({});
});
