import type { KeptLevel, LibraryDataset, LibraryViewer } from '../../../app';
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
    title: `Forget ${name} on this device?`,
    sentence: `${bytesText(bytes)} are deleted here. The image itself stays where it is, and opens again from the network.`,
    action: `Forget ${bytesText(bytes)}`,
    run: () => void library.forget(id),
  };
}

export function askToForgetAll(library: LibraryViewer): Question {
  const size = bytesText(library.usage.bytes);
  return {
    title: 'Forget everything on this device?',
    sentence: `${size} are deleted here, what is kept offline too. The images themselves stay where they are.`,
    action: `Forget ${size}`,
    run: () => void library.forgetAll(),
  };
}

export function askToClear(library: LibraryViewer, dataset: LibraryDataset, level: KeptLevel): Question {
  const size = bytesText(level.bytes);
  const after =
    dataset.pinnedBytes > 0
      ? 'Without a network this level is then missing.'
      : 'They are fetched again when you look at them.';
  return {
    title: `Clear level ${level.level} of ${dataset.name}?`,
    sentence: `${size} are deleted on this device. ${after}`,
    action: `Clear ${size}`,
    run: () => void library.clearLevel(dataset.id, level.level),
  };
}
