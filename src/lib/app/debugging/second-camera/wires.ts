import type { WorldBox } from '../../../view';
import type { CellState } from '../cells/cell';
import type { Frustum } from './frustum';

/** A tile or a brick, as the second camera sees it. A tile has no height. */
export interface Wire {
  readonly box: WorldBox;
  readonly level: number;
  readonly state: CellState;
  /** It is part of the picture; others are held, wanted or failed. */
  readonly isDrawn: boolean;
  /** The self-check has found something. */
  readonly isFlagged?: boolean;
}

/** A level of a pyramid in 2D: where all of it lies. */
export interface LevelSheet {
  readonly level: number;
  readonly box: WorldBox;
}

/** What the second camera sees. */
export interface Wires {
  readonly kind: 'tile' | 'brick';
  /** Those that matter most first. */
  readonly boxes: readonly Wire[];
  /** All of the data, and what of it the main camera is at. */
  readonly bounds: WorldBox;
  readonly view: WorldBox;
  readonly frustum: Frustum;
  /** Levels that lie above one another, finest first; none in 3D. */
  readonly sheets: readonly LevelSheet[];
  /** Names of the axes along x, y and z; z has none in 2D. */
  readonly axes: readonly string[];
}

/** What is found or missing matters more than what is drawn, and that more than what is only held. */
export function byWeight(wires: readonly Wire[]): Wire[] {
  const weightOf = ({ isFlagged, isDrawn, state }: Wire) => {
    if (isFlagged) return 0;
    if (state === 'failed' || state === 'offline') return 1;
    if (isDrawn) return 2;
    return state === 'loading' ? 3 : 4;
  };
  return [...wires].sort((a, b) => weightOf(a) - weightOf(b));
}
