import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { displayAxes } from '../scene/display-axes';
import type { PartialViewState } from '../../share';
import { Layer } from '../scene/layers/layer';
import { Scene } from '../scene/scene';
import { applyViewState, viewState } from '../scene/state/view-state';
import { FakeSource } from '../session/image.fixture';
import { withAutomatic, type Snapshot } from './snapshot';
import { viewChange } from './view-difference';

const colormaps = ['gray', 'magma', 'magenta', 'green'];
const still = { camera: false, playing: [] };

function makeScene(): Scene {
  const scene = new Scene();
  scene.camera = { ...scene.camera, width: 400, height: 200 };
  const volume = new FakeSource({ id: 'volume', axes: 'tczyx', shape: [4, 2, 9, 64, 64] });
  scene.add(new Layer('layer1', volume, { age: 1, name: 'Cells' }));
  scene.add(new Layer('layer2', new FakeSource({ id: 'flat' }), { age: 2, name: 'Flat' }));
  for (const layer of scene.layers)
    for (const { index } of layer.channels) layer.patchChannel(index, { contrast: [0, 100] });
  return scene;
}

function snapshotOf(scene: Scene): Snapshot {
  return {
    state: viewState(scene, ['a', 'b']),
    layers: scene.layers.map(({ id, name }) => ({ id, name, location: id === 'layer1' ? 'a' : 'b' })),
    channels: { layer1: ['DAPI', 'GFP'], layer2: ['Flat'] },
  };
}

/** What a change of the scene is, as the history sees it. */
function changed(change: (scene: Scene) => void) {
  const scene = makeScene();
  const before = snapshotOf(scene);
  change(scene);
  const after = snapshotOf(scene);
  return viewChange(withAutomatic(before, after, still), after);
}

const layer = (scene: Scene, id: string) => scene.layers.find((one) => one.id === id);

describe('a change', () => {
  it.each<[string, (scene: Scene) => void, boolean]>([
    ['contrast of DAPI', (scene) => layer(scene, 'layer1')?.patchChannel(0, { contrast: [3, 4] }), true],
    ['visibility of GFP', (scene) => layer(scene, 'layer1')?.patchChannel(1, { visible: false }), false],
    ['opacity of Flat', (scene) => layer(scene, 'layer2')?.patch({ opacity: 0.5 }), true],
    ['colormap of Flat', (scene) => layer(scene, 'layer2')?.patchChannel(0, { colormap: 'magma' }), false],
    ['level lock of Cells', (scene) => layer(scene, 'layer1')?.patch({ level: 0 }), false],
    ['position on z', (scene) => scene.setPosition('z', 7), true],
    ['zoom', (scene) => (scene.camera = { ...scene.camera, zoom: 9, center: [3, 4] }), true],
    ['pan', (scene) => (scene.camera = { ...scene.camera, center: [3, 4] }), true],
    ['switch between 2D and 3D', (scene) => scene.setMode('3d'), false],
    ['choice of axes', (scene) => displayAxes(scene, ['z', 'x']), false],
    ['order of layers', (scene) => scene.stack(['layer2', 'layer1']), false],
    ['grid of layers', (scene) => (scene.arrangement.isGrid = true), false],
    ['name of Flat', (scene) => layer(scene, 'layer2')?.rename('Even'), false],
    ['linked contrast of Flat', (scene) => layer(scene, 'layer2')?.patch({ linkContrast: true }), false],
    ['projection of Flat', (scene) => layer(scene, 'layer2')?.patch({ projection: 'max' }), false],
    ['thickness of slices', (scene) => scene.thick.set('z', [1, 2]), true],
    [
      'opacity of Cells and 1 more',
      (scene) => scene.layers.forEach((one) => one.patch({ opacity: 0.2 })),
      true,
    ],
  ])('of the %s is called so', (name, change, isContinuous) => {
    expect(changed(change)).toMatchObject({ name, isContinuous });
  });

  it('is none where nothing changed', () => {
    expect(changed(() => undefined)).toBeUndefined();
  });

  it('is none where data decided a contrast', () => {
    const scene = makeScene();
    layer(scene, 'layer2')?.guessContrast(0, [1, 2]);
    const before = snapshotOf(scene);
    layer(scene, 'layer2')?.findContrast(0, [3, 4]);
    const after = snapshotOf(scene);
    expect(viewChange(withAutomatic(before, after, still), after)).toBeUndefined();
  });

  it('of an axis that plays is none, and one beside it leaves the axis where it plays', () => {
    const scene = makeScene();
    const before = snapshotOf(scene);
    scene.setPosition('t', 3);
    scene.setPosition('z', 1);
    const after = snapshotOf(scene);
    const change = viewChange(withAutomatic(before, after, { camera: false, playing: ['t'] }), after);
    expect(change).toMatchObject({ name: 'position on z', undo: { position: { z: 4 } } });
    expect(change?.undo.position).not.toHaveProperty('t');
  });

  it('that closes a layer brings back its source and its look', () => {
    const scene = makeScene();
    layer(scene, 'layer2')?.patch({ opacity: 0.25 });
    const before = snapshotOf(scene);
    scene.layers = scene.layers.filter(({ id }) => id === 'layer1');
    const now = snapshotOf(scene);
    const after = { ...now, state: { ...now.state, sources: ['a'] } };
    expect(viewChange(withAutomatic(before, after, still), after)).toMatchObject({
      ...{ name: 'closing Flat', redo: { sources: ['a'], layers: [{ id: 'layer1' }] } },
      undo: { sources: ['a', 'b'], layers: [{ id: 'layer1' }, { id: 'layer2', opacity: 0.25 }] },
      layers: [{ id: 'layer2', name: 'Flat', location: 'b' }],
    });
  });

  it('is none where layers came of a source that was open', () => {
    const scene = makeScene();
    const after = snapshotOf(scene);
    scene.layers = scene.layers.slice(0, 1);
    const before = snapshotOf(scene);
    expect(viewChange(withAutomatic(before, after, still), after)).toBeUndefined();
  });
});

const number = fc.double({ min: 0.1, max: 60, noNaN: true });
const looks = fc.record(
  {
    linkContrast: fc.boolean(),
    projection: fc.constantFrom('none' as const, 'max' as const, 'min' as const),
    opacity: fc.double({ min: 0, max: 1, noNaN: true }),
    visible: fc.boolean(),
    level: fc.constantFrom('auto' as const, 0),
    isoThreshold: number,
    interpolation: fc.constantFrom('nearest' as const, 'linear' as const),
  },
  { requiredKeys: [] },
);
const channelLooks = fc.record(
  {
    contrast: fc.tuple(fc.nat(50), fc.integer({ min: 51, max: 90 })),
    gamma: fc.double({ min: 0.2, max: 2, noNaN: true }),
    colormap: fc.constantFrom('gray', 'magma', '#ff0000'),
    visible: fc.boolean(),
  },
  { requiredKeys: [] },
);

/** Changes of a scene, as functions of it. */
const deeds: fc.Arbitrary<(scene: Scene) => void> = fc.oneof(
  looks.map((look) => (scene: Scene) => scene.layers[0]?.patch(look)),
  fc.tuple(fc.nat(1), channelLooks).map(([channel, look]) => (scene: Scene) => {
    layer(scene, 'layer1')?.patchChannel(channel, look);
  }),
  fc.constant((scene: Scene) => scene.layers[0] && scene.move(scene.layers[0], 1)),
  fc.tuple(number, number, number).map(([x, y, zoom]) => (scene: Scene) => {
    scene.camera = { ...scene.camera, center: [x, y], zoom };
    scene.space.pose = { ...scene.space.pose, center: [x, y, zoom], zoom };
  }),
  fc.boolean().map((isGrid) => (scene: Scene) => void (scene.arrangement.isGrid = isGrid)),
  fc.constantFrom('Other', undefined).map((name) => (scene: Scene) => scene.layers[1]?.rename(name)),
  fc.nat(8).map((z) => (scene: Scene) => void scene.setPosition('z', z)),
  fc.constantFrom('2d' as const, '3d' as const).map((mode) => (scene: Scene) => scene.setMode(mode)),
  fc.constant((scene: Scene) => scene.mode === '2d' && displayAxes(scene, ['z', 'x'])),
  fc.tuple(number, fc.boolean()).map(([at, alone]) => (scene: Scene) => {
    if (scene.mode !== '3d') return;
    scene.space.plane = { position: [at, at, at], normal: [0, 0, 1], alone };
    scene.space.clip = new Map([['x', [1, at + 1]]]);
  }),
);

describe('whatever is done', () => {
  it('undo leads back to the view before, and redo to the one after', () => {
    fc.assert(
      fc.property(
        fc.array(deeds, { minLength: 1, maxLength: 6 }),
        fc.array(deeds, { maxLength: 3 }),
        (first, then) => {
          const scene = makeScene();
          for (const deed of first) deed(scene);
          const before = snapshotOf(scene);
          for (const deed of then) deed(scene);
          const after = snapshotOf(scene);
          const change = viewChange(before, after);
          if (!change) return;
          const lead = (way: 'undo' | 'redo') => {
            applyViewState(scene, change[way] as PartialViewState, colormaps);
            for (const { id, ...look } of change[way].layers ?? [])
              for (const key of ['isoThreshold', 'interpolation'] as const)
                if (look[key] === null) layer(scene, id)?.patch({ [key]: undefined });
          };
          lead('undo');
          expect(snapshotOf(scene).state).toEqual(near(before.state));
          lead('redo');
          expect(snapshotOf(scene).state).toEqual(near(after.state));
        },
      ),
      { numRuns: 300 },
    );
  });
});

/** The same view, whose turn may be rounded. */
function near(state: Snapshot['state']): unknown {
  return { ...state, rotation: state.rotation.map((part) => expect.closeTo(part, 9) as number) };
}
