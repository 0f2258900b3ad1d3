import type { KeptLevel } from '../../../app';
import { datasets as t } from '../../../messages';

/** Returns which part of a level is kept, 0–1; `undefined` while it is not known how many chunks there are. */
export function keptFraction({ chunks, totalChunks }: KeptLevel): number | undefined {
  if (totalChunks === undefined) return undefined;
  return totalChunks === 0 ? 1 : Math.min(1, chunks / totalChunks);
}

/** Returns a part in whole per cent, which only all of it rounds to 100: '64 %', '< 1 %'. */
export function percentText(fraction: number): string {
  if (fraction > 0 && fraction < 0.01) return t.lessThanOnePercent;
  return t.percent({ percent: Math.floor(fraction * 100) });
}

/** Returns how much of a level is kept: 'complete', '64 %', 'nothing', or 'some' while that is not known. */
export function keptText(level: KeptLevel): string {
  if (level.chunks === 0 && level.totalChunks !== 0) return t.nothing;
  const fraction = keptFraction(level);
  if (fraction === undefined) return t.some;
  return fraction === 1 ? t.complete : percentText(fraction);
}

/** Returns the rungs of a ladder that shows how much of each level is kept, in the order of the levels. */
export function rungsOf(levels: readonly KeptLevel[]) {
  return levels.map((level) => ({
    level: level.level,
    fraction: keptFraction(level),
    text: keptText(level),
  }));
}

/** Returns how far a dataset is kept: 'complete', 'whole to level 2', 'in parts'. Levels are listed finest first. */
export function completenessText(levels: readonly KeptLevel[]): string {
  if (levels.every(({ chunks }) => chunks === 0)) return t.noPicturesYet;
  const finest = finestWhole(levels);
  if (finest === undefined) return t.inParts;
  return finest === 0 ? t.complete : t.wholeToLevel({ level: finest });
}

/** The finest level that is complete together with all coarser ones. */
function finestWhole(levels: readonly KeptLevel[]): number | undefined {
  const coarsestFirst = levels.toReversed();
  const broken = coarsestFirst.findIndex((level) => keptFraction(level) !== 1);
  return coarsestFirst.slice(0, broken < 0 ? undefined : broken).at(-1)?.level;
}
