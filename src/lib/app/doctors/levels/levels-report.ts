import { cornerAlignedTranslation, storedBytesPerVoxel, type Dataset, type Level } from '../../../core';
import type { LevelsExam } from './measure-levels';

/** Where the levels of a pyramid share a point with level 0: their outer corners, or the centres of their first voxels. */
export type CenterRule = 'finest' | 'same' | 'corner' | 'center' | 'other';

/** A distance along one axis, in voxels of level 0 and in world units. */
export interface AxisDistance {
  readonly axis: string;
  readonly unit?: string;
  readonly voxels: number;
  readonly world: number;
}

/** Something that is wrong with a level, with the numbers that show it. */
export type LevelProblem =
  /** By its shape a voxel is `ratio` voxels of level 0 wide, and by its scale `factor`. */
  | { readonly kind: 'scale'; readonly axis: string; readonly factor: number; readonly ratio: number }
  | { readonly kind: 'chunk-large'; readonly chunks: readonly number[]; readonly bytes: number }
  | {
      readonly kind: 'chunk-small';
      readonly chunks: readonly number[];
      readonly bytes: number;
      readonly count: number;
    }
  /** Between it and the next finer level others are left out. */
  | { readonly kind: 'gap'; readonly factor: number }
  | { readonly kind: 'no-overview'; readonly bytes: number }
  | { readonly kind: 'missing'; readonly message: string };

export interface LevelReport {
  readonly level: number;
  readonly shape?: readonly number[];
  /** As it is placed now. */
  readonly rule: CenterRule;
  /** How far it is from sharing its outer corner with level 0; only axes on which it is. */
  readonly fromCorner: readonly AxisDistance[];
  /** By the voxels themselves, how far it is off from where it belongs over level 0; absent where they do not tell. */
  readonly off?: readonly AxisDistance[];
  readonly problems: readonly LevelProblem[];
}

/** What takes longer than this to arrive is not streamed, it is downloaded: 8 MiB are 7 s at 10 Mbit/s. */
const largeChunkBytes = 8 * 2 ** 20;
const smallChunkBytes = 16 * 2 ** 10;
const manyChunks = 4096;
const largestStep = 4.5;
const overviewBytes = 64 * 2 ** 20;

/** Says of each level of a dataset, as it is placed now, which rule it follows and what is wrong with it. */
export function levelsReport(dataset: Dataset, { offsets, missing }: LevelsExam): LevelReport[] {
  const [finest] = dataset.levels;
  if (!finest) return [];
  return dataset.levels.map((level, at) => {
    const shape = level.array?.shape;
    const off = at === 0 ? undefined : distanceOff(dataset, offsets, at);
    const message = missing.find((one) => one.level === at)?.message;
    return {
      level: at,
      ...(shape && { shape }),
      rule: at === 0 ? 'finest' : ruleOf(dataset, finest, level),
      fromCorner: distances(
        dataset,
        (axis) => (level.translation[axis] ?? 0) - cornerOf(finest, level, axis),
      ),
      ...(off && { off }),
      problems: [
        ...(message === undefined ? [] : [{ kind: 'missing', message } as const]),
        ...scaleProblems(dataset, finest, level),
        ...chunkProblems(dataset, level),
        ...stepProblems(dataset, at),
      ],
    };
  });
}

/** How far in all levels are off by their voxels, in voxels of level 0; `undefined` where none of them tells. */
export function worstOff(report: readonly LevelReport[]): number | undefined {
  const off = report.flatMap((level) => level.off?.map(({ voxels }) => Math.abs(voxels)) ?? []);
  const told = report.some((level) => level.off !== undefined);
  return told ? Math.max(0, ...off) : undefined;
}

function spaceAxes({ axes }: Dataset): number[] {
  return axes.flatMap(({ type }, axis) => (type === 'space' ? axis : []));
}

function cornerOf(finest: Level, level: Level, axis: number): number {
  const level0 = { scale: finest.scale[axis] ?? 1, translation: finest.translation[axis] ?? 0 };
  return cornerAlignedTranslation(level0, (level.scale[axis] ?? 1) / level0.scale);
}

/** The distances that `of` gives in world units, but for those too small to be seen. */
function distances(dataset: Dataset, of: (axis: number) => number): AxisDistance[] {
  return spaceAxes(dataset).flatMap((axis) => {
    const { name, unit } = dataset.axes[axis] ?? { name: String(axis) };
    const world = of(axis);
    const voxels = world / (dataset.levels[0]?.scale[axis] ?? 1);
    return Math.abs(voxels) < 0.01 ? [] : { axis: name, ...(unit && { unit }), voxels, world };
  });
}

function ruleOf(dataset: Dataset, finest: Level, level: Level): CenterRule {
  const reduced = spaceAxes(dataset).filter(
    (axis) => Math.abs((level.scale[axis] ?? 1) / (finest.scale[axis] ?? 1) - 1) > 1e-6,
  );
  if (reduced.length === 0) return 'same';
  const isAt = (place: (axis: number) => number) =>
    reduced.every((axis) => {
      const distance = (level.translation[axis] ?? 0) - place(axis);
      return Math.abs(distance) < 0.01 * (finest.scale[axis] ?? 1);
    });
  if (isAt((axis) => cornerOf(finest, level, axis))) return 'corner';
  return isAt((axis) => finest.translation[axis] ?? 0) ? 'center' : 'other';
}

/** Each level is compared with the next finer one: how far it is off from level 0 is the sum of those in between. */
function distanceOff(
  dataset: Dataset,
  offsets: LevelsExam['offsets'],
  level: number,
): AxisDistance[] | undefined {
  let isTold = false;
  const off = new Map<number, number>();
  for (let at = 1; at <= level; at++) {
    const [fine, coarse] = [dataset.levels[at - 1], dataset.levels[at]];
    const measured = offsets.filter((one) => one.level === at);
    if (!fine || !coarse || (measured.length === 0 && !isAlike(dataset, fine, coarse))) return undefined;
    for (const { axis, offset } of measured) {
      isTold = true;
      const belongs = (fine.translation[axis] ?? 0) + offset * (fine.scale[axis] ?? 1);
      off.set(axis, (off.get(axis) ?? 0) + (coarse.translation[axis] ?? 0) - belongs);
    }
  }
  const clear = (axis: number): number => {
    const world = off.get(axis) ?? 0;
    // Estimates are good to a tenth of a voxel or so.
    return Math.abs(world / (dataset.levels[level - 1]?.scale[axis] ?? 1)) < 0.2 ? 0 : world;
  };
  return isTold ? distances(dataset, clear) : undefined;
}

function isAlike(dataset: Dataset, fine: Level, coarse: Level): boolean {
  return spaceAxes(dataset).every((axis) => fine.scale[axis] === coarse.scale[axis]);
}

function scaleProblems(dataset: Dataset, finest: Level, level: Level): LevelProblem[] {
  const [from, to] = [finest.array?.shape, level.array?.shape];
  if (!from || !to) return [];
  return spaceAxes(dataset).flatMap((axis) => {
    const factor = (level.scale[axis] ?? 1) / (finest.scale[axis] ?? 1);
    const [large, small] = [from[axis] ?? 1, to[axis] ?? 1];
    // Rounded up or down at each of a few steps.
    const isMet = Math.abs(small - large / factor) <= 1.5;
    return isMet ? [] : { kind: 'scale', axis: dataset.axes[axis]?.name ?? '', factor, ratio: large / small };
  });
}

function chunkProblems(dataset: Dataset, { array }: Level): LevelProblem[] {
  if (!array || dataset.generated) return [];
  const { chunks, shape } = array;
  const bytes = chunks.reduce((product, size) => product * size, storedBytesPerVoxel(dataset.dtype));
  const count = shape.reduce((product, size, axis) => product * Math.ceil(size / (chunks[axis] ?? 1)), 1);
  if (bytes > largeChunkBytes) return [{ kind: 'chunk-large', chunks, bytes }];
  return bytes < smallChunkBytes && count > manyChunks ? [{ kind: 'chunk-small', chunks, bytes, count }] : [];
}

function stepProblems(dataset: Dataset, at: number): LevelProblem[] {
  const { levels } = dataset;
  const [finer, level] = [levels[at - 1], levels[at]];
  const problems: LevelProblem[] = [];
  if (finer && level) {
    const steps = spaceAxes(dataset).map((axis) => (level.scale[axis] ?? 1) / (finer.scale[axis] ?? 1));
    const factor = Math.max(...steps);
    if (factor > largestStep) problems.push({ kind: 'gap', factor });
  }
  if (at === levels.length - 1 && level?.array && !dataset.generated) {
    const space = spaceAxes(dataset).map((axis) => level.array?.shape[axis] ?? 1);
    const bytes = space.reduce((product, size) => product * size, storedBytesPerVoxel(dataset.dtype));
    if (bytes > overviewBytes) problems.push({ kind: 'no-overview', bytes });
  }
  return problems;
}
