import type { LoadWay } from '../loads/load-entry';
import type { MarkContext } from '../../frame/overlay/mark-context';
import { drawWayMark, WAY_MARK_PX } from './way-mark';

const HEIGHT_PX = 16;
const PADDING_PX = 4;
const BAR_PX = 3;

/** What a label says. */
export interface Label {
  readonly text: string;
  /** Marked before the text. */
  readonly way?: LoadWay | undefined;
}

/** Sets the font that labels are measured and drawn in. */
export function useLabelFont(context: MarkContext): void {
  context.font = '600 11px system-ui, sans-serif';
  context.textBaseline = 'middle';
  context.textAlign = 'start';
}

/** Width of a label in CSS pixels; see {@link useLabelFont}. */
export function labelWidth(context: MarkContext, { text, way }: Label): number {
  const marked = way ? WAY_MARK_PX + (text ? PADDING_PX : 0) : 0;
  return context.measureText(text).width + marked + 2 * PADDING_PX + BAR_PX;
}

/** The first of some labels that is no wider than there is room; `undefined` where none is. */
export function fittingLabel(
  context: MarkContext,
  labels: readonly Label[],
  roomPx: number,
): Label | undefined {
  return labels.find((label) => labelWidth(context, label) <= roomPx);
}

/** Draws a label on a dark plate with a bar of a colour at its left, as it is read on any picture. `at`: its top left. */
export function drawLabel(
  context: MarkContext,
  label: Label,
  { at: [x, y], color, plate = 'rgb(10 11 13 / 0.82)' }: LabelPlace,
): void {
  const { text, way } = label;
  context.fillStyle = plate;
  context.fillRect(x, y, labelWidth(context, label), HEIGHT_PX);
  context.fillStyle = color;
  context.fillRect(x, y, BAR_PX, HEIGHT_PX);
  const left = x + BAR_PX + PADDING_PX;
  if (way) drawWayMark(context, way, [left, y + (HEIGHT_PX - WAY_MARK_PX) / 2]);
  context.fillStyle = '#fff';
  context.fillText(text, left + (way ? WAY_MARK_PX + PADDING_PX : 0), y + HEIGHT_PX / 2 + 0.5);
}

export interface LabelPlace {
  readonly at: readonly [number, number];
  readonly color: string;
  /** Its background. */
  readonly plate?: string;
}
