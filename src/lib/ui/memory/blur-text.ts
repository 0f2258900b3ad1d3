import type { BlurReason, LayerMemoryModel } from '../../app';
import { memory as t } from '../../messages';

/** Returns where a layer stands between the level that it aims for and what is on the screen. */
export function standingText({ visible, targetLevel, shownLevel, reasons }: LayerMemoryModel): string {
  if (!visible) return t.isHidden;
  if (shownLevel === undefined) return t.showsNothing;
  if (shownLevel !== targetLevel) return t.aimsFor({ target: targetLevel, shown: shownLevel });
  return reasons.length === 0 ? t.isSharp : t.showsLevel({ shown: shownLevel });
}

/** Returns why a layer is blurry, in a sentence. */
export function reasonText(reason: BlurReason): string {
  switch (reason.kind) {
    case 'loading':
      return t.loading({ chunks: reason.chunks });
    case 'offline':
      return t.offline({ chunks: reason.chunks });
    case 'failed':
      return t.failed({ chunks: reason.chunks });
    case 'level-awaited':
      return t.levelAwaited({ level: reason.level });
    case 'level-failed':
      return t.levelFailed({ level: reason.level });
    case 'memory':
      return t.needsMemory;
    case 'thickness':
      return t.needsManyChunks;
    case 'no-finer-level':
      return t.noFinerLevel;
    case 'level-locked':
      return t.isLocked;
    case 'quality':
      return t.lowDetail;
  }
}

/** Whether there is something wrong, rather than something to wait for or to know. */
export function isTrouble({ kind }: BlurReason): boolean {
  return kind === 'failed' || kind === 'level-failed' || kind === 'memory' || kind === 'offline';
}

/** Whether it will mend by waiting. */
export function isAwaited({ kind }: BlurReason): boolean {
  return kind === 'loading' || kind === 'level-awaited';
}
