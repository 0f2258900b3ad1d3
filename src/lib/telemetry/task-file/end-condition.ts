import type { EndCondition } from './task-file';

/** What of a view ends tasks. */
export interface SeenView {
  readonly mode: '2d' | '3d';
  /** Screen pixels per world unit. */
  readonly zoom: number;
  /** The coarsest level of the layer that is the finest; absent while nothing is drawn. */
  readonly level?: number;
  /** World coordinates by axis: the middle of the picture, and the slice. */
  readonly at: Readonly<Record<string, number>>;
}

/** Returns whether all that a condition says holds. */
export function isMet({ level, zoom, mode, within = {} }: EndCondition, view: SeenView): boolean {
  if (mode !== undefined && view.mode !== mode) return false;
  if (zoom !== undefined && !(view.zoom >= zoom)) return false;
  if (level !== undefined && !(view.level !== undefined && view.level <= level)) return false;
  return Object.entries(within).every(([axis, [from, to]]) => {
    const at = Object.hasOwn(view.at, axis) ? view.at[axis] : undefined;
    return at !== undefined && at >= from && at <= to;
  });
}
