import { percentileWindow } from '../../frame/contrast/percentile-window';
import type { ContrastWindow, Thumbnail } from './thumbnail';

/** Part of the images whose brightest values the window reaches: one that glows does not darken the others. */
const REACHED = 0.95;
const windows = new WeakMap<Float32Array, ContrastWindow | 'none'>();

/**
 * One contrast window for each channel, for all images, so that they can be compared: what metadata or type say of each image,
 * else the 0.1 and 99.9 percentile of its samples; of these the middle one of the lower ends, and an upper end that
 * reaches 95 % of the images. The order in which images came makes no difference.
 */
export function sharedContrast(thumbnails: readonly Thumbnail[]): Map<number, ContrastWindow> {
  const found = new Map<number, ContrastWindow[]>();
  for (const thumbnail of thumbnails)
    for (const [channel, plane] of thumbnail.planes) {
      const window = thumbnail.channels[channel]?.contrast ?? measured(plane);
      if (window) found.set(channel, [...(found.get(channel) ?? []), window]);
    }
  return new Map([...found].map(([channel, list]) => [channel, joint(list)]));
}

function joint(list: readonly ContrastWindow[]): ContrastWindow {
  const low = quantile(
    list.map(([start]) => start),
    0.5,
  );
  const high = quantile(
    list.map(([, end]) => end),
    REACHED,
  );
  return [low, high > low ? high : low + 1];
}

function quantile(values: readonly number[], part: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.ceil(part * (sorted.length - 1))] ?? 0;
}

function measured(plane: Float32Array): ContrastWindow | undefined {
  const known = windows.get(plane);
  if (known) return known === 'none' ? undefined : known;
  const chunk = { data: plane, shape: [plane.length], stride: [1] };
  const window = percentileWindow([{ chunk, from: [0], to: [plane.length] }]);
  windows.set(plane, window ?? 'none');
  return window;
}
