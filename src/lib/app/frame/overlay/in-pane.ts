import type { Pane } from '../../../view';
import type { MarkContext } from './mark-context';

/** Draws where a layer is shown, in the coordinates of the camera. */
export function inPane(context: MarkContext, pane: Pane | undefined, draw: () => void): void {
  if (!pane) {
    draw();
    return;
  }
  const { clip, shift } = pane;
  context.save();
  context.beginPath();
  context.rect(clip.x0, clip.y0, clip.x1 - clip.x0, clip.y1 - clip.y0);
  context.clip();
  context.translate(...shift);
  draw();
  context.restore();
}
