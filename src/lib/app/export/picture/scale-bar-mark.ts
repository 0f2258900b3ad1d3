import type { MarkContext } from '../../frame/overlay/mark-context';
import type { ScaleBarModel } from '../../viewer/model';

const MARGIN_PX = 16;

/** Draws a scale bar on a context in CSS pixels: white with a dark halo, at the lower right, as on the screen. */
export function drawScaleBar(
  context: MarkContext,
  { lengthPx, label }: ScaleBarModel,
  { width, height }: { readonly width: number; readonly height: number },
): void {
  context.save();
  context.translate(width - MARGIN_PX - lengthPx, height - MARGIN_PX);
  context.font = '600 12px sans-serif';
  context.textAlign = 'center';
  context.lineJoin = 'round';
  for (const [color, extra] of [
    ['rgb(0 0 0 / 0.78)', 3],
    ['#ffffff', 0],
  ] as const) {
    context.strokeStyle = color;
    context.fillStyle = color;
    context.lineWidth = 2 + extra;
    context.stroke(new Path2D(`M0 -6 V0 H${String(lengthPx)} V-6`));
    context.lineWidth = extra;
    if (extra > 0) context.strokeText(label, lengthPx / 2, -10);
    context.fillText(label, lengthPx / 2, -10);
  }
  context.restore();
}
