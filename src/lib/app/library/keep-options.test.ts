import { expect, it } from 'vitest';
import { FakeSource, type ImageOptions } from '../session/image.fixture';
import { Layer } from '../scene/layers/layer';
import { Scene } from '../scene/scene';
import { keepOptions } from './keep-options';

/** A scene of 400 × 200 CSS pixels with one image, and its layer. */
function shown(image: ImageOptions): { scene: Scene; layer: Layer } {
  const scene = new Scene();
  scene.camera = { ...scene.camera, width: 400, height: 200 };
  const layer = new Layer('layer', new FakeSource(image), { age: 1 });
  scene.add(layer);
  return { scene, layer };
}

const stack = { axes: 'tczyx', shape: [5, 3, 9, 1000, 1000], levels: 3, unit: 'micrometer' };

function axesOf(scene: Scene, layer: Layer) {
  const axes = keepOptions(scene, layer)?.axes ?? [];
  return Object.fromEntries(axes.map(({ axis, part, shown }) => [axis, [part, ...shown]]));
}

it('offers the part on the screen of displayed axes, and a range of the others', () => {
  const { scene, layer } = shown(stack);
  scene.camera = { ...scene.camera, center: [500, 300], zoom: 2 };
  scene.setPosition('t', 3);
  expect(axesOf(scene, layer)).toEqual({
    t: ['range', 3, 3],
    c: ['range', 0, 2],
    z: ['range', 4, 4],
    y: ['view', 250, 350],
    x: ['view', 400, 600],
  });
});

it('stays inside the image, and offers all of it when none is on the screen', () => {
  const { scene, layer } = shown({ axes: 'yx', shape: [1000, 1000] });
  scene.camera = { ...scene.camera, center: [0, 5000], zoom: 1 };
  expect(axesOf(scene, layer)).toEqual({ y: ['view', 0, 999], x: ['view', 0, 200] });
});

it('offers what the clip box leaves in 3D', () => {
  const { scene, layer } = shown(stack);
  scene.setMode('3d');
  scene.space.clip = new Map([['z', [2, 5]]]);
  expect(axesOf(scene, layer)).toMatchObject({ z: ['view', 2, 5], y: ['view', 0, 999] });
});

it('offers channels from the first to the last that is on, by name', () => {
  const { scene, layer } = shown(stack);
  layer.patchChannel(0, { visible: false });
  expect(axesOf(scene, layer)['c']).toEqual(['range', 1, 2]);
  expect(keepOptions(scene, layer)?.axes[1]?.names).toEqual(['c0', 'c1', 'c2']);
});

it('does not tear the components of a colour apart', () => {
  const overrides = { color: 'rgb', dtype: 'uint8' } as const;
  const { scene, layer } = shown({ axes: 'yxc', shape: [64, 64, 3], overrides });
  expect(axesOf(scene, layer)['c']?.[0]).toBe('all');
});

it('names levels by the size of their voxels in world units', () => {
  const { scene, layer } = shown(stack);
  expect(keepOptions(scene, layer)?.levels).toEqual([
    { level: 0, voxelSize: 1, unit: 'micrometer' },
    { level: 1, voxelSize: 2, unit: 'micrometer' },
    { level: 2, voxelSize: 4, unit: 'micrometer' },
  ]);
});

it('has nothing to keep of what is made on demand', () => {
  const { scene, layer } = shown({ overrides: { generated: true } });
  expect(keepOptions(scene, layer)).toBeUndefined();
});
