import type { Camera2D } from '../../../view';
import type { MarkContext, MarkStyle } from '../../frame/overlay/mark-context';
import type { PointedModel } from '../debugging-model';
import { pointedLines } from './cell-text';
import { useLabelFont } from './draw-label';
import { levelToken } from './patterns';

const LINE_PX = 16;
const PADDING_PX = 8;
/** From the pointer, which would hide what is under it. */
const AWAY_PX = 16;

/** Draws beside the pointer what it is on; at its other side where there is no room. */
export function drawPlate(
  context: MarkContext,
  pointed: PointedModel,
  place: { readonly at: readonly [number, number]; readonly camera: Camera2D; readonly style: MarkStyle },
): void {
  const { at, camera, style } = place;
  const lines = pointedLines(pointed);
  context.save();
  useLabelFont(context);
  const width = Math.max(...lines.map((line) => context.measureText(line).width)) + 2 * PADDING_PX + 3;
  const height = lines.length * LINE_PX + 2 * PADDING_PX - 4;
  const x = at[0] + AWAY_PX + width > camera.width ? at[0] - AWAY_PX - width : at[0] + AWAY_PX;
  const y = at[1] + AWAY_PX + height > camera.height ? at[1] - AWAY_PX - height : at[1] + AWAY_PX;
  context.fillStyle = 'rgb(10 11 13 / 0.9)';
  context.fillRect(x, y, width, height);
  context.fillStyle = style.getPropertyValue(levelToken(pointed.level));
  context.fillRect(x, y, 3, height);
  context.fillStyle = '#fff';
  lines.forEach((line, n) =>
    context.fillText(line, x + 3 + PADDING_PX, y + PADDING_PX + (n + 0.5) * LINE_PX - 2),
  );
  context.restore();
}
