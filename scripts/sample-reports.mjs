/** Three people with each of two variants, for pictures of how reports compare. @returns {{ name: string, text: string }[]} */
export function sampleReports() {
  const people = [
    { id: '1f6a20c4', variant: 'progressive', seconds: [14.2, 31.5, 22.1], rating: [5, 4, 4] },
    { id: '9b03de71', variant: 'progressive', seconds: [11.8, 26.9, 35.4], rating: [4, 4, 3] },
    { id: 'c25e8810', variant: 'progressive', seconds: [17.5, 40.2, 27.7], rating: [5, 5, 4] },
    { id: '40d7f9ab', variant: 'one-level', seconds: [23.9, 58.3, 41.6], rating: [3, 2, 3] },
    { id: 'ae1192d5', variant: 'one-level', seconds: [19.1, 44.8, 30.3], rating: [4, 3, 2] },
    { id: '7730bc0e', variant: 'one-level', seconds: [28.6, 71.4, 38.8], rating: [2, 3, 3] },
  ];
  return people.map((person) => ({
    name: `first-look-${person.id}.json`,
    text: JSON.stringify(reportOf(person)),
  }));
}

/** @param {{ id: string, variant: string, seconds: number[], rating: number[] }} person */
function reportOf({ id, variant, seconds, rating }) {
  return {
    userTestReport: 3,
    id,
    test: 'first-look',
    variant,
    app: '0.1.0',
    day: '2026-11-27',
    device: { cores: 8, memoryGiB: 8, pixelRatio: 1, pointer: 'fine', window: [1600, 1000] },
    tasks: ['zoom', 'slice', 'surface'].map((task, at) =>
      taskOf({
        ...{ task, seconds: seconds[at], rating: rating[at] },
        settings: settingsOf(variant, task === 'surface' ? '3d' : '2d'),
      }),
    ),
    recorder: { ownMs: 12.5, betweenFramesMs: 41_280.4 },
  };
}

/** @param {string} preset @param {'2d' | '3d'} mode */
function settingsOf(preset, mode) {
  return {
    ...{ memoryLimitMiB: 512, quality: 1, device: 'desktop', haveChanged: false },
    tuning: { version: 1, name: preset, preset, changed: {} },
    picture: { mode, layout: 'stacked', size: [1600, 1000], pixelRatio: 1 },
  };
}

/** @param {{ task: string, seconds: number | undefined, rating: number | undefined, settings: object }} done */
function taskOf({ task, seconds, rating, settings }) {
  const gaps = { count: 900, medianMs: 16.7, p95Ms: 18.4, longestMs: 61.2 };
  return {
    task,
    outcome: 'done',
    seconds,
    settings,
    data: [],
    timings: {
      sharpAgain: { count: 0 },
      inputDelay: { count: 0 },
      inputToFrame: { count: 0 },
      frameGaps: gaps,
    },
    memory: { peakMiB: 310.2, gpuPeakMiB: 128, chunksPeakMiB: 180.1, inFlightPeakMiB: 12.4 },
    cache: {
      ...{ network: 220, disk: 40, memory: 310, generated: 0 },
      ...{ requests: 260, failed: 0, aborted: 12, networkMiB: 41.7 },
    },
    interactions: { drags: 9, clicks: 3, wheelTurns: 12, pinches: 0, keys: 2 },
    errors: {},
    rating,
  };
}
