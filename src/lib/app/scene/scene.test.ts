import { describe, expect, it } from 'vitest';
import { FakeSource, type ImageOptions } from '../session/image.fixture';
import { Layer } from './layers/layer';
import { displayAxes } from './display-axes';
import { Scene } from './scene';

/** A scene with a layer for each image, in the order in which they came, on a viewport of 400 × 200. */
function sceneOf(...images: ImageOptions[]): Scene {
  const scene = new Scene();
  scene.camera = { ...scene.camera, width: 400, height: 200 };
  images.forEach((image, at) => {
    const id = `layer${at + 1}`;
    scene.add(new Layer(id, new FakeSource({ id, ...image }), { age: at + 1 }));
  });
  return scene;
}

function layerOf(scene: Scene, at: number): Layer {
  const layer = scene.layers[at];
  if (!layer) throw new Error(`There is no layer ${at}.`);
  return layer;
}

const indices = (scene: Scene) =>
  Object.fromEntries(scene.dimensions().map(({ axis, index, count }) => [axis, `${index} of ${count}`]));

describe('layers with different axes', () => {
  it('have one slider for each axis that is not displayed, also of an axis that only one of them has', () => {
    const scene = sceneOf({ axes: 'yx' }, { axes: 'tzyx', shape: [5, 9, 64, 64] });
    expect(indices(scene)).toEqual({ t: '0 of 5', z: '4 of 9' });
  });

  it('are cut where they have the displayed axes, and not shown where they lack one', () => {
    const scene = sceneOf({ axes: 'zyx' }, { axes: 'yx' });
    displayAxes(scene, ['z', 'y']);
    expect(scene.sliceOf(layerOf(scene, 0))).toMatchObject({ vertical: 0, horizontal: 1 });
    expect(scene.sliceOf(layerOf(scene, 1))).toBeUndefined();
  });

  it('keep the axes on the screen that some layer has, and refuse others', () => {
    const scene = sceneOf({ axes: 'yx' }, { axes: 'cyx', shape: [3, 64, 64] });
    for (const [vertical, horizontal] of [
      ['z', 'x'],
      ['c', 'x'],
      ['y', 'y'],
    ] as const) {
      displayAxes(scene, [vertical, horizontal]);
      expect(scene.axes).toEqual(['y', 'x']);
    }
  });

  it('fit the view to what is displayed of all of them', () => {
    const scene = sceneOf({ axes: 'yx', shape: [10, 100] }, { axes: 'zyx', shape: [3, 50, 20] });
    expect(scene.extent()).toEqual({ x0: -0.5, y0: -0.5, x1: 99.5, y1: 49.5 });
  });
});

describe('layers in different units', () => {
  const um = { axes: 'zyx', shape: [10, 100, 100], unit: 'micrometer' };
  const nm = { axes: 'zyx', shape: [10, 100, 100], unit: 'nanometer' };

  it('lie in the world of the first: 100 voxels of 1 nm are 0.1 µm wide', () => {
    const scene = sceneOf(um, nm);
    expect(scene.units.get('x')).toBe('micrometer');
    const [, , width] = scene.datasetOf(layerOf(scene, 1)).levels[0]?.scale ?? [];
    expect(width).toBeCloseTo(1e-3, 12);
  });

  it('share a slider, which counts voxels of the first; the other shows the voxel at that place', () => {
    const scene = sceneOf(nm, um);
    scene.setPosition('z', 9);
    expect(indices(scene)).toEqual({ z: '9 of 10' });
    expect(scene.sliceOf(layerOf(scene, 1))?.position[0]).toBeCloseTo(9, 12);
  });

  it('keep what is on the screen when the first is removed, in the units of the next', () => {
    const scene = sceneOf(um, nm);
    scene.camera = { ...scene.camera, center: [50, 25], zoom: 2 };
    scene.setPosition('z', 0);
    scene.remove(layerOf(scene, 0));
    expect(scene.units.get('x')).toBe('nanometer');
    expect(scene.camera.center[0]).toBeCloseTo(50_000, 6);
    expect(scene.camera.center[1]).toBeCloseTo(25_000, 6);
    expect(scene.camera.zoom).toBeCloseTo(2e-3, 12);
  });

  it('keep their place in depth when the first is removed', () => {
    const coarse = { ...um, shape: [10, 100, 100] };
    const fine = { axes: 'zyx', shape: [9001, 100, 100], unit: 'nanometer' };
    const scene = sceneOf(coarse, fine);
    scene.setPosition('z', 3);
    scene.remove(layerOf(scene, 0));
    expect(indices(scene)).toEqual({ z: '3000 of 9001' });
  });
});

describe('removing a layer', () => {
  it('takes the sliders that only it had', () => {
    const scene = sceneOf({ axes: 'tyx' }, { axes: 'yx' });
    scene.remove(layerOf(scene, 0));
    expect(indices(scene)).toEqual({});
  });

  it('shows other axes when nothing that is left has those on the screen', () => {
    const scene = sceneOf({ axes: 'zyx', shape: [64, 64, 64] }, { axes: 'yx', shape: [100, 300] });
    displayAxes(scene, ['z', 'y']);
    scene.remove(layerOf(scene, 0));
    expect(scene.axes).toEqual(['y', 'x']);
    expect(scene.camera.center).toEqual([149.5, 49.5]);
  });

  it('leaves the camera alone when what is left has the axes on the screen', () => {
    const scene = sceneOf({ axes: 'yx' }, { axes: 'zyx' });
    scene.camera = { ...scene.camera, center: [7, 8], zoom: 3 };
    scene.remove(layerOf(scene, 0));
    expect(scene.camera).toMatchObject({ center: [7, 8], zoom: 3 });
  });

  it('has the next image placed anew when it was the last', () => {
    const scene = sceneOf({ axes: 'zy' });
    scene.mustFit = false;
    scene.remove(layerOf(scene, 0));
    scene.add(new Layer('layer1', new FakeSource({ axes: 'yx' }), { age: 9 }));
    expect([scene.mustFit, ...scene.axes]).toEqual([true, 'y', 'x']);
  });
});

describe('the order of layers', () => {
  const orderOf = (scene: Scene) => scene.layers.map(({ id }) => id).join(' ');

  it('is that of a link, among the places that the named ones have', () => {
    const scene = sceneOf({}, {}, {});
    scene.stack(['layer3', 'unknown', 'layer1']);
    expect(orderOf(scene)).toBe('layer3 layer2 layer1');
  });

  it('does not decide which layer counts the sliders: the oldest does', () => {
    const scene = sceneOf({ axes: 'zyx', shape: [5, 8, 8] }, { axes: 'zyx', shape: [9, 8, 8] });
    scene.move(layerOf(scene, 0), 1);
    expect(orderOf(scene)).toBe('layer2 layer1');
    expect(indices(scene)).toEqual({ z: '2 of 5' });
  });
});

it('an axis of more than 1024 channels that is no channel axis has a slider', () => {
  const axes = [
    { name: 'c', type: 'channel' as const },
    { name: 'y', type: 'space' as const },
    { name: 'x', type: 'space' as const },
  ];
  const image = { axes: 'wyx', shape: [1500, 8, 8], overrides: { axes } };
  const scene = sceneOf(image);
  expect(indices(scene)).toEqual({ c: '0 of 1500' });
  scene.setPosition('c', 1200);
  expect(scene.sliceOf(layerOf(scene, 0))).toMatchObject({
    position: [1200, expect.anything(), expect.anything()],
  });
});
