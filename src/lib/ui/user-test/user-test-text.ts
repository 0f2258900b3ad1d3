import type { ComparedSettings, Measure, UserTestProblem } from '../../app';
import { userTest as t } from '../../messages';
import { steppedText, valueText } from '../text/numbers';
import { bytesText } from '../text/sizes';

/** Returns what is wrong with a file of tasks or a report, and what to do, in one or two sentences. */
export function problemText(problem: UserTestProblem): string {
  switch (problem.kind) {
    case 'too-large':
      return t.faultTooLarge({ size: bytesText(problem.maxBytes) });
    case 'not-json':
      return t.faultNotJson;
    case 'not-a-test':
      return t.faultNotATest;
    case 'version':
      return t.faultVersion({ version: problem.version });
    case 'invalid': {
      const { place, reason } = problem;
      return place === '' ? t.faultInvalidWhole({ reason }) : t.faultInvalid({ place, reason });
    }
    case 'same-task-twice':
      return t.faultSameTask({ task: problem.task });
    case 'address':
      return t.faultAddress;
    case 'no-reader':
      return t.faultNoReader;
    case 'unreachable':
      return t.faultUnreachable({ host: problem.host });
    case 'http':
      return t.faultHttp({ host: problem.host, status: String(problem.status) });
    case 'start':
      return t.faultStart({ task: problem.task });
    case 'one-at-a-time':
      return t.faultOneAtATime;
  }
}

/** What each measure is called, with its unit. */
export const measureTexts: Readonly<Record<Measure, string>> = {
  seconds: t.measureSeconds,
  rating: t.measureRating,
  firstPictureMs: t.measureFirstPictureMs,
  settledMs: t.measureSettledMs,
  sharpAgainMs: t.measureSharpAgainMs,
  inputDelayMs: t.measureInputDelayMs,
  inputToFrameMs: t.measureInputToFrameMs,
  frameGapMs: t.measureFrameGapMs,
  peakMiB: t.measurePeakMiB,
  requests: t.measureRequests,
  networkMiB: t.measureNetworkMiB,
  interactions: t.measureInteractions,
  errors: t.measureErrors,
};

/** Names of classes of devices. */
const deviceTexts = { desktop: t.desktop, tablet: t.tablet, phone: t.phone } as const;

/** Returns what tells settings apart, each part in a word or two. */
export function settingsTexts({ tuning, quality, memoryLimitMiB, device }: ComparedSettings): string[] {
  return [
    tuning,
    quality === undefined ? undefined : t.settingsQuality({ value: valueText(quality) }),
    memoryLimitMiB === undefined ? undefined : t.settingsMemory({ value: figureText(memoryLimitMiB) }),
    device && deviceTexts[device],
  ].filter((part) => part !== undefined);
}

/** Returns a figure as reports have it: with one decimal at most, and none where it is whole. */
export function figureText(value: number): string {
  return steppedText(value, Number.isInteger(value) ? 1 : 0.1);
}
