import type { MarkContext } from '../../frame/overlay/mark-context';

const HEIGHT_PX = 16;
const PADDING_PX = 4;

/** Sets the font that labels are measured and drawn in. */
export function useLabelFont(context: MarkContext): void {
  context.font = '600 11px system-ui, sans-serif';
  context.textBaseline = 'middle';
  context.textAlign = 'start';
}

/** Width of a label in CSS pixels; see {@link useLabelFont}. */
export function labelWidth(context: MarkContext, text: string): number {
  return context.measureText(text).width + 2 * PADDING_PX + 3;
}

/** Draws a text on a dark plate with a bar of a colour at its left, as it is read on any picture. `at`: its top left. */
export function drawLabel(
  context: MarkContext,
  text: string,
  { at: [x, y], color, plate = 'rgb(10 11 13 / 0.82)' }: LabelPlace,
): void {
  const width = labelWidth(context, text);
  context.fillStyle = plate;
  context.fillRect(x, y, width, HEIGHT_PX);
  context.fillStyle = color;
  context.fillRect(x, y, 3, HEIGHT_PX);
  context.fillStyle = '#fff';
  context.fillText(text, x + 3 + PADDING_PX, y + HEIGHT_PX / 2 + 0.5);
}

export interface LabelPlace {
  readonly at: readonly [number, number];
  readonly color: string;
  /** Its background. */
  readonly plate?: string;
}
