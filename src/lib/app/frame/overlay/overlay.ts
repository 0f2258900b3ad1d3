import type { Rect } from '../../../core';
import { keepEqual } from '../../viewer/keep-equal';
import { worldToScreen, type Camera2D, type Pane } from '../../../view';
import { inPane } from './in-pane';
import { drawMeasures, type MeasureMark } from './overlay-measure';
import { drawSpace, type SpaceMarks } from './overlay-3d';
import type { MarkContext, MarkStyle } from './mark-context';

/** A place of a layer, in world coordinates. */
export interface Mark {
  readonly world: Rect;
  /** Where the layer is shown; absent: all over the picture. */
  readonly pane?: Pane;
}

/** Marks that come with what draws them, since few ask for them. */
export interface CellMarks {
  readonly draw: (
    context: MarkContext,
    place: { readonly camera: Camera2D; readonly style: MarkStyle },
  ) => void;
}

/** Marks over the picture. */
export interface OverlayMarks {
  /** What the picture is made of; absent when that is not to be seen. */
  readonly cells?: CellMarks;
  /** Places whose data failed to load. */
  readonly failed: readonly Mark[];
  /** Places that were left out to stay within the memory limit. */
  readonly omitted: readonly Mark[];
  readonly measures: readonly MeasureMark[];
  /** In 3D. */
  readonly space?: SpaceMarks;
}

/**
 * The 2D canvas above the picture: drawn on only when there is something new to show, and hidden while there is nothing, since
 * the browser blends all of it over every picture.
 */
export class Overlay {
  #drawn: { canvas: HTMLCanvasElement; camera: Camera2D; marks: OverlayMarks } | undefined;

  /** Does nothing when there is nothing to mark and nothing to wipe away, or when nothing has changed. */
  draw(canvas: HTMLCanvasElement, camera: Camera2D, marks: OverlayMarks): void {
    const before = this.#drawn;
    const { cells, failed, omitted, measures, space } = marks;
    const isBlank = !space && !cells && failed.length + omitted.length + measures.length === 0;
    if (canvas.hidden !== isBlank) canvas.hidden = isBlank;
    if (isBlank && !before) return;
    const next = keepEqual(before, { canvas, camera, marks });
    if (next === before) return;
    drawOverlay(canvas, camera, marks);
    this.#drawn = isBlank ? undefined : next;
  }
}

/** Draws the marks on a 2D canvas of the viewport's size. Colours are design tokens, read from the canvas' own style. */
function drawOverlay(canvas: HTMLCanvasElement, camera: Camera2D, marks: OverlayMarks): void {
  const context = canvas.getContext('2d');
  if (!context) return;
  const { width, height, pixelRatio } = camera;
  resizeTo(canvas, Math.round(width * pixelRatio), Math.round(height * pixelRatio));
  context.setTransform(pixelRatio, 0, 0, pixelRatio, 0, 0);
  context.clearRect(0, 0, width, height);
  drawMarks(context, { camera, marks, style: getComputedStyle(canvas) });
}

/** Draws the marks on a context in CSS pixels from the viewport's top left. */
export function drawMarks(
  context: MarkContext,
  { camera, marks, style }: { camera: Camera2D; marks: OverlayMarks; style: MarkStyle },
): void {
  const { height } = camera;
  const each = <Kind extends Mark>(
    kind: readonly Kind[],
    draw: (mark: Kind, corners: Corners) => void,
  ): void => {
    for (const mark of kind) inPane(context, mark.pane, () => draw(mark, outline(camera, mark.world)));
  };
  each(marks.omitted, (_, corners) => hatch(context, corners, style.getPropertyValue('--warn')));
  each(marks.failed, (_, corners) => hatch(context, corners, style.getPropertyValue('--danger')));
  if (marks.space) drawSpace(context, marks.space, { style, height });
  marks.cells?.draw(context, { camera, style });
  drawMeasures(context, marks.measures, style);
}

type Corners = readonly (readonly [number, number])[];

function resizeTo(canvas: HTMLCanvasElement, width: number, height: number): void {
  if (canvas.width !== width) canvas.width = width;
  if (canvas.height !== height) canvas.height = height;
}

/** The corners on the screen, kept near the viewport so that a magnified tile has no coordinates beyond a canvas' reach. */
function outline(camera: Camera2D, { x0, y0, x1, y1 }: Rect): [number, number][] {
  const corners: [number, number][] = [
    [x0, y0],
    [x1, y0],
    [x1, y1],
    [x0, y1],
  ];
  const margin = 100;
  return corners.map((corner) => {
    const [x, y] = worldToScreen(camera, corner);
    if (camera.turn !== 0) return [x, y];
    return [clamp(x, -margin, camera.width + margin), clamp(y, -margin, camera.height + margin)];
  });
}

function clamp(value: number, low: number, high: number): number {
  return Math.min(high, Math.max(low, value));
}

function trace(context: MarkContext, corners: Corners): void {
  context.beginPath();
  for (const [x, y] of corners) context.lineTo(x, y);
  context.closePath();
}

/** Diagonal lines, 10 px apart on the screen, so that a hatch is never taken for data. */
function hatch(context: MarkContext, corners: Corners, color: string): void {
  context.save();
  trace(context, corners);
  context.clip();
  const xs = corners.map(([x]) => x);
  const ys = corners.map(([, y]) => y);
  const [left, right, top, bottom] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
  context.strokeStyle = color;
  context.globalAlpha = 0.6;
  context.lineWidth = 1.5;
  context.beginPath();
  for (let start = Math.floor((left - bottom) / 10) * 10; start < right - top; start += 10) {
    context.moveTo(start + top, top);
    context.lineTo(start + bottom, bottom);
  }
  context.stroke();
  context.restore();
}
