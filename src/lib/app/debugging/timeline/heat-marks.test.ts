import { expect, it } from 'vitest';
import { MemoryBudget } from '../../../chunks';
import { progressiveTuning, type ChunkKey } from '../../../core';
import { planLayer } from '../../frame/plan/plan-layer';
import { planOf, Layer } from '../../scene/layers/layer';
import { Scene } from '../../scene/scene';
import { FakeSource } from '../../session/image.fixture';
import { heatMarks } from './heat-marks';

/** A layer of five levels of one chunk each, of which the view wants some. */
function setUp() {
  const scene = new Scene();
  scene.camera = { ...scene.camera, width: 400, height: 300, center: [512, 512], zoom: 0.5 };
  const layer = new Layer('layer1', new FakeSource({ shape: [1024, 1024], levels: 5 }), { age: 1 });
  scene.add(layer);
  const budget = new MemoryBudget({ limitBytes: 2 ** 28, gpuBytes: 0 });
  const limits = { bias: 1, focus: undefined, capacity: () => 1000, hasFailed: () => false };
  planLayer(layer, { scene, budget, tuning: progressiveTuning, ...limits }, 1);
  const wanted = (planOf(layer.frame)?.want ?? []).map(({ key }) => key);
  return { scene, layer, wanted };
}

it('marks what the view wants and has come by its rank, coarse levels first, where it lies', () => {
  const { scene, wanted } = setUp();
  const target = wanted.at(-1) as ChunkKey;
  const pinned = wanted[0] as ChunkKey;
  expect(pinned.level).toBeGreaterThan(target.level);
  const elsewhere = { ...target, index: [7, 7] };
  const marks = heatMarks(scene, [target, elsewhere, pinned]);
  expect(marks.map(({ level, rank }) => [level, rank])).toEqual([
    [pinned.level, 1],
    [target.level, 0],
  ]);
  // As much as the view shows: 800 by 600 voxels around the middle.
  expect(marks[1]?.world).toEqual({ x0: 112, y0: 212, x1: 912, y1: 812 });
});

it('ranks what came more than once by its last time', () => {
  const { scene, wanted } = setUp();
  const [first, last] = [wanted[0] as ChunkKey, wanted.at(-1) as ChunkKey];
  const marks = heatMarks(scene, [first, last, first]);
  expect(marks.find(({ level }) => level === first.level)?.rank).toBe(1);
});

it('marks nothing of layers that are switched off', () => {
  const { scene, layer, wanted } = setUp();
  layer.patch({ visible: false });
  expect(heatMarks(scene, wanted)).toEqual([]);
});
