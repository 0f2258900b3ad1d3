import type { Page } from '@playwright/test';

/** What is to be known of the tasks that a page's main thread ran. */
export interface LongestTasks {
  /** What the longest took of its own: the processor's time, and its waits for the GPU. What else the machine did is not in it. Milliseconds, as below. */
  readonly ownMs: number;
  /** By the clock. */
  readonly clockMs: number;
  /** How often a canvas was read back from the GPU, for which the thread waits behind all that is drawn. */
  readonly readbacks: number;
}

interface TraceEvent {
  readonly name: string;
  readonly ph: string;
  readonly pid: number;
  readonly tid: number;
  /** Microseconds: when it began, how long it took, and the processor's time in it. */
  readonly ts: number;
  readonly dur?: number;
  readonly tdur?: number;
}

const mark = 'main thread watched';

/**
 * Records what the main thread of a page runs, from now on until the returned function is called. Pages of one browser are
 * watched one at a time.
 */
export async function watchMainThread(page: Page): Promise<() => Promise<LongestTasks>> {
  const browser = page.context().browser();
  if (!browser) throw new Error('The page has no browser of its own to be traced.');
  await browser.startTracing(page, { categories: ['toplevel', 'gpu', 'blink.user_timing'] });
  await page.evaluate((name) => performance.mark(name), mark);
  return async () => {
    const trace = JSON.parse((await browser.stopTracing()).toString()) as {
      readonly traceEvents: readonly TraceEvent[];
    };
    return longestTasks(trace.traceEvents);
  };
}

function longestTasks(events: readonly TraceEvent[]): LongestTasks {
  const marked = events.find(({ name }) => name === mark);
  if (!marked) throw new Error('The trace does not tell which thread is the main thread of the page.');
  const own = events.filter(
    ({ ph, pid, tid, ts }) => ph === 'X' && pid === marked.pid && tid === marked.tid && ts >= marked.ts,
  );
  const tasks = own.filter(({ name }) => name === 'ThreadControllerImpl::RunTask' || name === 'RunTask');
  if (tasks.every(({ tdur = 0 }) => tdur === 0))
    throw new Error(`The trace tells no processor time of ${tasks.length} tasks.`);
  const waits = own.filter(({ name }) => name === 'ImplementationBase::WaitForCmd');
  const ownMs = tasks.map(({ ts, dur = 0, tdur = 0 }) => {
    const within = waits.filter((wait) => wait.ts >= ts && wait.ts < ts + dur);
    return (tdur + within.reduce((sum, wait) => sum + (wait.dur ?? 0), 0)) / 1000;
  });
  return {
    ownMs: Math.max(...ownMs),
    clockMs: Math.max(...tasks.map(({ dur = 0 }) => dur / 1000)),
    readbacks: own.filter(({ name }) => name === 'RasterImplementation::ReadbackImagePixels').length,
  };
}
