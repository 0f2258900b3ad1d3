import type { MarkContext, MarkStyle } from './mark-context';

type Point = readonly [number, number];

/** A measurement as it is drawn; CSS pixels from the canvas' top left. */
export interface MeasureMark {
  readonly lines: readonly (readonly Point[])[];
  readonly points: readonly Point[];
  /** Written about the middle of `at`. */
  readonly label: { readonly text: string; readonly at: Point };
}

const DOT_PX = 3;

/** Draws measurements as the scale bar is: white with a dark halo, to be seen on anything and in both themes. */
export function drawMeasures(context: MarkContext, marks: readonly MeasureMark[], style: MarkStyle): void {
  const inks = [
    [style.getPropertyValue('--on-picture-halo'), 3],
    [style.getPropertyValue('--on-picture'), 0],
  ] as const;
  context.save();
  context.lineJoin = 'round';
  context.lineCap = 'round';
  context.font = '600 12px sans-serif';
  context.textAlign = 'center';
  context.textBaseline = 'middle';
  for (const { lines, points, label } of marks)
    for (const [ink, halo] of inks) {
      context.strokeStyle = context.fillStyle = ink;
      context.lineWidth = 1.5 + halo;
      for (const line of lines) strokeLine(context, line);
      for (const [x, y] of points) {
        context.beginPath();
        context.arc(x, y, DOT_PX + halo / 2, 0, 2 * Math.PI);
        context.fill();
      }
      context.lineWidth = halo + 1;
      if (halo > 0) context.strokeText(label.text, ...label.at);
      else context.fillText(label.text, ...label.at);
    }
  context.restore();
}

function strokeLine(context: CanvasPath & CanvasDrawPath, line: readonly Point[]): void {
  context.beginPath();
  for (const [x, y] of line) context.lineTo(x, y);
  context.stroke();
}
