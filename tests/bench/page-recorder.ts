import type { Exascope } from '../e2e/scripting-interface';

/** One view that was on the screen, from one frame to another, in ms since the epoch. */
export interface SeenView {
  readonly x: number;
  readonly y: number;
  readonly z: number;
  readonly zoom: number;
  readonly level: number;
  readonly fromMs: number;
  toMs: number;
}

/** What one page saw since it began, or since `restart`. Times are in ms of its `performance.now()`. */
export interface Recording {
  /** When `window.exascope` was there. */
  appMs: number | undefined;
  /** The first frame after one that drew a tile of the data. */
  firstContentMs: number | undefined;
  longestGapMs: number;
  /** From an input event's timestamp to its handlers. */
  readonly handledMs: number[];
  /** From an input event's timestamp to the frame after it. */
  readonly delaysMs: number[];
  readonly longTasksMs: number[];
  readonly tierPeaks: { gpu: number; chunks: number; inFlight: number };
  readonly views: SeenView[];
}

export interface PageRecorder {
  restart(): void;
  read(): Recording;
}

declare global {
  interface Window {
    readonly benchRecorder: PageRecorder;
  }
}

/** Runs in the page before its scripts, so that nothing of this module but types can be used in it. It reads no pixels. */
export function installRecorder({ hasViews }: { hasViews: boolean }): void {
  const empty = (): Recording => ({
    appMs: undefined,
    firstContentMs: undefined,
    longestGapMs: 0,
    handledMs: [],
    delaysMs: [],
    longTasksMs: [],
    tierPeaks: { gpu: 0, chunks: 0, inFlight: 0 },
    views: [],
  });
  let recording = empty();
  let lastFrameMs: number | undefined;

  const seeStats = (exascope: Exascope, nowMs: number): number => {
    const { memory, layers } = exascope.stats();
    recording.appMs ??= nowMs;
    for (const tier of ['gpu', 'chunks', 'inFlight'] as const)
      recording.tierPeaks[tier] = Math.max(recording.tierPeaks[tier], memory[tier].bytes);
    if (layers.some(({ drawn }) => Object.keys(drawn).length > 0)) recording.firstContentMs ??= nowMs;
    return layers[0]?.targetLevel ?? 0;
  };
  const seeView = (exascope: Exascope, level: number): void => {
    const { center, zoom, position } = exascope.getState();
    const [x = 0, y = 0, z = 0] = [center['x'], center['y'], position['z']];
    const nowMs = performance.timeOrigin + performance.now();
    const last = recording.views.at(-1);
    if (last) last.toMs = nowMs;
    if (last?.x === x && last.y === y && last.z === z && last.zoom === zoom && last.level === level) return;
    recording.views.push({ x, y, z, zoom, level, fromMs: nowMs, toMs: nowMs });
  };
  const frame = (): void => {
    const nowMs = performance.now();
    if (lastFrameMs !== undefined)
      recording.longestGapMs = Math.max(recording.longestGapMs, nowMs - lastFrameMs);
    lastFrameMs = nowMs;
    const { exascope } = window as { exascope?: Exascope };
    if (exascope) {
      const level = seeStats(exascope, nowMs);
      if (hasViews) seeView(exascope, level);
    }
    requestAnimationFrame(frame);
  };
  requestAnimationFrame(frame);

  const options = { capture: true, passive: true };
  for (const type of ['wheel', 'pointermove', 'pointerdown', 'keydown'])
    window.addEventListener(
      type,
      ({ timeStamp }) => {
        recording.handledMs.push(performance.now() - timeStamp);
        requestAnimationFrame(() => recording.delaysMs.push(performance.now() - timeStamp));
      },
      options,
    );
  new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) recording.longTasksMs.push(duration);
  }).observe({ type: 'longtask' });

  const benchRecorder: PageRecorder = {
    restart: () => {
      recording = empty();
    },
    read: () => recording,
  };
  Object.assign(window, { benchRecorder });
}
