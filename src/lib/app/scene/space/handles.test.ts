import { describe, expect, it } from 'vitest';
import type { ChunkSource, Dataset } from '../../../core';
import { handlesOf, moveHandle, setClip } from './handles';
import { Layer } from '../layers/layer';
import { Scene } from '../scene';

/** A scene of one volume of 10 × 20 × 40 voxels, seen in 3D along z with ten pixels a voxel. */
function sceneOf(): Scene {
  const dataset = {
    id: 'd',
    name: 'd',
    location: 'd',
    dtype: 'uint8',
    axes: ['z', 'y', 'x'].map((name) => ({ name, type: 'space' })),
    levels: [
      {
        scale: [1, 1, 1],
        translation: [0, 0, 0],
        array: { shape: [10, 20, 40], chunks: [10, 20, 40], fillValue: 0 },
      },
    ],
    channels: [{ name: 'a', active: true }],
    voxelCenters: 'declared',
    generated: false,
    origin: '',
    warnings: [],
  } as unknown as Dataset;
  const scene = new Scene();
  scene.camera = { ...scene.camera, width: 800, height: 600 };
  scene.add(new Layer('a', { dataset } as ChunkSource, { age: 1 }));
  scene.setMode('3d');
  scene.space.pose = { ...scene.space.pose, center: [19.5, 9.5, 4.5], zoom: 10 };
  return scene;
}

describe('handles', () => {
  it('stand in the middle of each side of the data', () => {
    const handles = handlesOf(sceneOf(), true);
    expect(handles.map(({ id }) => id)).toEqual(['x low', 'x high', 'y low', 'y high', 'z low', 'z high']);
    const left = handles.find(({ id }) => id === 'x low');
    expect([left?.x, left?.y]).toEqual([200, 300]);
  });

  it('follow a drag along their direction, and no further than the data', () => {
    const scene = sceneOf();
    const left = handlesOf(scene, true).find(({ id }) => id === 'x low');
    if (!left) throw new Error('There is no handle.');
    moveHandle(scene, left, [50, 77]);
    expect(scene.space.clip.get('x')).toEqual([4.5, 39.5]);
    expect(handlesOf(scene, true).find(({ id }) => id === 'x low')?.x).toBeCloseTo(250);
    moveHandle(scene, left, [-500, 0]);
    expect(scene.space.clip.size).toBe(0);
  });

  it('move the slice plane along its normal', () => {
    const scene = sceneOf();
    scene.space.plane = { position: [19.5, 9.5, 4.5], normal: [2, 0, 0], alone: false };
    const [handle] = handlesOf(scene, false);
    if (!handle) throw new Error('There is no handle.');
    moveHandle(scene, handle, [30, 99]);
    expect(scene.space.plane.position).toEqual([22.5, 9.5, 4.5]);
  });

  it('never cut all of the data away', () => {
    const scene = sceneOf();
    setClip(scene, 'z', [100, -100]);
    const [low = NaN, high = NaN] = scene.space.clip.get('z') ?? [];
    expect(high).toBeGreaterThan(low);
    expect(handlesOf(scene, true)).toHaveLength(6);
  });

  it('are none in 2D', () => {
    const scene = sceneOf();
    scene.setMode('2d');
    expect(handlesOf(scene, true)).toEqual([]);
  });
});
