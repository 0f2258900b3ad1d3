import type { KeepAxis, KeepEstimate, KeepLevel } from '../../../app';
import { keep as t } from '../../../messages';
import { steppedText, valueText, wholeText } from '../../text/numbers';
import { bytesRangeText, bytesText } from '../../text/sizes';
import { unitSymbol } from '../../text/units';
import { piecesText } from '../downloads/download-text';

type Range = readonly [number, number];

/** Returns the edge of a voxel with its unit: '0.33 µm'. */
export function voxelText({ voxelSize, unit }: KeepLevel): string {
  const size = Number.isInteger(voxelSize) ? valueText(voxelSize) : String(Number(voxelSize.toPrecision(3)));
  return unit === undefined ? size : `${size} ${unitSymbol(unit)}`;
}

/** Returns which steps of an axis are kept, counted from 1 as sliders do: 'all 61', '26 of 61', '20–30 of 61'. */
export function rangeText({ count }: KeepAxis, [low, high]: Range): string {
  if (high - low + 1 >= count) return t.allSteps({ count });
  const first = wholeText(low + 1);
  const steps = low === high ? first : `${first}–${wholeText(high + 1)}`;
  return t.stepsOf({ steps, count });
}

/** Returns what a range means: names of channels, or places in the world; absent where that says no more than the steps. */
export function placesText({ names, start, step, unit }: KeepAxis, [low, high]: Range): string | undefined {
  if (names) return between(names[low] ?? '', names[high] ?? '', low === high);
  if (unit === undefined) return undefined;
  const at = (index: number) => steppedText(start + index * step, Math.abs(step));
  return `${between(at(low), at(high), low === high)} ${unitSymbol(unit)}`;
}

function between(first: string, last: string, isOne: boolean): string {
  return isOne ? first : `${first} – ${last}`;
}

/** Returns what a choice fetches, as honestly as it is known: '1.1–2 GB to fetch, in 1,204 pieces.'. */
export function estimateText({ lowBytes, highBytes, chunks, keptChunks }: KeepEstimate): string {
  const missing = chunks - keptChunks;
  if (missing <= 0) return t.allIsHere;
  const isSure = bytesText(lowBytes) === bytesText(highBytes);
  const size = isSure ? t.aboutSize({ bytes: bytesText(highBytes) }) : bytesRangeText(lowBytes, highBytes);
  return t.toFetch({ size, pieces: piecesText(missing) });
}

/** Whether what a choice most likely adds has room. */
export function fits({ likelyBytes, freeBytes }: KeepEstimate): boolean {
  return likelyBytes <= freeBytes;
}

/** Returns that levels do not fit, finest first, where nobody has asked for one of them; absent when all do. */
export function unfitText(levels: readonly number[]): string | undefined {
  const [first, last] = [levels[0], levels.at(-1)];
  if (first === undefined || last === undefined) return undefined;
  return levels.length === 1 ? t.levelDoesNotFit({ level: first }) : t.levelsDoNotFit({ first, last });
}

/** Returns why a level cannot be kept, and what can be instead: the finest coarser level that `offered` names. */
export function refusalText(
  level: number,
  { likelyBytes, freeBytes }: KeepEstimate,
  offered?: number,
): string {
  const reason = t.levelNeedsMore({
    level,
    needed: bytesText(likelyBytes),
    free: bytesText(freeBytes),
  });
  return offered === undefined ? t.keepLess({ reason }) : t.otherLevelDoes({ reason, level: offered });
}
