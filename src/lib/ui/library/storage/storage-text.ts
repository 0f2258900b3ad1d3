import type { KeepTrouble, KeepUsage } from '../../../app';

interface TroubleText {
  readonly title: string;
  /** What cannot be kept, and what can be done. */
  readonly sentence: string;
}

const troubles: Readonly<Record<KeepTrouble, TroubleText>> = {
  'no-caches': {
    title: 'Nothing can be kept on this device',
    sentence:
      'This browser gives this page no store for files. That is so over plain http, and in some private windows. Images open from the network, and without it they do not.',
  },
  'no-database': {
    title: 'Nothing can be kept on this device',
    sentence:
      'This browser gives this page no database. That is so in some private windows. Images open from the network, and without it they do not.',
  },
  blocked: {
    title: 'What is kept cannot be opened',
    sentence:
      'The settings of the browser forbid this page to keep anything, or another tab still runs an older version of this app. Close its other tabs and load this page again. Until then images open from the network.',
  },
  'newer-version': {
    title: 'Nothing more is kept in this tab',
    sentence:
      'Another tab has the newer version of this app, and what is kept is its own now. Load this page again to have it too.',
  },
  'storage-full': {
    title: 'This device is full',
    sentence:
      'The browser refuses to store more. Images go on opening from the network. To keep more, forget something here or free space on the device.',
  },
  broken: {
    title: 'Nothing more is kept for now',
    sentence:
      'The browser failed several times to store or read what is kept. Images open from the network. Load this page again to try once more.',
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
  if (isPersistent === undefined)
    return 'This browser does not say whether it deletes this when space runs short.';
  return isPersistent
    ? 'The browser has promised to delete none of it by itself.'
    : 'The browser may delete this when space runs short on the device.';
}
