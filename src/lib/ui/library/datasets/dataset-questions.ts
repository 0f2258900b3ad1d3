import type { KeptLevel, LibraryDataset, LibraryViewer } from '../../../app';
import { datasets as t } from '../../../messages';
import { bytesText } from '../../text/sizes';

/** What is asked before data are deleted from this device. */
export interface Question {
  readonly title: string;
  readonly sentence: string;
  readonly action: string;
  readonly run: () => void;
}

export function askToForget(library: LibraryViewer, { id, name, bytes }: LibraryDataset): Question {
  return {
    title: t.forgetOnThisDevice({ name }),
    sentence: t.forgetConsequence({ size: bytesText(bytes) }),
    action: t.forgetSize({ size: bytesText(bytes) }),
    run: () => void library.forget(id),
  };
}

export function askToForgetAll(library: LibraryViewer): Question {
  const size = bytesText(library.usage.bytes);
  return {
    title: t.forgetEverythingOnThisDevice,
    sentence: t.forgetAllConsequence({ size }),
    action: t.forgetSize({ size }),
    run: () => void library.forgetAll(),
  };
}

export function askToClear(library: LibraryViewer, dataset: LibraryDataset, level: KeptLevel): Question {
  const size = bytesText(level.bytes);
  const after = dataset.pinnedBytes > 0 ? t.missingWithoutNetwork : t.fetchedAgain;
  return {
    title: t.clearLevelOf({ level: level.level, dataset: dataset.name }),
    sentence: t.clearConsequence({ size, after }),
    action: t.clearSize({ size }),
    run: () => void library.clearLevel(dataset.id, level.level),
  };
}
