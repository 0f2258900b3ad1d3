import { expect, it } from 'vitest';
import type { ChunkSource, Dataset } from '../../../core';
import type { TilePlan } from '../../../view';
import type { BlankReason } from './blank-reason';
import { Layer } from './layer';
import { Scene } from '../scene';
import { whyBlank } from './why-blank';

function dataset(names: string, shape: number[]): Dataset {
  const ones = shape.map(() => 1);
  return {
    ...{
      id: names,
      name: names,
      location: names,
      dtype: 'uint8',
      origin: '',
      warnings: [],
      generated: false,
    },
    axes: [...names].map((name) => ({ name, type: 'space' })),
    channels: [{ name: 'a', active: true }],
    levels: [{ scale: ones, translation: shape.map(() => 0), array: { shape, chunks: shape, fillValue: 0 } }],
    voxelCenters: 'declared',
  };
}

/** A scene of a volume 20 deep, seen as a whole, with another layer on top. */
function sceneWith(names: string, shape: number[]) {
  const scene = new Scene();
  scene.camera = { center: [50, 50], zoom: 1, turn: 0, width: 100, height: 100, pixelRatio: 1 };
  const layer = (id: string, data: Dataset, age: number) =>
    new Layer(id, { dataset: data } as ChunkSource, { age });
  scene.add(layer('bottom', dataset('zyx', [20, 100, 100]), 1));
  const top = layer('top', dataset(names, shape), 2);
  scene.add(top);
  return { scene, top };
}

const changes: [BlankReason, (given: ReturnType<typeof sceneWith>) => void][] = [
  [
    'hidden',
    ({ top }) => {
      top.patch({ visible: false });
    },
  ],
  [
    'transparent',
    ({ top }) => {
      top.patch({ opacity: 0 });
    },
  ],
  [
    'channels',
    ({ top }) => {
      top.patchChannel(0, { visible: false });
    },
  ],
  [
    'slice',
    ({ scene }) => {
      scene.setPosition('z', 15);
    },
  ],
  [
    'view',
    ({ scene }) => {
      scene.camera = { ...scene.camera, center: [200, 50] };
    },
  ],
  [
    'failed',
    ({ top }) => {
      const want = [{}, {}] as unknown as TilePlan['want'];
      top.frame = { loaded: 1, failed: 1, plan: { want } as unknown as TilePlan };
    },
  ],
];

it.each(changes)('says that a layer shows nothing: %s', (reason, change) => {
  const given = sceneWith('zyx', [12, 100, 100]);
  expect(whyBlank(given.top, given.scene, false)).toBeUndefined();
  change(given);
  expect(whyBlank(given.top, given.scene, false)).toBe(reason);
});

it('says that a layer lacks an axis on the screen', () => {
  const { scene, top } = sceneWith('zy', [20, 100]);
  expect(whyBlank(top, scene, false)).toBe('axes');
});

it('has no reason for a layer of which something is drawn, though other parts failed', () => {
  const { scene, top } = sceneWith('zyx', [20, 100, 100]);
  top.frame = { loaded: 0, failed: 1, plan: { want: [{}] } as unknown as TilePlan };
  expect(whyBlank(top, scene, true)).toBeUndefined();
});
