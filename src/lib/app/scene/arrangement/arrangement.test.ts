import { describe, expect, it } from 'vitest';
import { FakeSource } from '../../session/image.fixture';
import { Layer } from '../layers/layer';
import { linkContrast, patchLinked } from '../layers/linked-channels';
import { Scene } from '../scene';
import { applyViewState, checkViewState, viewState } from '../state/view-state';

/** A scene of layers that are alike, on a viewport of 400 × 200. */
function sceneOf(count: number): Scene {
  const scene = new Scene();
  scene.camera = { ...scene.camera, width: 400, height: 200 };
  for (let at = 1; at <= count; at++) {
    const id = `layer${at}`;
    scene.add(new Layer(id, new FakeSource({ id, axes: 'yx', shape: [64, 64] }), { age: at }));
  }
  scene.fit();
  return scene;
}

function layerOf(scene: Scene, at: number): Layer {
  const layer = scene.layers[at];
  if (!layer) throw new Error(`There is no layer ${at}.`);
  return layer;
}

describe('a grid', () => {
  it('has a cell for each layer that is seen, and none while there is but one', () => {
    const scene = sceneOf(3);
    scene.arrangement.isGrid = true;
    expect([...scene.panes().keys()]).toEqual(['layer1', 'layer2', 'layer3']);
    layerOf(scene, 1).patch({ visible: false });
    expect([...scene.panes().keys()]).toEqual(['layer1', 'layer3']);
    layerOf(scene, 0).patch({ visible: false });
    expect(scene.panes().size).toBe(0);
  });

  it('fits the picture into a cell, in the middle of each', () => {
    const scene = sceneOf(2);
    const before = scene.camera.zoom;
    scene.arrangement.isGrid = true;
    scene.fit();
    expect(scene.camera.center).toEqual([31.5, 31.5]);
    expect(scene.camera.zoom).toBeLessThanOrEqual(before);
    expect(scene.camera.zoom * 64).toBeLessThanOrEqual(196);
  });

  it('finds the place of the data under a point of any cell', () => {
    const scene = sceneOf(2);
    scene.arrangement.isGrid = true;
    const middles = [...scene.panes().values()].map(({ clip }) => (clip.x0 + clip.x1) / 2);
    for (const x of middles) {
      const [dx, dy] = scene.arrangement.shiftAt(scene, [x, 100]);
      expect([x - dx, 100 - dy]).toEqual([200, 100]);
    }
  });
});

describe('a comparison', () => {
  it('cuts its two layers at the divider, and no other, while both are seen', () => {
    const scene = sceneOf(3);
    scene.arrangement.swipe = { left: 'layer1', right: 'layer3', at: 0.25 };
    const panes = scene.panes();
    expect([...panes.keys()]).toEqual(['layer1', 'layer3']);
    expect(panes.get('layer1')?.clip).toEqual({ x0: 0, y0: 0, x1: 100, y1: 200 });
    expect(panes.get('layer3')?.clip).toEqual({ x0: 100, y0: 0, x1: 400, y1: 200 });
    layerOf(scene, 2).patch({ visible: false });
    expect(scene.panes().size).toBe(0);
  });

  it('goes into the state, with layers called as the link calls them, and comes back', () => {
    const scene = sceneOf(2);
    scene.arrangement.swipe = { left: 'layer1', right: 'layer2', at: 0.75 };
    const state = viewState(scene, [], new Map([['layer1', 'first']]));
    expect(state.swipe).toEqual({ left: 'first', right: 'layer2', at: 0.75 });
    const next = sceneOf(2);
    applyViewState(next, { swipe: { left: 'layer1', right: 'layer2', at: 0.75 } }, []);
    expect(next.arrangement.swipe?.at).toBe(0.75);
    applyViewState(next, { swipe: null }, []);
    expect(viewState(next, []).swipe).toBeUndefined();
  });

  it.each([
    [{ left: 'layer1', right: 'layer9', at: 0.5 }, /no layer layer9/],
    [{ left: 'layer1', right: 'layer1', at: 0.5 }, /compared with itself/],
  ])('of %j is refused', (swipe, message) => {
    expect(() => checkViewState(sceneOf(2), { swipe }, [])).toThrow(message);
  });
});

describe('linked contrast', () => {
  it('goes with that of all linked layers, and with that of no other', () => {
    const scene = sceneOf(3);
    const [a, b, c] = [0, 1, 2].map((at) => layerOf(scene, at));
    if (!a || !b || !c) throw new Error('no layers');
    a.patchChannel(0, { contrast: [10, 20] });
    linkContrast(scene.layers, a, true);
    linkContrast(scene.layers, b, true);
    expect(b.channels[0]?.contrast).toEqual([10, 20]);
    patchLinked(scene.layers, b, { index: 0, patch: { contrast: [30, 90], colormap: 'red' } });
    expect([a, b, c].map((layer) => layer.channels[0]?.contrast)).toEqual([
      [30, 90],
      [30, 90],
      c.channels[0]?.contrast,
    ]);
    expect(a.channels[0]?.colormap).not.toBe('red');
    linkContrast(scene.layers, a, false);
    patchLinked(scene.layers, b, { index: 0, patch: { gamma: 2 } });
    expect(a.channels[0]?.gamma).toBe(1);
  });
});

it('a name that was given goes into the state, and an empty one gives back that of the metadata', () => {
  const scene = sceneOf(1);
  const layer = layerOf(scene, 0);
  expect(viewState(scene, []).layers[0]?.name).toBeUndefined();
  layer.rename(' nuclei ');
  expect(viewState(scene, []).layers[0]?.name).toBe('nuclei');
  applyViewState(scene, { layers: [{ id: 'layer1', name: '' }] }, []);
  expect(layer.name).toBe(layer.source.dataset.name);
});
