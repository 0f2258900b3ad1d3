import type { ScreenEdge, WorldBox } from '../../../view';
import type { Mark } from '../../frame/overlay/overlay';
import type { Arrival } from './arrival';

/**
 * How a tile or a brick stands:
 *
 * - `exact`: it is drawn, at the level that the view wants
 * - `coarser`, `finer`: it is drawn in the place of one that is not here
 * - `empty`: its store has nothing of it, so that it shows the fill value
 * - `loading`: it is wanted, and not on the screen yet
 * - `failed`: it could not be had
 * - `offline`: it is not on this device, and its server is out of reach
 */
export type CellState = 'exact' | 'coarser' | 'finer' | 'empty' | 'loading' | 'failed' | 'offline';

/** What the self-check found of a cell; absent where it found nothing. */
export interface CellFlag {
  /** In a few words, such as where its content belongs. */
  readonly text: string;
}

export interface Cell {
  readonly layer: string;
  readonly level: number;
  readonly state: CellState;
  readonly flag?: CellFlag;
  /** Of what is drawn; absent where it was not recorded. */
  readonly arrival?: Arrival;
}

/** A part of a tile on the screen. */
export interface FlatCell extends Cell, Mark {
  /** It bears the name of its tile, of which other parts may be elsewhere. */
  readonly isNamed: boolean;
}

/** A brick in space. */
export interface SolidCell extends Cell {
  readonly box: WorldBox;
}

/** A brick on the screen. */
export interface DrawnSolid {
  readonly cell: SolidCell;
  readonly edges: readonly ScreenEdge[];
}
