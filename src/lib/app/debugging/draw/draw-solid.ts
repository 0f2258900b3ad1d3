import { boxEdges, worldToScreen3D, zoomAtDepth, type Camera3D, type Pane, type Vec3 } from '../../../view';
import { inPane } from '../../frame/overlay/in-pane';
import type { MarkContext, MarkStyle } from '../../frame/overlay/mark-context';
import type { CellState, SolidCell } from '../cells/cell';
import type { CellTelling } from '../cells/cell-fact';
import { cellLabels } from './cell-labels';
import { drawLabel, fittingLabel, labelWidth, useLabelFont } from './draw-label';
import { LabelRoom } from './label-room';
import { cellLooks, levelToken } from './patterns';

export interface SolidPlace {
  readonly camera: Camera3D;
  readonly style: MarkStyle;
  readonly paneOf: (layer: string) => Pane | undefined;
  readonly telling: CellTelling;
}

/** Bricks smaller than this on the screen bear no words. */
const NAMED_PX = 26;
/** What of the width of a brick, seen from its corner, its words may take. */
const LABEL_PART = 1.4;

/** Draws the boxes of bricks, all of one level and state in one stroke, and as many labels as there is room for. */
export function drawSolidCells(context: MarkContext, cells: readonly SolidCell[], place: SolidPlace): void {
  const groups = new Map<string, SolidCell[]>();
  for (const cell of cells) {
    const name = `${cell.layer}\n${String(cell.level)}\n${cell.flag ? 'flag' : cell.state}`;
    const group = groups.get(name);
    if (group) group.push(cell);
    else groups.set(name, [cell]);
  }
  context.save();
  const inOrder = [...groups.values()].sort((a, b) => weightOf(a) - weightOf(b));
  for (const group of inOrder) strokeGroup(context, group, place);
  useLabelFont(context);
  drawLabels(context, cells, place);
  context.restore();
}

/** What is wrong lies over what is as it should be. */
function weightOf([first]: readonly SolidCell[]): number {
  if (!first) return 0;
  return first.flag ? 3 : first.state === 'exact' ? 0 : isFailed(first.state) ? 2 : 1;
}

function isFailed(state: CellState): boolean {
  return state === 'failed' || state === 'offline';
}

function strokeGroup(
  context: MarkContext,
  group: readonly SolidCell[],
  { camera, style, paneOf }: SolidPlace,
): void {
  const [first] = group;
  if (!first) return;
  inPane(context, paneOf(first.layer), () => {
    context.beginPath();
    for (const { box } of group)
      for (const { from, to } of boxEdges(box, camera)) {
        context.moveTo(...from);
        context.lineTo(...to);
      }
    const { dash, token } = cellLooks[first.state];
    context.setLineDash(first.flag ? [] : [...dash]);
    context.lineWidth = first.flag ? 3 : isFailed(first.state) ? 2 : 1;
    context.globalAlpha = first.flag ? 1 : 0.75;
    context.strokeStyle = style.getPropertyValue(
      first.flag ? '--danger' : (token ?? levelToken(first.level)),
    );
    context.stroke();
    context.globalAlpha = 1;
    context.setLineDash([]);
  });
}

/** Those of what is wrong first, then the nearest: what is drawn first keeps its place. */
function drawLabels(context: MarkContext, cells: readonly SolidCell[], place: SolidPlace): void {
  const { camera, style, paneOf, telling } = place;
  const placed = cells.flatMap((cell) => {
    const at = worldToScreen3D(camera, middleOf(cell));
    const edgePx = at ? widthOf(cell) * zoomAtDepth(camera, at[2]) : 0;
    return at && (edgePx >= NAMED_PX || cell.flag) ? [{ cell, at, edgePx }] : [];
  });
  placed.sort((a, b) => weightOf([b.cell]) - weightOf([a.cell]) || a.at[2] - b.at[2]);
  const room = new LabelRoom();
  for (const { cell, at, edgePx } of placed) {
    const labels = cellLabels(cell, telling);
    const label = cell.flag ? labels[0] : fittingLabel(context, labels, edgePx * LABEL_PART);
    const width = label ? labelWidth(context, label) : 0;
    const [x, y] = [at[0] - width / 2, at[1] - 8];
    if (!label || !room.take(cell.layer, { x, y, width })) continue;
    inPane(context, paneOf(cell.layer), () =>
      drawLabel(context, label, {
        at: [x, y],
        color: style.getPropertyValue(levelToken(cell.level)),
        ...(cell.flag && { plate: 'rgb(120 12 20 / 0.92)' }),
      }),
    );
  }
}

function widthOf({ box: { low, high } }: SolidCell): number {
  return Math.max(high[0] - low[0], high[1] - low[1], high[2] - low[2]);
}

function middleOf({ box: { low, high } }: SolidCell): Vec3 {
  return [(low[0] + high[0]) / 2, (low[1] + high[1]) / 2, (low[2] + high[2]) / 2];
}
