import { durationText, type LoadModel } from '../../app';
import { timeline as t } from '../../messages';

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
