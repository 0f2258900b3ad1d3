import { isAbort, type Dataset } from '../../../core';
import { estimateOffset } from './estimate-offset';
import { readPatch, type PatchPlace, type ReadPatchOptions } from './read-patch';

/** Where one level lies over the next finer one, by their voxels. */
export interface MeasuredOffset {
  /** Of the coarser level. */
  readonly level: number;
  /** Index into the dataset's axes. */
  readonly axis: number;
  /** See `estimateOffset`. */
  readonly offset: number;
}

/** What the voxels of an image tell of its levels. */
export interface LevelsExam {
  readonly offsets: readonly MeasuredOffset[];
  /** Levels whose metadata could not be read, and why. */
  readonly missing: readonly { readonly level: number; readonly message: string }[];
}

/** Coarse voxels along an edge of what is compared. */
const edge = 48;
/** Places along the diagonal that are looked at until two of them tell the same. */
const places = [0.5, 0.35, 0.65, 0.25];
/** How near to each other they must be, in voxels of the coarser level. */
const agreement = 0.1;
/** Coarser pairs first: they are quick to read. */
const maxPairs = 8;

/** Opens every level and compares each with the next finer one, coarsest first. What the voxels do not tell is left out. */
export async function measureLevels(options: ReadPatchOptions): Promise<LevelsExam> {
  const { source, signal } = options;
  const missing = (
    await Promise.all(source.dataset.levels.map((_, level) => openLevel(options, level)))
  ).flatMap((failure) => failure ?? []);
  const { dataset } = source;
  const levels = dataset.levels
    .map((_, level) => level)
    .slice(1)
    .toReversed()
    .slice(0, maxPairs);
  const offsets: MeasuredOffset[] = [];
  for (const level of levels) {
    const isHere = [level, level - 1].every((one) => dataset.levels[one]?.array);
    if (!isHere) continue;
    for (const axis of spaceAxes(dataset)) {
      signal.throwIfAborted();
      const offset = await measureAxis(dataset, { level, axis }, options);
      if (offset !== undefined) offsets.push({ level, axis, offset });
    }
  }
  return { offsets: offsets.sort((a, b) => a.level - b.level), missing };
}

async function openLevel(
  { source, signal }: ReadPatchOptions,
  level: number,
): Promise<LevelsExam['missing'][number] | undefined> {
  try {
    await source.openLevel(level, signal);
    return undefined;
  } catch (error) {
    if (isAbort(error)) throw error;
    return { level, message: error instanceof Error ? error.message : String(error) };
  }
}

function spaceAxes({ axes }: Dataset): number[] {
  return axes.flatMap(({ type }, axis) => (type === 'space' ? axis : []));
}

/** How many voxels of the finer level one of the coarser is wide, by their shapes: scales may be what is wrong. */
function factorOf({ levels }: Dataset, level: number, axis: number): number {
  const [fine, coarse] = [levels[level - 1]?.array?.shape[axis] ?? 1, levels[level]?.array?.shape[axis] ?? 1];
  const ratio = fine / coarse;
  const whole = Math.round(ratio);
  return whole >= 1 && Math.abs(fine - coarse * whole) < whole ? whole : ratio;
}

async function measureAxis(
  dataset: Dataset,
  { level, axis }: { level: number; axis: number },
  options: ReadPatchOptions,
): Promise<number | undefined> {
  const across = spaceAxes(dataset).findLast((other) => other !== axis);
  const shape = dataset.levels[level]?.array?.shape;
  if (across === undefined || !shape) return undefined;
  const axes = [axis, across] as const;
  const factor = [factorOf(dataset, level, axis), factorOf(dataset, level, across)] as const;
  if (factor[0] < 1.25) return undefined;
  const told: number[] = [];
  for (const share of places) {
    const at = shape.map((size, i) => (dataset.axes[i]?.type === 'space' ? Math.floor(size * share) : 0));
    const coarse = await readPatch(coarsePlace({ level, axes, at }), options);
    const fine = coarse && (await readPatch(finePlace(dataset, { level, axes, at, factor }), options));
    const offset = fine && estimateOffset(fine, coarse, { factor, acrossOffset: (factor[1] - 1) / 2 });
    if (offset === undefined) continue;
    const agreeing = told.filter((other) => Math.abs(other - offset) < agreement * factor[0]);
    if (agreeing.length > 0) return (offset + (agreeing[0] ?? offset)) / 2;
    told.push(offset);
  }
  return undefined;
}

type Place = Pick<PatchPlace, 'level' | 'axes' | 'at'>;

function coarsePlace({ level, axes, at }: Place): PatchPlace {
  const start = axes.map((axis) => Math.max(0, (at[axis] ?? 0) - edge / 2)) as [number, number];
  return { level, axes, at, start, size: [edge, edge] };
}

/** The same place in the finer level, with room on both sides for what is off. */
function finePlace(
  dataset: Dataset,
  { level, axes, at, factor }: Place & { readonly factor: readonly [number, number] },
): PatchPlace {
  const coarse = coarsePlace({ level, axes, at });
  const [start, size] = [0, 1].reduce<[number[], number[]]>(
    ([starts, sizes], i) => {
      const f = factor[i] ?? 1;
      return [
        [...starts, ((coarse.start[i] ?? 0) - 2) * f],
        [...sizes, (edge + 4) * f],
      ];
    },
    [[], []],
  ) as [[number, number], [number, number]];
  const fineAt = at.map((index, axis) =>
    dataset.axes[axis]?.type === 'space' ? Math.floor((index + 0.5) * factorOf(dataset, level, axis)) : index,
  );
  return { level: level - 1, axes, at: fineAt, start, size };
}
