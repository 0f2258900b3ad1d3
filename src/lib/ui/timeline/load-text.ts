import type { LoadModel, LoadWay } from '../../app';
import { timeline as t } from '../../messages';
import { steppedText } from '../text/numbers';

const ways: Readonly<Record<LoadWay, string>> = {
  network: t.network,
  disk: t.disk,
  memory: t.memory,
  generated: t.generated,
  made: t.made,
};

/** Returns where a chunk came from, in words. */
export function wayText(way: LoadWay | undefined): string {
  return way === undefined ? t.unknown : ways[way];
}

/** Returns a time in milliseconds, or in seconds where these are more than a thousand. */
export function durationText(ms: number): string {
  if (ms >= 1000) return t.seconds({ n: steppedText(ms / 1000, 0.01) });
  return t.milliseconds({ n: steppedText(ms, ms < 10 ? 0.1 : 1) });
}

/** Returns how a load stands, or how it ended, unless it ended well. */
export function outcomeText({ outcome, error = '', status }: LoadModel): string | undefined {
  switch (outcome) {
    case undefined:
      return t.onTheWay;
    case 'empty':
      return t.empty;
    case 'failed':
      return status === undefined
        ? t.failed({ code: error })
        : t.failedWith({ code: error, status: String(status) });
    case 'aborted':
      return t.aborted;
    case 'ok':
      return undefined;
  }
}

/** Returns how long a load took, from start to end; absent while it is on its way. */
export function tookText({ startedMs, endedMs }: LoadModel): string | undefined {
  return endedMs === undefined ? undefined : durationText(endedMs - startedMs);
}
