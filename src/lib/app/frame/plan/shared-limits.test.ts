import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ChunkStore, Lane, MemoryBudget } from '../../../chunks';
import { chunkKeyString, progressiveTuning, type ChunkKey, type Level } from '../../../core';
import { FakeSource } from '../../session/image.fixture';
import { Layer } from '../../scene/layers/layer';
import { Scene } from '../../scene/scene';
import { planLayer } from './plan-layer';

const [SIDE, CHUNK, LEVELS] = [2048, 64, 5];
const MIB = 2 ** 20;

function levels(): Level[] {
  return Array.from({ length: LEVELS }, (_, level) => {
    const factor = 2 ** level;
    const array = { shape: [SIDE / factor, SIDE / factor], chunks: [CHUNK, CHUNK], fillValue: 0 };
    return { scale: [factor, factor], translation: [(factor - 1) / 2, (factor - 1) / 2], array };
  });
}

/** A scene of equal layers over one image each, and how the frame loop plans it. */
function sceneOf(count: number, limitBytes: number, tiles: number) {
  const scene = new Scene();
  const layers = Array.from({ length: count }, (_, at) => {
    const source = new FakeSource({ id: `image${at}`, shape: [SIDE, SIDE], overrides: { levels: levels() } });
    const layer = new Layer(`layer${at}`, source, { age: at });
    scene.add(layer);
    return layer;
  });
  const budget = new MemoryBudget({ limitBytes, gpuBytes: 0 });
  const limits = { budget, tuning: progressiveTuning, bias: 1, focus: undefined, capacity: () => tiles };
  const plan = () =>
    layers.map((layer) => planLayer(layer, { scene, ...limits, hasFailed: () => false }, 1 / count));
  return { scene, layers, budget, plan };
}

const cameras = fc.record({
  center: fc.tuple(
    fc.double({ min: 0, max: SIDE, noNaN: true }),
    fc.double({ min: 0, max: SIDE, noNaN: true }),
  ),
  zoom: fc.constantFrom(0.1, 0.3, 1, 2),
});

test('RFC row 45: however many layers there are, what all of them want fits one limit, and each has the same part of it', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 8 }),
      fc.integer({ min: 1, max: 64 }),
      cameras,
      (count, mebibytes, camera) => {
        const { scene, budget, plan } = sceneOf(count, mebibytes * MIB, 200);
        scene.camera = { ...scene.camera, width: 1000, height: 700, ...camera };
        const plans = plan();
        const bytes = plans.map((each) =>
          (each?.want ?? []).reduce((sum, { decodedBytes }) => sum + decodedBytes, 0),
        );
        const all = bytes.reduce((sum, each) => sum + each, 0);
        expect(all).toBeLessThanOrEqual(budget.tier('chunks').maxBytes);
        expect(new Set(bytes).size, 'equal layers want equally much').toBe(1);
        const tiles = plans.flatMap((each) => (each && 'tiles' in each ? each.tiles : []));
        expect(tiles.length).toBeLessThanOrEqual(200);
      },
    ),
    { numRuns: 100 },
  );
});

test('RFC row 39: what a view wants of its coarsest level is loaded once while it is wanted, and stays under a tight limit wherever one goes', async () => {
  let steps = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(cameras, { minLength: 5, maxLength: 15 }), async (walk) => {
      const { scene, budget, plan } = sceneOf(1, 2 * MIB, 12);
      const lane = new Lane({ fixedLimit: 4 });
      let loads: ChunkKey[] = [];
      const store = new ChunkStore({
        ...{ budget, laneOf: () => lane, now: () => 0, later: () => undefined, onChange: () => undefined },
        load: (key) => {
          loads.push(key);
          return Promise.resolve({
            data: new Uint16Array(CHUNK ** 2),
            shape: [CHUNK, CHUNK],
            stride: [CHUNK, 1],
          });
        },
      });
      let held = new Set<string>();
      for (const camera of walk) {
        scene.camera = { ...scene.camera, width: 400, height: 300, ...camera };
        const want = plan().flatMap((each) => each?.want ?? []);
        const coarsest = Math.max(...want.map(({ key }) => key.level));
        loads = [];
        store.want(want);
        while (!store.isIdle()) await new Promise(setImmediate);
        expect(new Set(want.map(({ key }) => store.stateOf(key)))).toEqual(new Set(['ready']));
        const names = want.filter(({ key }) => key.level === coarsest).map(({ key }) => chunkKeyString(key));
        expect(loads.map(chunkKeyString).filter((name) => held.has(name))).toEqual([]);
        if (names.some((name) => held.has(name))) steps += 1;
        held = new Set(names);
      }
      expect(budget.peakBytes).toBeLessThanOrEqual(2 * MIB);
    }),
    { numRuns: 30, endOnFailure: true },
  );
  expect(steps, 'steps that kept a level').toBeGreaterThan(50);
});
