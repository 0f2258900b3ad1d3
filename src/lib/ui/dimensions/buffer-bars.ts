import type { BufferModel } from '../../app';

/** Heights of what is in memory, CSS pixels: any part of it is as high as the track. */
const TRACK_PX = 4;
const SHARP_PX = 10;
const COARSE_PX = 6;
/** What is kept is a line below all that. */
const KEPT_TOP_PX = 6;
const KEPT_PX = 2;

/** Lengths along the track, CSS pixels. */
export interface BarPlace {
  /** From the middle of the thumb at the first step to its middle at the last. */
  readonly lengthPx: number;
  /** From there to the ends of the track. */
  readonly endPx: number;
}

/** Paths of SVG whose origin is the middle of the thumb at the first step. */
export interface BufferBars {
  readonly sharp: string;
  readonly coarse: string;
  readonly kept: string;
}

/**
 * Returns what is drawn behind a slider: a bar for each step, or for each pixel where there are more steps than pixels, the
 * higher the more of its steps are there.
 */
export function bufferBars(buffer: BufferModel, place: BarPlace): BufferBars {
  const bars = Math.max(1, Math.min(buffer.count, Math.floor(place.lengthPx)));
  const shares = (runs: BufferModel['sharp']) => sharesOf(runs, { count: buffer.count, bars });
  const path = (values: readonly number[], box: (share: number) => readonly [top: number, height: number]) =>
    pathOf(values, { box, edge: (bar) => edgeOf((bar * buffer.count) / bars, buffer.count, place) });
  const about = (most: number) => (share: number) => {
    const height = TRACK_PX + (most - TRACK_PX) * share;
    return [-height / 2, height] as const;
  };
  return {
    sharp: path(shares(buffer.sharp), about(SHARP_PX)),
    coarse: path(shares(buffer.coarse), about(COARSE_PX)),
    kept: path(shares(buffer.kept), (share) => [KEPT_TOP_PX, Math.max(1, KEPT_PX * share)]),
  };
}

/** Which share of the steps of each bar is in some runs. */
export function sharesOf(
  runs: BufferModel['sharp'],
  { count, bars }: { readonly count: number; readonly bars: number },
): number[] {
  const shares = new Array<number>(bars).fill(0);
  const perBar = count / bars;
  for (const [from, to] of runs) {
    const last = Math.min(bars - 1, Math.ceil(to / perBar) - 1);
    for (let bar = Math.floor(from / perBar); bar <= last; bar++) {
      const steps = Math.min(to, (bar + 1) * perBar) - Math.max(from, bar * perBar);
      shares[bar] = Math.min(1, (shares[bar] ?? 0) + Math.max(0, steps) / perBar);
    }
  }
  return shares;
}

/** Where a step begins: half a step before the middle of the thumb; the first and the last reach to the ends of the track. */
function edgeOf(step: number, count: number, { lengthPx, endPx }: BarPlace): number {
  if (step <= 0) return -endPx;
  if (step >= count) return lengthPx + endPx;
  return (lengthPx * (step - 0.5)) / (count - 1);
}

interface PathShape {
  readonly box: (share: number) => readonly [top: number, height: number];
  readonly edge: (bar: number) => number;
}

/** Neighbours that are equal are one rectangle. */
function pathOf(shares: readonly number[], { box, edge }: PathShape): string {
  let path = '';
  let from = 0;
  for (let to = 1; to <= shares.length; to++) {
    const share = shares[from] ?? 0;
    if (shares[to] === share) continue;
    if (share > 0) {
      const [top, height] = box(share);
      path += `M${text(edge(from))} ${text(top)}H${text(edge(to))}v${text(height)}H${text(edge(from))}z`;
    }
    from = to;
  }
  return path;
}

function text(px: number): string {
  return String(Math.round(px * 100) / 100);
}
