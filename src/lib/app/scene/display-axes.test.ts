import { describe, expect, it } from 'vitest';
import { FakeSource, makeImage, type ImageOptions } from '../session/image.fixture';
import { axesWith, rolledAxes, transposedAxes } from './axis-choice';
import { displayAxes } from './display-axes';
import { Layer } from './layers/layer';
import { Scene } from './scene';
import { applyCamera, cameraState } from './state/camera-state';

function sceneOf(image: ImageOptions): Scene {
  const scene = new Scene();
  scene.camera = { ...scene.camera, width: 400, height: 200 };
  scene.add(new Layer('layer1', new FakeSource(image), { age: 1 }));
  scene.fit();
  return scene;
}

/** Time in steps of a minute beside voxels of half a micrometre. */
function minutesAndMicrometers(): Scene {
  const plain = makeImage({ axes: 'tzyx', shape: [11, 20, 40, 80], unit: 'micrometer' });
  const axes = plain.axes.map((axis) => (axis.name === 't' ? { ...axis, unit: 'second' } : axis));
  const levels = plain.levels.map((level) => ({ ...level, scale: [60, 0.5, 0.5, 0.5] }));
  return sceneOf({ axes: 'tzyx', shape: [11, 20, 40, 80], overrides: { axes, levels } });
}

const any = () => true;

describe('rolled axes', () => {
  it.each([
    [
      ['y', 'x'],
      ['z', 'y'],
    ],
    [
      ['z', 'y'],
      ['t', 'z'],
    ],
    [
      ['t', 'z'],
      ['x', 't'],
    ],
    [
      ['x', 't'],
      ['y', 'x'],
    ],
    [
      ['x', 'y'],
      ['y', 'z'],
    ],
    [
      ['z', 'y', 'x'],
      ['t', 'z', 'y'],
    ],
  ])('%j go on to %j', (from, to) => {
    expect(rolledAxes(['t', 'z', 'y', 'x'], from, any)).toEqual(to);
  });

  it('pass over what no layer can show', () => {
    const canShow = (names: readonly string[]) => !names.includes('z');
    expect(rolledAxes(['t', 'z', 'y', 'x'], ['y', 'x'], canShow)).toEqual(['x', 't']);
    expect(rolledAxes(['y', 'x'], ['y', 'x'], () => false)).toBeUndefined();
  });

  it('swap the last two when transposed, and change places when one is chosen twice', () => {
    expect(transposedAxes(['z', 'y', 'x'])).toEqual(['z', 'x', 'y']);
    expect(axesWith(['y', 'x'], 0, 'x')).toEqual(['x', 'y']);
    expect(axesWith(['y', 'x'], 0, 't')).toEqual(['t', 'x']);
  });
});

describe('axes on the screen', () => {
  it('leave their slider at the middle of the view', () => {
    const scene = sceneOf({ axes: 'tzyx', shape: [5, 20, 64, 64] });
    scene.camera = { ...scene.camera, center: [7, 50] };
    expect(displayAxes(scene, ['z', 'y'])).toBe(true);
    expect(scene.position('x')).toBe(7);
    expect(scene.dimensions().map(({ axis }) => axis)).toEqual(['t', 'x']);
  });

  it('stay at their place and zoom when they are transposed, in 2D and in 3D', () => {
    const scene = sceneOf({ axes: 'zyx', shape: [20, 64, 64] });
    scene.camera = { ...scene.camera, center: [7, 50], zoom: 3 };
    displayAxes(scene, ['x', 'y']);
    expect([scene.camera.center, scene.camera.zoom]).toEqual([[50, 7], 3]);
    scene.setMode('3d');
    displayAxes(scene, ['y', 'z', 'x']);
    expect(cameraState(scene).center).toEqual({ x: 7, y: 50, z: 9 });
  });

  it.each(['2d', '3d'] as const)('can be any that the data has, time too, in %s', (mode) => {
    const names = ['t', 'z', 'y', 'x'];
    const scene = sceneOf({ axes: 'tzyx', shape: [5, 20, 64, 32] });
    if (mode === '3d') scene.setMode('3d');
    for (let roll = 0; roll < names.length; roll++) {
      const axes = rolledAxes(names, scene.displayed, (wanted) => scene.canShow(wanted));
      expect(displayAxes(scene, axes ?? [])).toBe(true);
      const layer = scene.layers[0] as Layer;
      expect(mode === '3d' ? scene.volumeOf(layer) : scene.sliceOf(layer)).toBeDefined();
      expect(scene.dimensions()).toHaveLength(names.length - scene.displayed.length);
    }
  });

  it('show a step of time as long as a voxel of space, and say its place in seconds all the same', () => {
    const scene = minutesAndMicrometers();
    displayAxes(scene, ['t', 'x']);
    const extent = scene.extent();
    expect((extent?.y1 ?? 0) - (extent?.y0 ?? 0), '11 steps of half a micrometre').toBeCloseTo(5.5);
    expect((extent?.x1 ?? 0) - (extent?.x0 ?? 0)).toBeCloseTo(40);
    expect(cameraState(scene).center['t'], 'the middle').toBeCloseTo(300);
    applyCamera(scene, { center: { t: 120 } });
    expect(cameraState(scene).center['t']).toBeCloseTo(120);
    displayAxes(scene, ['y', 'x']);
    expect(scene.position('t')).toBe(2);
    expect(scene.worldOf('t', 2), 'its slider counts seconds').toBe(120);
  });

  it('are as long as they are where neither says a unit, and converted where both have units of one kind', () => {
    const bare = sceneOf({ axes: 'tyx', shape: [5, 64, 64] });
    displayAxes(bare, ['t', 'x']);
    expect(bare.stretch.size).toBe(0);
    const plain = makeImage({ axes: 'zyx', unit: 'micrometer' });
    const axes = plain.axes.map((axis) => (axis.name === 'z' ? { ...axis, unit: 'nanometer' } : axis));
    const mixed = sceneOf({ axes: 'zyx', overrides: { axes } });
    displayAxes(mixed, ['z', 'x']);
    expect(mixed.stretch.get('z')).toBeCloseTo(0.001);
  });

  it('change in 3D as a state says', () => {
    const scene = sceneOf({ axes: 'tzyx', shape: [5, 20, 64, 32] });
    scene.setMode('3d');
    applyCamera(scene, { axes: ['t', 'z', 'x'] });
    expect(scene.displayed).toEqual(['t', 'z', 'x']);
  });
});
