import type { Camera2D, Insets } from '../../../view';
import type { MarkContext, MarkStyle } from '../../frame/overlay/mark-context';
import type { PointedModel } from '../debugging-model';
import { pointedLines } from './pointed-lines';
import { useLabelFont } from './draw-label';
import { levelToken } from './patterns';

const LINE_PX = 16;
const PADDING_PX = 8;
/** From the pointer, which would hide what is under it. */
const AWAY_PX = 16;

export interface PlatePlace {
  /** Where the pointer is, or where a finger tapped. */
  readonly at: readonly [number, number];
  readonly insets: Insets;
  readonly camera: Camera2D;
  readonly style: MarkStyle;
}

/** Draws beside the pointer what it is on, in what panels leave free. */
export function drawPlate(context: MarkContext, pointed: PointedModel, place: PlatePlace): void {
  const { at, insets, camera, style } = place;
  const lines = pointedLines(pointed);
  context.save();
  useLabelFont(context);
  const width = Math.max(...lines.map((line) => context.measureText(line).width)) + 2 * PADDING_PX + 3;
  const height = lines.length * LINE_PX + 2 * PADDING_PX - 4;
  const x = besides(at[0], width, [insets.left, camera.width - insets.right]);
  const y = besides(at[1], height, [insets.top, camera.height - insets.bottom]);
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

/** Where something of a size begins that is to stand beside a place: after it, else before it, and never beyond the ends of the room while that is large enough. */
export function besides(at: number, size: number, [from, to]: readonly [number, number]): number {
  const wanted = at + AWAY_PX + size > to ? at - AWAY_PX - size : at + AWAY_PX;
  return Math.max(from, Math.min(wanted, to - size));
}
