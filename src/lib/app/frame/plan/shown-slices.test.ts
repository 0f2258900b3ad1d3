import { describe, expect, it } from 'vitest';
import type { ChunkState } from '../../../chunks';
import type { SliceView, TilePlan } from '../../../view';
import { FakeSource } from '../../session/image.fixture';
import { Layer } from '../../scene/layers/layer';
import { chooseShownSlices } from './shown-slices';

function sliceAt(z: number, channels = [0]): SliceView {
  return { horizontal: 2, vertical: 1, position: [z, 0, 0], channels };
}

/** A layer that shows z 0 and wants another slice, for which it needs two chunks in these states. */
function layerThatWants(wanted: SliceView): Layer {
  const layer = new Layer('layer1', new FakeSource({ axes: 'zyx' }), { age: 1 });
  const want = [0, 1].map((x) => ({ key: { dataset: 'image', level: 0, index: [0, 0, x] } }));
  layer.frame = { ...layer.frame, shown: sliceAt(0), wanted, plan: { want } as unknown as TilePlan };
  return layer;
}

/** Lets the layer go on and returns the z that it shows then. */
function shownZ(layer: Layer, states: readonly ChunkState[], isCovered = false): number | undefined {
  const stateOf = ({ index }: { index: readonly number[] }) => states[index[2] ?? 0] ?? 'idle';
  chooseShownSlices([layer], { store: { stateOf }, isCovered: () => isCovered });
  return layer.frame.shown?.position[0];
}

describe('slices that become thicker', () => {
  /** Shows z 0 of one dataset and wants the same place of another. */
  function thickened(): Layer {
    const layer = layerThatWants(sliceAt(0));
    const plan = { want: [] } as unknown as TilePlan;
    layer.frame.before = { dataset: layer.source.dataset, slice: sliceAt(0), plan };
    return layer;
  }

  it('are shown as they were until something of them is everywhere', () => {
    const layer = thickened();
    shownZ(layer, ['ready', 'loading']);
    expect(layer.frame.before).toBeDefined();
    shownZ(layer, ['ready', 'loading'], true);
    expect(layer.frame.before).toBeUndefined();
    expect(layer.frame.shown).toBe(layer.frame.wanted);
  });

  it('are a hole where they fail, and not what they were', () => {
    const layer = thickened();
    shownZ(layer, ['failed', 'ready']);
    expect(layer.frame.before).toBeUndefined();
  });
});

describe('the slice on the screen', () => {
  it.each<[ChunkState, ChunkState]>([
    ['ready', 'loading'],
    ['failed', 'queued'],
    ['idle', 'idle'],
  ])('stays while chunks of the next one are %s and %s', (...states) => {
    expect(shownZ(layerThatWants(sliceAt(3)), states)).toBe(0);
  });

  it('goes on once the next one has something to show everywhere', () => {
    expect(shownZ(layerThatWants(sliceAt(3)), ['ready', 'loading'], true)).toBe(3);
  });

  it.each<[ChunkState, ChunkState]>([
    ['failed', 'failed'],
    ['ready', 'failed'],
    ['empty', 'failed'],
  ])(
    'goes on when the next one is %s and %s: what failed is a hole, never data of the old one',
    (...states) => {
      const layer = layerThatWants(sliceAt(3));
      expect(shownZ(layer, states)).toBe(3);
      expect(layer.frame.shown).toBe(layer.frame.wanted);
    },
  );

  it('shows channels that are switched on at once, still at the old place', () => {
    const layer = layerThatWants(sliceAt(3, [0, 1]));
    expect(shownZ(layer, ['loading', 'loading'])).toBe(0);
    expect(layer.frame.shown?.channels).toEqual([0, 1]);
    expect(layer.frame.shown).not.toBe(layer.frame.wanted);
  });

  it('changes at once to other axes, of which nothing is left to show', () => {
    const layer = layerThatWants({ ...sliceAt(0), horizontal: 0 });
    shownZ(layer, ['loading', 'loading']);
    expect(layer.frame.shown?.horizontal).toBe(0);
  });
});
