import type { KeepTrouble, KeepUsage } from '../../../app';
import { storage as t } from '../../../messages';

interface TroubleText {
  readonly title: string;
  /** What cannot be kept, and what can be done. */
  readonly sentence: string;
}

const troubles: Readonly<Record<KeepTrouble, TroubleText>> = {
  'no-caches': {
    title: t.nothingCanBeKept,
    sentence: t.noStoreForFiles,
  },
  'no-database': {
    title: t.nothingCanBeKept,
    sentence: t.noDatabase,
  },
  blocked: {
    title: t.keptCannotBeOpened,
    sentence: t.storeIsBlocked,
  },
  'newer-version': {
    title: t.nothingMoreInThisTab,
    sentence: t.newerVersionInAnotherTab,
  },
  'storage-full': {
    title: t.thisDeviceIsFull,
    sentence: t.browserRefusesToStore,
  },
  broken: {
    title: t.nothingMoreForNow,
    sentence: t.browserFailsToStore,
  },
};

/** Returns what a trouble means, in plain words. */
export function troubleText(trouble: KeepTrouble): TroubleText {
  return troubles[trouble];
}

/** Whether anything can be kept on purpose: what is full may be emptied first. */
export function canKeep({ trouble }: KeepUsage): boolean {
  return trouble === undefined || trouble === 'storage-full';
}

/** Returns what the browser has promised. */
export function persistText(isPersistent: boolean | undefined): string {
  if (isPersistent === undefined) return t.browserDoesNotSay;
  return isPersistent ? t.browserHasPromised : t.browserMayDelete;
}
