import {
  BRICK_SIZE,
  type BrickKey,
  type LevelVolume,
  type Vec3,
  type WorldBox,
  levelVolume,
  parentBrick,
} from '../../view';
import type { BrickRecord } from './bricks/brick-record';
import type { TableLevel } from './table/page-table';
import type { VolumeLayerFrame } from './volume-frame';

/** What a picture shows of a volume. */
export interface ShownVolume {
  readonly layer: VolumeLayerFrame;
  readonly levels: readonly TableLevel[];
  /** What was there of each planned brick. */
  readonly records: readonly (BrickRecord | undefined)[];
}

/** A brick that is drawn, cut to its level. */
export interface DrawnBrick {
  readonly key: BrickKey;
  readonly level: number;
  readonly box: WorldBox;
}

/** By what was resident, which is a list of its own for each state of the table. */
const found = new WeakMap<ShownVolume['records'], { plan: unknown; bricks: readonly DrawnBrick[] }>();

/** {@link findDrawnBricks}, found once for each picture that differs. */
export function drawnBricks(shown: ShownVolume): readonly DrawnBrick[] {
  const known = found.get(shown.records);
  if (known?.plan === shown.layer.plan) return known.bricks;
  const bricks = findDrawnBricks(shown);
  found.set(shown.records, { plan: shown.layer.plan, bricks });
  return bricks;
}

/**
 * Returns the bricks that a picture is made of, of its first channel: those that reach beyond where a finer level is used,
 * and those that stand in for a finer one that is not there. What holds nothing but the fill value is left out.
 */
function findDrawnBricks(shown: ShownVolume): DrawnBrick[] {
  const { layer, levels, records } = shown;
  const { dataset, plan, channels } = layer;
  const volumes = new Map(levels.map(({ volume }) => [volume.level, volume]));
  const axis = dataset.channelAxis;
  const own = new Map<string, number>();
  plan.bricks.forEach(({ level, brick, slice }, n) => {
    if (axis === undefined || slice[axis] === channels[0]?.index) own.set(`${level}/${brick.join()}`, n);
  });
  const drawn = new Set<number>();
  for (const n of own.values()) {
    const key = plan.bricks[n];
    const volume = key && volumes.get(key.level);
    if (!key) continue;
    if (!volume || !records[n]) standIn(shown, key, own, drawn);
    else if (farthest(volume, key.brick, plan.lod.from) >= (plan.lod.reach[key.level - 1] ?? 0)) drawn.add(n);
  }
  return plan.bricks.flatMap((key, n) => {
    const volume = volumes.get(key.level);
    if (!volume || !drawn.has(n) || records[n]?.isEmpty !== false) return [];
    return [{ key, level: key.level, box: boxOf(volume, key.brick) }];
  });
}

/** Returns the number of bricks by level. */
export function countByLevel(bricks: readonly DrawnBrick[]): Record<number, number> {
  const counts: Record<number, number> = {};
  for (const { level } of bricks) counts[level] = (counts[level] ?? 0) + 1;
  return counts;
}

/** Adds the brick that is shown in place of one that is not there. */
function standIn(
  { layer, records }: ShownVolume,
  { level, brick }: BrickKey,
  own: ReadonlyMap<string, number>,
  drawn: Set<number>,
): void {
  const { dataset, view } = layer;
  let at = brick;
  for (let fine = level; fine + 1 < dataset.levels.length; fine++) {
    at = parentBrick(levelVolume(dataset, view, fine), levelVolume(dataset, view, fine + 1), at);
    const n = own.get(`${fine + 1}/${at.join()}`);
    if (n === undefined || !records[n]) continue;
    drawn.add(n);
    return;
  }
}

function boxOf({ origin, scale, size }: LevelVolume, brick: Vec3): WorldBox {
  const along = (a: 0 | 1 | 2, edge: number): number =>
    origin[a] + Math.min((brick[a] + edge) * BRICK_SIZE, size[a]) * scale[a];
  const corner = (edge: number): Vec3 => [along(0, edge), along(1, edge), along(2, edge)];
  return { low: corner(0), high: corner(1) };
}

/** World distance from a place to the corner of a brick that is farthest from it. */
function farthest({ origin, scale }: LevelVolume, brick: Vec3, from: Vec3): number {
  const along = (a: 0 | 1 | 2): number => {
    const low = origin[a] + brick[a] * BRICK_SIZE * scale[a];
    return Math.max(Math.abs(low - from[a]), Math.abs(low + BRICK_SIZE * scale[a] - from[a]));
  };
  return Math.hypot(along(0), along(1), along(2));
}
