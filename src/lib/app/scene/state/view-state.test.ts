import { describe, expect, it } from 'vitest';
import { parseViewPatch, type PartialViewState } from '../../../share';
import { FakeSource, type ImageOptions } from '../../session/image.fixture';
import { Layer } from '../layers/layer';
import { Scene } from '../scene';
import { applyViewState, checkViewState, viewState } from './view-state';

const colormaps = ['gray', 'magma', 'magenta', 'green'];

function sceneOf(...images: ImageOptions[]): Scene {
  const scene = new Scene();
  scene.camera = { ...scene.camera, width: 400, height: 200 };
  images.forEach((image, at) => {
    scene.add(new Layer(`layer${at + 1}`, new FakeSource({ id: `image${at}`, ...image }), { age: at + 1 }));
  });
  return scene;
}

/** Applies a patch as a script's. */
function setState(scene: Scene, patch: object): void {
  const checked = parseViewPatch(patch);
  checkViewState(scene, checked, colormaps);
  applyViewState(scene, checked, colormaps);
}

const volume = { axes: 'tczyx', shape: [4, 2, 9, 64, 64], unit: 'micrometer' };

describe('the state of a view', () => {
  it('makes the same view of a fresh scene', () => {
    const scene = sceneOf(volume, { axes: 'yx' });
    setState(scene, {
      center: { y: 12.25, x: 34.5 },
      zoom: 7.5,
      rotation: [0, 0, Math.sin(0.2), Math.cos(0.2)],
      position: { t: 3, z: 8 },
      layers: [
        {
          id: 'layer2',
          opacity: 0.25,
          blending: 'additive',
          interpolation: 'linear',
          colormap: 'magma',
          gamma: 2,
        },
        { id: 'layer1', visible: false, level: 0, channels: [{ contrast: [3, 40] }, { visible: false }] },
      ],
    });
    const state = viewState(scene, ['a', 'b']);
    const fresh = sceneOf(volume, { axes: 'yx' });
    setState(fresh, JSON.parse(JSON.stringify(state)) as object);
    const rotation = state.rotation.map((part) => expect.closeTo(part, 12) as number);
    expect(viewState(fresh, ['a', 'b'])).toEqual({ ...state, rotation });
    expect(state.layers.map(({ id }) => id)).toEqual(['layer2', 'layer1']);
    expect(state.position).toEqual({ t: 3, z: 8 });
  });

  it('leaves out what only looks into how a layer is drawn', () => {
    const scene = sceneOf({});
    scene.layers[0]?.patch({ outlines: true });
    expect(viewState(scene, []).layers[0]).not.toHaveProperty('outlines');
  });

  it('leaves out a contrast that data has not decided', () => {
    const scene = sceneOf({});
    scene.layers[0]?.guessContrast(0, [1, 2]);
    expect(viewState(scene, []).layers[0]).not.toHaveProperty('contrast');
    scene.layers[0]?.findContrast(0, [1, 2]);
    expect(viewState(scene, []).layers[0]).toMatchObject({ contrast: [1, 2] });
  });

  it('calls layers as it is told', () => {
    const scene = sceneOf({}, {});
    const ids = new Map([['layer2', 'layer1']]);
    expect(viewState(scene, [], ids).layers.map(({ id }) => id)).toEqual(['layer1', 'layer1']);
  });
});

const faults: readonly (readonly [object, RegExp])[] = [
  [{ zoom: 0 }, /zoom/],
  [{ zoom: NaN }, /zoom/],
  [{ zoom: '4' }, /zoom/],
  [{ center: { q: 1 } }, /center.*q.*y, x/],
  [{ center: { x: Infinity } }, /center/],
  [{ axes: ['y'] }, /axes/],
  [{ axes: ['y', 'y'] }, /axes/],
  [{ axes: ['c', 'x'] }, /axes.*c and x/],
  [{ axes: ['q', 'x'] }, /axes.*q and x/],
  [{ mode: '4d' }, /mode/],
  [{ position: { x: 3 } }, /position.*x is displayed/],
  [{ position: { q: 3 } }, /position.*no axis q/],
  [{ position: { c: 1 } }, /position.*no axis c/],
  [{ position: { z: 'top' } }, /position/],
  [{ rotation: [0, 0, 0, 0] }, /rotation/],
  [{ layers: [{ id: 'layer9' }] }, /layers.*layer9/],
  [{ layers: [{ opacity: 1 }] }, /layers\.0\.id/],
  [{ layers: [{ id: 'layer1', opacity: 1.5 }] }, /layers\.0\.opacity/],
  [{ layers: [{ id: 'layer1', blending: 'multiply' }] }, /blending.*multiply.*additive/],
  [{ layers: [{ id: 'layer1', interpolation: 'cubic' }] }, /interpolation.*cubic/],
  [{ layers: [{ id: 'layer1', rendering: 'xray' }] }, /rendering.*xray/],
  [{ layers: [{ id: 'layer1', voxelCenters: 'guessed' }] }, /voxelCenters.*guessed/],
  [{ layers: [{ id: 'layer1', colormap: 'pretty' }] }, /colormap.*pretty/],
  [{ layers: [{ id: 'layer1', channels: [{ colormap: '#12' }] }] }, /colormap.*#12/],
  [{ layers: [{ id: 'layer1', contrast: [1, 2, 3] }] }, /contrast/],
  [{ layers: [{ id: 'layer1', contrast: [NaN, 2] }] }, /contrast/],
  [{ layers: [{ id: 'layer1', gamma: -1 }] }, /gamma/],
  [{ layers: [{ id: 'layer1', level: 1.5 }] }, /level/],
  [{ layers: [{ id: 'layer1', opactiy: 1 }] }, /opactiy/],
  [{ zom: 3 }, /zom/],
];

describe('a patch that is wrong', () => {
  it.each(faults)('%j says where, and changes nothing', (fault, words) => {
    const scene = sceneOf(volume);
    const before = viewState(scene, []);
    const patch = { zoom: 3, position: { t: 2 }, ...fault };
    expect(() => setState(scene, patch)).toThrow(words);
    expect(viewState(scene, [])).toEqual(before);
  });

  it.each([[null], ['zoom'], [undefined]])('%j is no patch', (value) => {
    expect(() => parseViewPatch(value)).toThrow(/not valid/);
  });
});

it('a link that says more than there is is followed as far as it goes', () => {
  const scene = sceneOf({ axes: 'yx' });
  const link: PartialViewState = {
    axes: ['z', 'q'],
    mode: '3d',
    zoom: 2,
    position: { t: 5 },
    layers: [{ id: 'layer7' }, { id: 'layer1', opacity: 0.5, colormap: 'unknown', blending: 'odd' }],
  };
  applyViewState(scene, link, colormaps);
  expect(viewState(scene, [])).toMatchObject({
    ...{ mode: '2d', axes: ['y', 'x'], zoom: 2, position: {} },
    layers: [{ id: 'layer1', opacity: 0.5, colormap: 'gray', blending: 'translucent' }],
  });
});
