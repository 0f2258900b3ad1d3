import { appendFileSync } from 'node:fs';
import { test } from '@playwright/test';
import type { Recording } from './page-recorder';
import type { Traffic } from './square-image';

/** One run of a case, or the medians of several. What a case cannot measure is absent. */
export type Figures = Readonly<Record<string, number>>;

/** The value that a part of all values do not exceed; 0 of none. */
export function percentile(values: readonly number[], fraction: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.max(0, Math.ceil(fraction * sorted.length) - 1))] ?? 0;
}

export function median(values: readonly number[]): number {
  return percentile(values, 0.5);
}

export function mebibytes(bytes: number): number {
  return bytes / 2 ** 20;
}

export function frameFigures(recording: Recording): Figures {
  const { longestGapMs, handledMs, delaysMs, longTasksMs, tierPeaks } = recording;
  return {
    longestGapMs,
    ...(delaysMs.length > 0 && {
      inputs: delaysMs.length,
      p95HandledMs: percentile(handledMs, 0.95),
      worstDelayMs: Math.max(...delaysMs),
      p95DelayMs: percentile(delaysMs, 0.95),
    }),
    longTasks: longTasksMs.length,
    longestTaskMs: Math.max(0, ...longTasksMs),
    gpuPeakMiB: mebibytes(tierPeaks.gpu),
    chunksPeakMiB: mebibytes(tierPeaks.chunks),
    inFlightPeakMiB: mebibytes(tierPeaks.inFlight),
  };
}

export function trafficFigures(traffic: Traffic): Figures {
  const { bytes, minimumBytes, vainBytes, ...counts } = traffic;
  return {
    ...counts,
    fetchedMiB: mebibytes(bytes),
    minimumMiB: mebibytes(minimumBytes),
    vainMiB: mebibytes(vainBytes),
  };
}

/** Prints a case as one JSON line, figure by figure the median of its runs, and adds it to the file in `BENCH_OUT`. */
export function report(name: string, runs: readonly Figures[]): Figures {
  const names = [...new Set(runs.flatMap((run) => Object.keys(run)))];
  const medians = Object.fromEntries(
    names.map((figure) => {
      const values = runs.flatMap((run) => run[figure] ?? []);
      return [figure, Number(median(values).toFixed(2))];
    }),
  );
  const line = JSON.stringify({ case: name, runs: runs.length, ...medians });
  console.log(line);
  const { BENCH_OUT } = process.env;
  if (BENCH_OUT !== undefined) appendFileSync(BENCH_OUT, `${line}\n`);
  test.info().annotations.push({ type: 'figures', description: line });
  return medians;
}
