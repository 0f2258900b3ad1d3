import { expect, it } from 'vitest';
import type { Renderer } from '../../../render';
import type { Layer } from '../../scene/layers/layer';
import { isPlaceDrawn } from './drawn';

const layerOf = (frame: object) => ({ id: 'a', frame }) as unknown as Layer;
const canvasOf = (...layers: object[]) => ({ drawnLayers: layers }) as unknown as Renderer;

it('waits for the picture of the place where sliders stand, and for no points', () => {
  const wanted = layerOf({ wanted: { position: [3, 0, 0] } });
  const canvas = (at: number) => canvasOf({ id: 'a', slice: { position: [at, 0, 0] } });
  expect(isPlaceDrawn(canvas(2), wanted)).toBe(false);
  expect(isPlaceDrawn(canvas(3), wanted)).toBe(true);
  expect(isPlaceDrawn(canvas(3), layerOf({}))).toBe(false);
  expect(isPlaceDrawn(canvasOf(), layerOf({ points: {} }))).toBe(true);
});
