import type { Renderer, SceneLayer } from '../../../render';
import type { Layer } from '../../scene/layers/layer';

/** Knows the picture on the canvas. */
type Canvas = Pick<Renderer, 'drawnLayers'>;

/** World position, store axis order, of what the picture on the canvas shows of a layer; `undefined` when nothing. */
export function drawnPosition(canvas: Canvas | undefined, layerId: string): readonly number[] | undefined {
  const drawn: readonly SceneLayer[] = canvas?.drawnLayers ?? [];
  const layer = drawn.find(({ id }) => id === layerId);
  return layer && viewOf(layer).position;
}

/**
 * Whether the picture on the canvas is of the place where a layer's sliders stand, whatever the level. Points come with any
 * picture that is drawn: none waits for them.
 */
export function isPlaceDrawn(canvas: Canvas | undefined, { id, frame }: Layer): boolean {
  if (frame.points) return true;
  const wanted = frame.bricks ? frame.volume : frame.wanted;
  return wanted !== undefined && drawnPosition(canvas, id)?.join() === wanted.position.join();
}

function viewOf(layer: SceneLayer) {
  return 'slice' in layer ? layer.slice : layer.view;
}
