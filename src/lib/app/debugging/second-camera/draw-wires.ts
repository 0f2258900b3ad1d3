import {
  axisTriad,
  boxEdges,
  screenLine,
  worldToScreen3D,
  type Camera3D,
  type ScreenEdge,
  type Vec3,
} from '../../../view';
import type { MarkContext, MarkStyle } from '../../frame/overlay/mark-context';
import { drawSpace } from '../../frame/overlay/overlay-3d';
import { debugging as t } from '../../../messages';
import { drawLabel, labelWidth, useLabelFont } from '../draw/draw-label';
import { cellLooks, levelToken } from '../draw/patterns';
import type { Frustum } from './frustum';
import type { SecondPicture } from './second-camera-model';
import { byWeight, type LevelSheet, type Wire, type Wires } from './wires';

/** More boxes than this take longer to draw than a frame lasts, and nobody sees anything in them. */
export const MAX_BOXES = 1500;
/** So many boxes may be drawn in full; of more each is fainter, so that those behind are seen. */
const CLEAR_BOXES = 150;
/** As dark in both themes: colours of levels are made for the picture. */
const GROUND = '#0a0b0d';
const FAINT = 'rgb(255 255 255 / 0.28)';
/** Where the axes stand: from the left and from the lower edge. */
const TRIAD_INSET = { left: -14, bottom: -58 };

export interface WirePlace {
  readonly camera: Camera3D;
  readonly style: MarkStyle;
}

type Line = Pick<ScreenEdge, 'from' | 'to'>;

/** Draws what the second camera sees all over a context in CSS pixels, and says what that was. */
export function drawWires(context: MarkContext, wires: Wires, place: WirePlace): SecondPicture {
  const { camera, style } = place;
  const { boxes, omitted } = pickWires(wires.boxes);
  context.save();
  context.fillStyle = GROUND;
  context.fillRect(0, 0, camera.width, camera.height);
  strokeLines(context, frameLines(wires, camera), { color: FAINT, width: 1 });
  const strength = Math.min(1, Math.max(0.35, CLEAR_BOXES / Math.max(1, boxes.length)));
  for (const group of groupsOf(boxes).reverse()) drawGroup(context, group, { ...place, strength });
  drawFrustum(context, wires.frustum, camera);
  useLabelFont(context);
  for (const sheet of wires.sheets) nameSheet(context, sheet, place);
  drawAxes(context, wires, { camera, style });
  context.restore();
  return { kind: wires.kind, boxes: boxes.length, omitted, levels: countLevels(boxes) };
}

/** The boxes that are drawn, those that matter most first, and how many are left out. */
export function pickWires(boxes: readonly Wire[]): { readonly boxes: Wire[]; readonly omitted: number } {
  const picked = byWeight(boxes).slice(0, MAX_BOXES);
  return { boxes: picked, omitted: boxes.length - picked.length };
}

function countLevels(boxes: readonly Wire[]): SecondPicture['levels'] {
  const counts = new Map<number, number>();
  for (const { level } of boxes) counts.set(level, (counts.get(level) ?? 0) + 1);
  return [...counts].sort(([a], [b]) => a - b).map(([level, count]) => ({ level, boxes: count }));
}

/** Boxes that look alike, so that each group is one stroke. */
function groupsOf(boxes: readonly Wire[]): Wire[][] {
  const groups = new Map<string, Wire[]>();
  for (const wire of boxes) {
    const { level, state, isDrawn, isFlagged } = wire;
    const name = `${String(level)} ${state} ${String(isDrawn)} ${String(isFlagged)}`;
    const group = groups.get(name);
    if (group) group.push(wire);
    else groups.set(name, [wire]);
  }
  return [...groups.values()];
}

function drawGroup(
  context: MarkContext,
  group: readonly Wire[],
  { camera, style, strength }: WirePlace & { readonly strength: number },
): void {
  const [first] = group;
  if (!first) return;
  const { level, state, isDrawn, isFlagged } = first;
  const { dash, token } = cellLooks[state];
  const color = style.getPropertyValue(isFlagged ? '--danger' : (token ?? levelToken(level)));
  if (isDrawn) fillTiles(context, group, { camera, color });
  context.globalAlpha = isFlagged || token ? 1 : strength * (isDrawn ? 0.95 : 0.45);
  context.setLineDash(isFlagged ? [] : [...dash]);
  const width = isFlagged ? 2.5 : token ? 2 : isDrawn ? 1.25 : 1;
  strokeLines(
    context,
    group.flatMap(({ box }) => linesOf(box, camera)),
    { color, width },
  );
  context.setLineDash([]);
  context.globalAlpha = 1;
}

/** Tiles that are drawn are tinted: bricks would hide one another. */
function fillTiles(
  context: MarkContext,
  group: readonly Wire[],
  { camera, color }: { readonly camera: Camera3D; readonly color: string },
): void {
  context.fillStyle = color;
  context.globalAlpha = 0.14;
  for (const { box } of group) {
    if (box.low[2] !== box.high[2]) return;
    const corners = cornersOfSheet(box).map((corner) => worldToScreen3D(camera, corner));
    if (corners.includes(undefined)) continue;
    context.beginPath();
    for (const corner of corners) if (corner) context.lineTo(corner[0], corner[1]);
    context.fill();
  }
}

/** Edges of a box, or of what has no height. */
function linesOf(box: Wire['box'], camera: Camera3D): Line[] {
  return box.low[2] === box.high[2] ? ringLines(cornersOfSheet(box), camera) : boxEdges(box, camera);
}

function cornersOfSheet({ low: [x0, y0, z], high: [x1, y1] }: Wire['box']): Vec3[] {
  return [
    [x0, y0, z],
    [x1, y0, z],
    [x1, y1, z],
    [x0, y1, z],
  ];
}

function ringLines(corners: readonly Vec3[], camera: Camera3D): Line[] {
  return corners.flatMap((corner, n) => {
    const next = corners[(n + 1) % corners.length];
    return (next && screenLine(camera, corner, next)) ?? [];
  });
}

/** The box around the data, or the sheets of its levels. */
function frameLines({ sheets, bounds }: Wires, camera: Camera3D): Line[] {
  if (sheets.length === 0) return boxEdges(bounds, camera);
  return sheets.flatMap(({ box }) => linesOf(box, camera));
}

/** What the main camera sees: white over dark, so that it is no colour of a level. */
function drawFrustum(context: MarkContext, { near, far, eye }: Frustum, camera: Camera3D): void {
  const edges = near.flatMap((corner, n) => {
    const end = far[n];
    return (end && screenLine(camera, corner, end)) ?? [];
  });
  const rays = near.flatMap((corner) => (eye && screenLine(camera, eye, corner)) ?? []);
  const lines = [...ringLines(near, camera), ...ringLines(far, camera), ...edges];
  strokeLines(context, [...lines, ...rays], { color: 'rgb(0 0 0 / 0.7)', width: 3.5 });
  strokeLines(context, lines, { color: '#fff', width: 1.5 });
  context.setLineDash([3, 3]);
  strokeLines(context, rays, { color: 'rgb(255 255 255 / 0.75)', width: 1 });
  context.setLineDash([]);
  const at = eye && worldToScreen3D(camera, eye);
  if (!at) return;
  context.beginPath();
  context.arc(at[0], at[1], 3.5, 0, 2 * Math.PI);
  context.fillStyle = '#fff';
  context.fill();
}

/** At the corner of its sheet that is lowest on the screen at the left. */
function nameSheet(context: MarkContext, { level, box }: LevelSheet, { camera, style }: WirePlace): void {
  const corners = cornersOfSheet(box).flatMap((corner) => {
    const at = worldToScreen3D(camera, corner);
    return at ? [at] : [];
  });
  const [first] = corners;
  if (!first) return;
  const [x, y] = corners.reduce((best, at) => (at[0] < best[0] ? at : best), first);
  const label = { text: t.levelShort({ level }) };
  drawLabel(context, label, {
    at: [x - labelWidth(context, label) - 4, y - 8],
    color: style.getPropertyValue(levelToken(level)),
  });
}

function drawAxes(context: MarkContext, { axes }: Wires, { camera, style }: WirePlace): void {
  const triad = axisTriad(camera).flatMap((direction, at) => {
    const axis = axes[at];
    return axis === undefined ? [] : [{ axis, direction }];
  });
  const marks = { box: [], plane: [], panes: [], triad, inset: TRIAD_INSET };
  drawSpace(context, marks, { style, height: camera.height });
}

function strokeLines(
  context: MarkContext,
  lines: readonly Line[],
  { color, width }: { readonly color: string; readonly width: number },
): void {
  if (lines.length === 0) return;
  context.beginPath();
  for (const { from, to } of lines) {
    context.moveTo(...from);
    context.lineTo(...to);
  }
  context.lineWidth = width;
  context.strokeStyle = color;
  context.stroke();
}
