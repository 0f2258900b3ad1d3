import { expect, it } from 'vitest';
import { MemoryBudget } from '../../../chunks';
import { progressiveTuning } from '../../../core';
import { FakeSource } from '../../session/image.fixture';
import { Layer } from '../../scene/layers/layer';
import { Scene } from '../../scene/scene';
import { planLayer } from './plan-layer';

/** A layer of five levels, seen at a zoom at which a voxel of level 1 is one pixel. */
function setUp() {
  const scene = new Scene();
  scene.camera = { ...scene.camera, width: 400, height: 300, center: [512, 512], zoom: 0.5 };
  const layer = new Layer('layer1', new FakeSource({ shape: [1024, 1024], levels: 5 }), { age: 1 });
  scene.add(layer);
  const budget = new MemoryBudget({ limitBytes: 2 ** 28, gpuBytes: 0 });
  const failed = new Set<number>();
  const plan = () =>
    planLayer(
      layer,
      {
        ...{ scene, budget, tuning: progressiveTuning, bias: 1, focus: undefined, capacity: () => 1000 },
        hasFailed: (_, level) => failed.has(level),
      },
      1,
    );
  return { layer, failed, plan };
}

it('the level that matches the screen is planned', () => {
  expect(setUp().plan()?.level).toBe(1);
});

it('the next coarser level stands in for those that could not be opened', () => {
  const { failed, plan } = setUp();
  failed.add(1);
  expect([plan()?.level, plan()?.limitedBy]).toEqual([2, undefined]);
  failed.add(2).add(3);
  expect(plan()?.level).toBe(4);
  failed.clear();
  expect(plan()?.level).toBe(1);
});

it('a lock on a level that could not be opened is kept', () => {
  const { layer, failed, plan } = setUp();
  layer.patch({ level: 1 });
  failed.add(1);
  expect(plan()?.level).toBe(1);
});

it('the levels are told that the view would have used and that could not be opened', () => {
  const { layer, failed, plan } = setUp();
  plan();
  expect(layer.frame.unopened).toEqual([]);
  failed.add(1).add(2);
  plan();
  expect(layer.frame.unopened).toEqual([1, 2]);
  layer.patch({ level: 2 });
  plan();
  expect(layer.frame.unopened).toEqual([2]);
});
