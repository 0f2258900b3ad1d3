import type { Rect } from '../../../core';
import { worldToScreen, type Camera2D } from '../../../view';
import { inPane } from '../../frame/overlay/in-pane';
import type { MarkContext, MarkStyle } from '../../frame/overlay/mark-context';
import type { FlatCell } from '../cells/cell';
import type { CellTelling } from '../cells/cell-fact';
import { cellLabels } from './cell-labels';
import { drawLabel, fittingLabel, useLabelFont } from './draw-label';
import { cellLooks, fillingOf, levelToken } from './patterns';

type Point = readonly [number, number];

/** Cells smaller than this on the screen bear no words. */
const NAMED_PX = 26;
/** Room that words leave at the right. */
const ROOM_PX = 8;
const LOADING_BAR_PX = 3;
/** How far beyond the viewport corners may lie: a canvas does not reach everywhere. */
const MARGIN_PX = 100;

export interface FlatPlace {
  readonly camera: Camera2D;
  readonly style: MarkStyle;
  readonly telling: CellTelling;
}

/** Draws cells of 2D: those that the self-check has found something of come last, over all others. */
export function drawFlatCells(
  context: MarkContext,
  cells: readonly FlatCell[],
  { camera, style, telling }: FlatPlace,
): void {
  context.save();
  useLabelFont(context);
  const inOrder = [...cells.filter(({ flag }) => !flag), ...cells.filter(({ flag }) => flag)];
  for (const cell of inOrder)
    inPane(context, cell.pane, () =>
      drawCell(context, cell, { corners: cornersOf(camera, cell.world), style, telling }),
    );
  context.restore();
}

interface CellPlace {
  readonly corners: readonly Point[];
  readonly style: MarkStyle;
  readonly telling: CellTelling;
}

function drawCell(context: MarkContext, cell: FlatCell, { corners, style, telling }: CellPlace): void {
  const { level, state, flag, isNamed } = cell;
  const color = style.getPropertyValue(levelToken(level));
  trace(context, corners);
  context.globalAlpha = Number(style.getPropertyValue('--level-wash')) || 0.1;
  context.fillStyle = color;
  if (state !== 'loading' && state !== 'empty') context.fill();
  context.globalAlpha = 0.55;
  const filling = fillingOf(context, state, { level, style });
  if (filling) {
    context.fillStyle = filling;
    context.fill();
  }
  context.globalAlpha = 1;
  strokeEdge(context, { color, width: 1.5, dash: cellLooks[state].dash });
  const box = boundsOf(corners);
  if (state === 'loading') drawBar(context, box, style.getPropertyValue('--state-loading'));
  if (flag) drawFlag(context, corners, style.getPropertyValue('--danger'));
  if (isNamed || flag) nameCell(context, cell, { box, style, telling });
}

function strokeEdge(
  context: MarkContext,
  {
    color,
    width,
    dash,
  }: { readonly color: string; readonly width: number; readonly dash: readonly number[] },
): void {
  context.lineWidth = width + 2;
  context.strokeStyle = 'rgb(0 0 0 / 0.6)';
  context.stroke();
  context.lineWidth = width;
  context.strokeStyle = color;
  context.setLineDash([...dash]);
  context.stroke();
  context.setLineDash([]);
}

/** A bar along the lower edge. */
function drawBar(context: MarkContext, { x0, x1, y1 }: Rect, color: string): void {
  if (x1 - x0 < NAMED_PX) return;
  context.fillStyle = color;
  context.fillRect(x0 + 4, y1 - LOADING_BAR_PX - 3, (x1 - x0) / 3, LOADING_BAR_PX);
}

/** Both diagonals and a thick edge: seen where a tile is small too. */
function drawFlag(context: MarkContext, corners: readonly Point[], color: string): void {
  trace(context, corners);
  strokeEdge(context, { color, width: 3, dash: [] });
  context.beginPath();
  for (const [from, to] of [
    [0, 2],
    [1, 3],
  ] as const) {
    context.moveTo(...(corners[from] ?? [0, 0]));
    context.lineTo(...(corners[to] ?? [0, 0]));
  }
  strokeEdge(context, { color, width: 1.5, dash: [] });
}

function nameCell(
  context: MarkContext,
  cell: FlatCell,
  { box, style, telling }: Omit<CellPlace, 'corners'> & { readonly box: Rect },
): void {
  const [left, top] = [Math.max(box.x0, 0), Math.max(box.y0, 0)];
  const room = box.x1 - left - ROOM_PX;
  if (room < NAMED_PX || box.y1 - top < NAMED_PX) return;
  const label = fittingLabel(context, cellLabels(cell, telling), room);
  if (!label) return;
  drawLabel(context, label, {
    at: [left + 4, top + 4],
    color: style.getPropertyValue(levelToken(cell.level)),
    ...(cell.flag && { plate: 'rgb(120 12 20 / 0.92)' }),
  });
}

function cornersOf(camera: Camera2D, { x0, y0, x1, y1 }: Rect): Point[] {
  const corners: Point[] = [
    [x0, y0],
    [x1, y0],
    [x1, y1],
    [x0, y1],
  ];
  return corners.map((corner) => {
    const [x, y] = worldToScreen(camera, corner);
    if (camera.turn !== 0) return [x, y];
    return [clamp(x, camera.width), clamp(y, camera.height)];
  });
}

function clamp(value: number, size: number): number {
  return Math.min(size + MARGIN_PX, Math.max(-MARGIN_PX, value));
}

function trace(context: MarkContext, corners: readonly Point[]): void {
  context.beginPath();
  for (const corner of corners) context.lineTo(...corner);
  context.closePath();
}

function boundsOf(corners: readonly Point[]): Rect {
  const [xs, ys] = [corners.map(([x]) => x), corners.map(([, y]) => y)];
  return { x0: Math.min(...xs), y0: Math.min(...ys), x1: Math.max(...xs), y1: Math.max(...ys) };
}
