import type { KeepAxis, KeepEstimate, KeepLevel } from '../../../app';
import { steppedText, valueText, wholeText } from '../../text/numbers';
import { bytesPairText, bytesText } from '../../text/sizes';
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
  if (high - low + 1 >= count) return `all ${wholeText(count)}`;
  const first = wholeText(low + 1);
  return `${low === high ? first : `${first}–${wholeText(high + 1)}`} of ${wholeText(count)}`;
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
  if (missing <= 0) return 'All of it is here already.';
  const isSure = bytesText(lowBytes) === bytesText(highBytes);
  const size = isSure ? `About ${bytesText(highBytes)}` : bytesPairText(lowBytes, '–', highBytes);
  return `${size} to fetch, in ${piecesText(missing)}.`;
}

/** Whether what a choice most likely adds has room. */
export function fits({ likelyBytes, freeBytes }: KeepEstimate): boolean {
  return likelyBytes <= freeBytes;
}

/** Returns that levels do not fit, finest first, where nobody has asked for one of them; absent when all do. */
export function unfitText(levels: readonly number[]): string | undefined {
  const [finest, ...more] = levels;
  if (finest === undefined) return undefined;
  return more.length === 0
    ? `Level ${finest} does not fit on this device.`
    : `Levels ${finest} to ${more.at(-1)} do not fit on this device.`;
}

/** Returns why a level cannot be kept, and what can be instead: the finest coarser level that `offered` names. */
export function refusalText(
  level: number,
  { likelyBytes, freeBytes }: KeepEstimate,
  offered?: number,
): string {
  const reason = `Level ${level} does not fit: ${bytesText(likelyBytes)}, and ${bytesText(freeBytes)} are free.`;
  return offered === undefined
    ? `${reason} Keep less of it, or raise the limit.`
    : `${reason} Level ${offered} does.`;
}
