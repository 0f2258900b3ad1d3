import type { Pane, ScreenEdge, Vec3 } from '../../../view';
import { inPane } from './in-pane';
import type { MarkContext, MarkStyle } from './mark-context';

/** Marks over the 3D picture; CSS pixels from the canvas' top left. */
export interface SpaceMarks {
  /** The box around the data. */
  readonly box: readonly ScreenEdge[];
  /** The frame of the slice plane. */
  readonly plane: readonly (readonly [number, number])[];
  /** Where x, y and z point (right, down, away), and what they are called. */
  readonly triad: readonly { readonly axis: string; readonly direction: Vec3 }[];
  /** Where the layers are shown, in a grid: the box and the plane are drawn in each cell. */
  readonly panes: readonly Pane[];
  /** CSS pixels that panels cover at the left and at the bottom. */
  readonly inset: { readonly left: number; readonly bottom: number };
}

const TRIAD_PX = 34;
const TRIAD_MARGIN_PX = 52;
/** Above a scale bar, where there is one. */
const TRIAD_RISE_PX = 44;
/** Tokens of the colours of x, y and z: those of levels, which are told apart by everyone. */
const axisColors = ['--level-1', '--level-3', '--level-5'];

/** Draws the marks of 3D on a context in CSS pixels. */
export function drawSpace(
  context: MarkContext,
  marks: SpaceMarks,
  { style, height }: { readonly style: MarkStyle; readonly height: number },
): void {
  const panes = marks.panes.length > 0 ? marks.panes : [undefined];
  for (const pane of panes) inPane(context, pane, () => drawBoxes(context, marks, style));
  drawTriad(context, marks, { style, height });
}

function drawBoxes(context: MarkContext, marks: SpaceMarks, style: MarkStyle): void {
  strokeEdges(context, marks.box, { color: style.getPropertyValue('--text-3'), width: 1 });
  if (marks.plane.length > 0) {
    context.beginPath();
    for (const [x, y] of marks.plane) context.lineTo(x, y);
    context.closePath();
    context.lineWidth = 1.5;
    context.strokeStyle = style.getPropertyValue('--warn');
    context.stroke();
  }
}

function strokeEdges(
  context: MarkContext,
  edges: readonly ScreenEdge[],
  { color, width }: { readonly color: string; readonly width: number },
): void {
  if (edges.length === 0) return;
  context.beginPath();
  for (const { from, to } of edges) {
    context.moveTo(...from);
    context.lineTo(...to);
  }
  context.lineWidth = width;
  context.globalAlpha = 0.7;
  context.strokeStyle = color;
  context.stroke();
  context.globalAlpha = 1;
}

/** The axes that point away first, so that nearer ones lie over them. */
function drawTriad(
  context: MarkContext,
  { triad, inset }: SpaceMarks,
  { style, height }: { readonly style: MarkStyle; readonly height: number },
): void {
  const x0 = inset.left + TRIAD_MARGIN_PX;
  const y0 = height - inset.bottom - TRIAD_MARGIN_PX - TRIAD_RISE_PX;
  const farFirst = triad
    .map((axis, at) => ({ ...axis, color: style.getPropertyValue(axisColors[at] ?? '--text-2') }))
    .sort((a, b) => b.direction[2] - a.direction[2]);
  context.font = '600 12px sans-serif';
  context.textAlign = 'center';
  context.textBaseline = 'middle';
  for (const { axis, direction, color } of farFirst) {
    const [x, y] = [x0 + direction[0] * TRIAD_PX, y0 + direction[1] * TRIAD_PX];
    for (const [ink, width] of [
      ['rgb(0 0 0 / 0.6)', 5],
      [color, 2.5],
    ] as const) {
      context.beginPath();
      context.moveTo(x0, y0);
      context.lineTo(x, y);
      context.lineWidth = width;
      context.strokeStyle = ink;
      context.stroke();
    }
    const label = [x0 + direction[0] * (TRIAD_PX + 10), y0 + direction[1] * (TRIAD_PX + 10)] as const;
    context.lineWidth = 3;
    context.strokeStyle = 'rgb(0 0 0 / 0.8)';
    context.strokeText(axis, ...label);
    context.fillStyle = color;
    context.fillText(axis, ...label);
  }
  context.textAlign = 'start';
  context.textBaseline = 'alphabetic';
}
