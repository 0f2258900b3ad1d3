/** A piece of one plane of a level. Rows run along the axis that is looked at, so that its voxels lie `across` apart. */
export interface Patch {
  /** C order: along the axis that is looked at, then across it. */
  readonly values: Float64Array;
  /** Index of its first voxel in its level: along, across. */
  readonly start: readonly [number, number];
  readonly size: readonly [number, number];
}

export interface EstimateOptions {
  /** Voxels of the finer level to one of the coarser one: along, across. */
  readonly factor: readonly [number, number];
  /** Where the coarser level is believed to begin across, as {@link estimateOffset} returns it. */
  readonly acrossOffset: number;
}

/** What fits less well than this is another picture, or noise. */
const minCorrelation = 0.8;
/** Half a voxel off has to fit worse by this, else everything fits: the picture is smooth or empty here. */
const minDrop = 0.002;
/** Into which a voxel of the coarser level is divided, and how many of them are passed over at first. */
const steps = 16;
const coarseStep = 4;
const minRows = 12;

/**
 * Estimates where a coarser level lies over a finer one along an axis, from their voxels: the index in the finer level, not
 * rounded, at which the centre of voxel 0 of the coarser one lies. That is (F − 1) / 2 where each is the mean of F finer voxels, and 0
 * where each is the first of them. `undefined` where the voxels do not tell.
 */
export function estimateOffset(
  fine: Patch,
  coarse: Patch,
  { factor, acrossOffset }: EstimateOptions,
): number | undefined {
  const [along, across] = factor;
  if (along < 1.25) return undefined;
  const columns = averageAcross(fine, coarse, across, acrossOffset);
  const step = along / steps;
  const known = new Map<number, number>();
  /** Of an offset in steps. */
  const fitAt = (at: number): number => {
    const fit =
      known.get(at) ?? correlation(columns, coarse, { start: fine.start[0], along, offset: at * step });
    known.set(at, fit);
    return fit;
  };
  const best = bestNear(bestNear(undefined, coarseStep, fitAt), 1, fitAt);
  const top = fitAt(best);
  if (top < minCorrelation || best <= -steps || best >= 2 * steps) return undefined;
  const [before, after] = [fitAt(best - 1), fitAt(best + 1)];
  const beside = Math.max(fitAt(best - steps / 2), fitAt(best + steps / 2));
  if (!(top - beside > minDrop)) return undefined;
  const curvature = before - 2 * top + after;
  const shift = curvature < 0 ? (0.5 * (before - after)) / curvature : 0;
  return (best + shift) * step;
}

/** The step that fits best: of all that an offset may have, or of those around one. */
function bestNear(around: number | undefined, by: number, fitAt: (at: number) => number): number {
  const [from, to] = around === undefined ? [-steps, 2 * steps] : [around - coarseStep, around + coarseStep];
  let best = from;
  for (let at = from; at <= to; at += by) if (fitAt(at) > fitAt(best)) best = at;
  return best;
}

/** For each column of the coarser patch, running sums along the finer one of what voxels as wide would hold. */
function averageAcross(fine: Patch, coarse: Patch, factor: number, offset: number): Float64Array[] {
  const [length, width] = fine.size;
  const rows = Array.from({ length }, (_, row) =>
    runningSums(fine.values.subarray(row * width, (row + 1) * width)),
  );
  return Array.from({ length: coarse.size[1] }, (_, i) => {
    const center = (coarse.start[1] + i) * factor + offset - fine.start[1];
    return runningSums(Float64Array.from(rows, (sums) => meanAround(sums, center, factor)));
  });
}

const none = new Float64Array(1);

interface Trial {
  /** Of the finer patch, along. */
  readonly start: number;
  readonly along: number;
  readonly offset: number;
}

/** Pearson's correlation of the coarser patch with what it would be at an offset; −1 where too little of it can be told. */
function correlation(columns: readonly Float64Array[], coarse: Patch, trial: Trial): number {
  const { start, along, offset } = trial;
  const [length, width] = coarse.size;
  const sums = { n: 0, x: 0, y: 0, xx: 0, yy: 0, xy: 0 };
  for (let j = 0; j < length; j++) {
    const center = (coarse.start[0] + j) * along + offset - start;
    for (let i = 0; i < width; i++) {
      const x = meanAround(columns[i] ?? none, center, along);
      const y = coarse.values[j * width + i] ?? NaN;
      if (!Number.isFinite(x) || !Number.isFinite(y)) continue;
      sums.n += 1;
      sums.x += x;
      sums.y += y;
      sums.xx += x * x;
      sums.yy += y * y;
      sums.xy += x * y;
    }
  }
  return pearson(sums, minRows * minRows);
}

interface Sums {
  readonly n: number;
  readonly x: number;
  readonly y: number;
  readonly xx: number;
  readonly yy: number;
  readonly xy: number;
}

function pearson({ n, x, y, xx, yy, xy }: Sums, least: number): number {
  const [varX, varY] = [n * xx - x * x, n * yy - y * y];
  const isFlat = !(varX > 1e-9 * n * xx) || !(varY > 1e-9 * n * yy);
  return n < least || isFlat ? -1 : (n * xy - x * y) / Math.sqrt(varX * varY);
}

/** Sums of all values before each place. */
function runningSums(values: Float64Array): Float64Array {
  const sums = new Float64Array(values.length + 1);
  values.forEach((value, i) => (sums[i + 1] = (sums[i] ?? 0) + value));
  return sums;
}

/** Mean of voxels, each as wide as 1, over a width around a place, from {@link runningSums}; NaN beyond them. */
function meanAround(sums: Float64Array, center: number, width: number): number {
  const from = center + 0.5 - width / 2;
  const to = from + width;
  if (from < 0 || to > sums.length - 1) return NaN;
  return (sumUpTo(sums, to) - sumUpTo(sums, from)) / width;
}

function sumUpTo(sums: Float64Array, place: number): number {
  const whole = Math.min(Math.floor(place), sums.length - 2);
  const low = sums[whole] ?? 0;
  return low + (place - whole) * ((sums[whole + 1] ?? 0) - low);
}
