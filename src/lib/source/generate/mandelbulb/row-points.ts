import { countSteps, makePoints, type Points, type TriplexPower } from './triplex-power';

/** Points of one row that are to be counted; the arrays have room for more. */
export interface RowPoints {
  count: number;
  /** Position along x of each. */
  readonly c: Float64Array;
  /** Where in the row it belongs. */
  readonly at: Int32Array;
  /** Room for where its orbit is. */
  readonly orbits: Points;
}

export interface RowPlace {
  readonly y: number;
  readonly z: number;
  readonly limit: number;
}

/** Writes the steps of each point's orbit into its place in `row`, at most the limit, and takes the points away. */
export type CountRow = (points: RowPoints, row: Float64Array, place: RowPlace) => void;

export function makeRowPoints(capacity: number): RowPoints {
  return {
    count: 0,
    c: new Float64Array(capacity),
    at: new Int32Array(capacity),
    orbits: makePoints(capacity),
  };
}

/** One point after the other. */
export function countRowOf(power: TriplexPower): CountRow {
  return (points, row, { y, z, limit }) => {
    for (let i = 0; i < points.count; i++) {
      row[points.at[i] ?? 0] = countSteps(power, [points.c[i] ?? 0, y, z], limit);
    }
    points.count = 0;
  };
}
