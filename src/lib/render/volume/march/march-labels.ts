import { labelOf } from '../../../core';
import { BRICK_SIZE, type Ray, type Vec3, pointAlong } from '../../../view';
import { findColor } from '../../labels/color-table';
import { labelColor } from '../../labels/label-color';
import type { LabelsFrame } from '../../labels/labels-frame';
import type { VolumeRendering } from '../volume-frame';
import { OPAQUE_REST, type RaySight, type SeenVoxel } from './accumulate';
import { type Cell, type ChunkWalk, voxelOf } from './chunk-walk';
import type { RayRange } from './ray-range';

/** How labels are lit and shown in 3D, by the names that the shader has for it. */
export const LABEL_LIGHT = {
  /** Light that comes from everywhere. */
  LABEL_AMBIENT: 0.35,
  /** White in the colour of the selected label. */
  HIGHLIGHT: 0.4,
  /** A label is so opaque over the reference length: what is a tenth of the view deep hides half of what is behind it. */
  LABEL_ALPHA: 0.027,
  HIGHLIGHTED_ALPHA: 0.12,
  /** With less of a slope a voxel has no side. */
  FLAT_SLOPE: 0.05,
} as const;

/** Voxels of one brick that a ray goes through at most: all of its sides, and as many again for corners. */
export const MAX_BRICK_STEPS = 6 * BRICK_SIZE;

/** Part of a voxel by which a place is taken to be past a border that it lies on. */
const NUDGE = 1e-6;
/** Part of a voxel that a place in it keeps from its borders. */
const INSIDE = 1e-3;

export interface LabelLook {
  readonly rendering: VolumeRendering;
  readonly labels: LabelsFrame;
  /** World length that opacity is given for. */
  readonly reference: number;
}

/** A part of a ray that lies within one voxel. */
interface VoxelSpan {
  readonly label: bigint;
  readonly from: number;
  readonly to: number;
  readonly cell: Cell;
  readonly voxel: Vec3;
}

/** Marches one ray through labels, voxel by voxel: the mathematics of the shader, in float64. */
export function marchLabels(ray: Ray, range: RayRange, walk: ChunkWalk, look: LabelLook): RaySight {
  let [sum, rest]: [Vec3, number] = [[0, 0, 0], 1];
  let first: VoxelSpan | undefined;
  for (const span of spansOf(ray, range, walk)) {
    const shown = shownColor(span.label, look.labels);
    if (!shown || shown[3] === 0) continue;
    first ??= span;
    const isSurface = look.rendering !== 'translucent';
    const alpha = isSurface ? shown[3] : 1 - throughOf(span, shown[3], look);
    const color = isSurface
      ? shade(ray, span, look.labels, shown)
      : highlighted(span.label, look.labels, shown);
    sum = [
      sum[0] + rest * alpha * color[0],
      sum[1] + rest * alpha * color[1],
      sum[2] + rest * alpha * color[2],
    ];
    rest *= 1 - alpha;
    if (isSurface || rest < OPAQUE_REST) break;
  }
  const seen = first && { t: first.from, voxel: seenVoxel(ray, first) };
  return { color: [...sum, 1 - rest], channel: 0, ...seen };
}

/** What a ray sees of the slice plane alone. */
export function labelsOnPlane(ray: Ray, plane: number, walk: ChunkWalk, labels: LabelsFrame): RaySight {
  const nothing = { color: [0, 0, 0, 0], channel: 0 } as const;
  const { cell } = walk.cellAlong(ray, plane);
  if (!cell) return nothing;
  const voxel = voxelIn(cell, pointAlong(ray, plane));
  const label = labelIn(cell, voxel);
  const shown = shownColor(label, labels);
  if (!shown || shown[3] === 0) return nothing;
  const [r, g, b] = highlighted(label, labels, shown);
  const alpha = shown[3];
  const span = { label, from: plane, to: plane, cell, voxel };
  const seen = { t: plane, voxel: seenVoxel(ray, span) };
  return { color: [r * alpha, g * alpha, b * alpha, alpha], channel: 0, ...seen };
}

/** The middle of a ray's way through a voxel, in it for certain however short that is. */
function seenVoxel(ray: Ray, { from, to, cell, voxel }: VoxelSpan): SeenVoxel {
  const { origin, scale, size, level } = cell.volume;
  const middle = voxelOf(cell.volume, pointAlong(ray, (from + to) / 2));
  const along = (a: 0 | 1 | 2): number => {
    const own = Math.min(Math.max(voxel[a], 0), size[a] - 1);
    return origin[a] + Math.min(Math.max(middle[a], own + INSIDE), own + 1 - INSIDE) * scale[a];
  };
  const value = cell.reader?.nearest(...voxel) ?? 0;
  return { level, value, position: [along(0), along(1), along(2)] };
}

/** Red, green, blue and alpha of a label, 0–1; `undefined` when it is not shown. */
function shownColor(
  label: bigint,
  { colors, seed, selected, showSelectedOnly }: LabelsFrame,
): readonly [number, number, number, number] | undefined {
  if (label === 0n || (showSelectedOnly && label !== selected)) return undefined;
  const [r, g, b, a] = findColor(colors, label) ?? [...labelColor(label, seed), 255];
  return [r / 255, g / 255, b / 255, a / 255];
}

function isHighlighted(label: bigint, { selected, showSelectedOnly }: LabelsFrame): boolean {
  return !showSelectedOnly && label === selected;
}

function highlighted(label: bigint, labels: LabelsFrame, [r, g, b]: readonly number[]): Vec3 {
  const white = isHighlighted(label, labels) ? LABEL_LIGHT.HIGHLIGHT : 0;
  const mix = (part = 0): number => part + (1 - part) * white;
  return [mix(r), mix(g), mix(b)];
}

function throughOf({ label, from, to }: VoxelSpan, alpha: number, { labels, reference }: LabelLook): number {
  const { LABEL_ALPHA, HIGHLIGHTED_ALPHA } = LABEL_LIGHT;
  const own = alpha * (isHighlighted(label, labels) ? HIGHLIGHTED_ALPHA : LABEL_ALPHA);
  return (1 - own) ** ((to - from) / reference);
}

/** Cuts a range into voxels. */
function* spansOf(ray: Ray, { from, to }: RayRange, walk: ChunkWalk): Generator<VoxelSpan> {
  for (let t = from; t < to;) {
    const { cell, end: stretchEnd } = walk.cellAlong(ray, t);
    const end = Math.min(to, stretchEnd);
    for (let n = 0, at = t; cell && n < MAX_BRICK_STEPS && at < end; n++) {
      const nudge = NUDGE * Math.min(...cell.volume.scale);
      const place = pointAlong(ray, at + nudge);
      const voxel = voxelIn(cell, place);
      const next = Math.min(end, at + nudge + voxelExit(ray, cell, place, voxel));
      yield { label: labelIn(cell, voxel), from: at, to: next, cell, voxel };
      at = next;
    }
    t = end;
  }
}

/** The voxel that a place is in, of those that the stored brick holds. */
function voxelIn({ volume, brick }: Cell, place: Vec3): Vec3 {
  const at = voxelOf(volume, place);
  const along = (a: 0 | 1 | 2): number => clampToBrick(Math.floor(at[a]), brick[a]);
  return [along(0), along(1), along(2)];
}

function clampToBrick(voxel: number, brick: number): number {
  return Math.min(Math.max(voxel, brick * BRICK_SIZE - 1), (brick + 1) * BRICK_SIZE);
}

/** The way to where a ray leaves a voxel. */
function voxelExit({ direction }: Ray, { volume }: Cell, place: Vec3, voxel: Vec3): number {
  const at = voxelOf(volume, place);
  const along = (a: 0 | 1 | 2): number => {
    const rate = direction[a] / volume.scale[a];
    const way = (voxel[a] + (rate >= 0 ? 1 : 0) - at[a]) / rate;
    return way > 0 ? way : Infinity;
  };
  return Math.min(along(0), along(1), along(2));
}

function labelIn({ reader }: Cell, [x, y, z]: Vec3): bigint {
  return reader ? labelOf(reader.nearest(x, y, z)) : 0n;
}

/** Light from the eye, by where the label ends: the slope of its own voxels, smoothed by a quadratic B-spline. */
function shade(ray: Ray, span: VoxelSpan, labels: LabelsFrame, shown: readonly number[]): Vec3 {
  const { direction } = ray;
  const { scale } = span.cell.volume;
  const slope = slopeOf(ray, span);
  const across = [slope[0] / scale[0], slope[1] / scale[1], slope[2] / scale[2]] as const;
  const along = across[0] * direction[0] + across[1] * direction[1] + across[2] * direction[2];
  const isFlat = Math.hypot(...slope) <= LABEL_LIGHT.FLAT_SLOPE;
  const facing = isFlat ? 1 : Math.abs(along) / Math.hypot(...across);
  const bright = LABEL_LIGHT.LABEL_AMBIENT + (1 - LABEL_LIGHT.LABEL_AMBIENT) * facing;
  const [r, g, b] = highlighted(span.label, labels, shown);
  return [r * bright, g * bright, b * bright];
}

function slopeOf(ray: Ray, { label, from, cell, voxel }: VoxelSpan): Vec3 {
  const at = voxelOf(cell.volume, pointAlong(ray, from + NUDGE * Math.min(...cell.volume.scale)));
  const splines = ([0, 1, 2] as const).map((a) => spline(Math.min(1, Math.max(0, at[a] - voxel[a]))));
  const slope: [number, number, number] = [0, 0, 0];
  for (let n = 0; n < 27; n++) {
    const step = [n % 3, Math.floor(n / 3) % 3, Math.floor(n / 9)];
    const neighbour = ([0, 1, 2] as const).map((a) =>
      clampToBrick(voxel[a] + (step[a] ?? 1) - 1, cell.brick[a]),
    ) as [number, number, number];
    if (labelIn(cell, neighbour) !== label) continue;
    for (const a of [0, 1, 2] as const)
      slope[a] += [0, 1, 2].reduce((product, b) => {
        const own = splines[b];
        return product * ((a === b ? own?.rises : own?.weights)?.[step[b] ?? 1] ?? 0);
      }, 1);
  }
  return slope;
}

/** Weights of three neighbours at a place between the first and the second border of the middle one, and how they rise. */
function spline(f: number): { readonly weights: readonly number[]; readonly rises: readonly number[] } {
  return {
    weights: [0.5 * (1 - f) ** 2, 0.5 + f * (1 - f), 0.5 * f ** 2],
    rises: [f - 1, 1 - 2 * f, f],
  };
}
