import { expect, it } from 'vitest';
import { MemoryBudget } from '../../../chunks';
import { progressiveTuning, type Tuning } from '../../../core';
import { FakeSource, makeImage } from '../../session/image.fixture';
import { Layer } from '../../scene/layers/layer';
import { Scene } from '../../scene/scene';
import { planLayer } from './plan-layer';

const MIB = 2 ** 20;

/** The level that a view of a whole image is planned at, by constants and memory. */
function levelOf(tuned: Partial<Tuning>, { capacity, limitBytes }: { capacity: number; limitBytes: number }) {
  const scene = new Scene();
  const { levels } = makeImage({ axes: 'yx', shape: [4096, 4096], levels: 6 });
  const layer = new Layer(
    'layer',
    new FakeSource({ id: 'image', shape: [4096, 4096], overrides: { levels } }),
    {
      age: 0,
    },
  );
  scene.add(layer);
  scene.camera = { ...scene.camera, width: 4096, height: 4096, center: [2048, 2048], zoom: 1 };
  const plan = planLayer(
    layer,
    {
      ...{ scene, budget: new MemoryBudget({ limitBytes, gpuBytes: 0 }), bias: 1, focus: undefined },
      ...{ tuning: { ...progressiveTuning, ...tuned }, capacity: () => capacity, hasFailed: () => false },
    },
    1,
  );
  return plan?.level;
}

it('plans for the part of the tiles that is tuned', () => {
  const memory = { capacity: 400, limitBytes: 4096 * MIB };
  const levels = [0.1, 0.9].map((tileShare) => levelOf({ tileShare }, memory) ?? -1);
  expect(levels[0]).toBeGreaterThan(levels[1] ?? Infinity);
});

it('plans for the part of the memory for chunks that is tuned', () => {
  const memory = { capacity: 100_000, limitBytes: 50 * MIB };
  const levels = [0.1, 0.8].map((chunkShare) => levelOf({ chunkShare }, memory) ?? -1);
  expect(levels[0]).toBeGreaterThan(levels[1] ?? Infinity);
});

it('plans for the part of the bricks that is tuned', () => {
  const scene = new Scene();
  const { levels } = makeImage({ axes: 'zyx', shape: [512, 512, 512], levels: 5 });
  const options = { axes: 'zyx', shape: [512, 512, 512], overrides: { levels } };
  const layer = new Layer('layer', new FakeSource(options), { age: 0 });
  scene.add(layer);
  scene.camera = { ...scene.camera, width: 1024, height: 1024 };
  scene.setMode('3d');
  scene.fit();
  const bricks = (brickShare: number) => {
    const budget = new MemoryBudget({ limitBytes: 4096 * MIB, gpuBytes: 0 });
    const plan = planLayer(
      layer,
      {
        ...{ scene, budget, bias: 1, focus: undefined, tuning: { ...progressiveTuning, brickShare } },
        ...{ capacity: () => 1000, hasFailed: () => false },
      },
      1,
    );
    return plan && 'bricks' in plan ? plan.bricks.length : NaN;
  };
  const [few = 0, more = 0] = [0.1, 0.9].map(bricks);
  expect(few).toBeLessThanOrEqual(100);
  expect(more).toBeGreaterThan(100);
  expect(more).toBeLessThanOrEqual(900);
});
