import { boxEdges, worldToScreen3D, type Camera3D, type Pane, type Vec3 } from '../../../view';
import { inPane } from '../../frame/overlay/in-pane';
import type { MarkContext, MarkStyle } from '../../frame/overlay/mark-context';
import type { CellState, SolidCell } from './cell';
import { cellWords } from './cell-text';
import { drawLabel, labelWidth, useLabelFont } from './draw-label';
import { cellLooks, levelToken } from './patterns';

export interface SolidPlace {
  readonly camera: Camera3D;
  readonly style: MarkStyle;
  readonly paneOf: (layer: string) => Pane | undefined;
}

/** Labels nearer to one another than this, CSS pixels, would hide each other. */
const LABEL_COLUMN_PX = 96;
const LABEL_ROW_PX = 22;

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
  const { camera, style, paneOf } = place;
  const placed = cells.flatMap((cell) => {
    const at = worldToScreen3D(camera, middleOf(cell));
    return at ? [{ cell, at }] : [];
  });
  placed.sort((a, b) => weightOf([b.cell]) - weightOf([a.cell]) || a.at[2] - b.at[2]);
  const taken = new Set<string>();
  for (const { cell, at } of placed) {
    const slot = `${cell.layer} ${String(Math.floor(at[0] / LABEL_COLUMN_PX))} ${String(Math.floor(at[1] / LABEL_ROW_PX))}`;
    if (taken.has(slot)) continue;
    taken.add(slot);
    const text = cell.flag?.text ?? cellWords(cell.level, cell.state);
    inPane(context, paneOf(cell.layer), () =>
      drawLabel(context, text, {
        at: [at[0] - labelWidth(context, text) / 2, at[1] - 8],
        color: style.getPropertyValue(levelToken(cell.level)),
        ...(cell.flag && { plate: 'rgb(120 12 20 / 0.92)' }),
      }),
    );
  }
}

function middleOf({ box: { low, high } }: SolidCell): Vec3 {
  return [(low[0] + high[0]) / 2, (low[1] + high[1]) / 2, (low[2] + high[2]) / 2];
}
