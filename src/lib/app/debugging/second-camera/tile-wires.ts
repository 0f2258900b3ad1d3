import type { Rect } from '../../../core';
import { tileKeyString, type TileKey, type Vec3, type WorldBox } from '../../../view';
import { drawnState, tileRect, type FlatScene } from '../cells/flat-cells';
import { tileStanding } from '../cells/standing';
import type { LevelSheet, Wire } from './wires';

/** Levels lie this far above one another: of the larger side of what is looked at, all together at most `STACK_PART`. */
const GAP_PART = 0.35;
const STACK_PART = 1.4;

/** How far levels are to lie above one another, world units, where something of a size is looked at. */
export function sheetGap({ x0, y0, x1, y1 }: Rect, levels: number): number {
  return Math.max(x1 - x0, y1 - y0) * Math.min(GAP_PART, STACK_PART / Math.max(1, levels - 1));
}

/** Coarser levels lie above finer ones, as in a pyramid: z grows downwards. */
export function sheetHeight(level: number, gap: number): number {
  return level === 0 ? 0 : -level * gap;
}

/** The tiles of a layer, each on the sheet of its level: those that are planned, and others that are drawn still. */
export function tileWires(scene: FlatScene, gap: number): Wire[] {
  const { dataset, slice, plan, quads, flagOf } = scene;
  const { channelAxis } = dataset;
  const drawn = new Map(quads.map(({ key }) => [tileKeyString(key), key]));
  const planned = plan.tiles.filter(
    (key) => channelAxis === undefined || key.slice[channelAxis] === slice.channels[0],
  );
  const names = new Set(planned.map(tileKeyString));
  const others = [...drawn].flatMap(([name, key]) => (names.has(name) ? [] : [key]));
  return [...planned, ...others].flatMap((key): Wire[] => {
    const rect = tileRect(dataset, key);
    const isDrawn = drawn.has(tileKeyString(key));
    if (!rect) return [];
    const box = onSheet(rect, sheetHeight(key.level, gap));
    const state = stateOf(scene, key, isDrawn);
    return [{ box, level: key.level, state, isDrawn, ...(flagOf(key) && { isFlagged: true }) }];
  });
}

/** As many sheets as there are levels, as large as what is shown. */
export function levelSheets(extent: Rect, levels: number, gap: number): LevelSheet[] {
  return Array.from({ length: levels }, (_, level) => ({
    level,
    box: onSheet(extent, sheetHeight(level, gap)),
  }));
}

/** What is here and not drawn is held, as wanted. */
function stateOf(scene: FlatScene, key: TileKey, isDrawn: boolean): Wire['state'] {
  if (isDrawn) return drawnState(scene, key);
  const array = scene.dataset.levels[key.level]?.array;
  const standing = array ? tileStanding(key, array, scene.chunks) : 'loading';
  return standing === 'here' ? 'exact' : standing;
}

function onSheet({ x0, y0, x1, y1 }: Rect, z: number): WorldBox {
  const corner = (x: number, y: number): Vec3 => [x, y, z];
  return { low: corner(x0, y0), high: corner(x1, y1) };
}
