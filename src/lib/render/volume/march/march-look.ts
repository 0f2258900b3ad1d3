import { colormapFunction, rampTint } from '../../color/colormaps';
import { LOOKUP_WIDTH } from '../../color/lookup-table';
import type { ChannelFrame } from '../../layer-frame';
import { type ValueBase, storedValue } from '../bricks/brick-values';
import type { VolumeRendering } from '../volume-frame';

/** Slope of a window without width: whatever lies above it is shown as the last colour. */
const STEEP = 1e30;

/** A contrast window in stored values: `(value − low) · scale` is 0 at its first colour and 1 at its last. */
export interface StoredWindow {
  readonly low: number;
  readonly scale: number;
}

export function storedWindow([low, high]: readonly [number, number], base: ValueBase): StoredWindow {
  return { low: storedValue(low, base), scale: high === low ? STEEP : 1 / (high - low) };
}

/** How one channel of a march is shown. */
export interface MarchChannel extends StoredWindow {
  readonly gamma: number;
  /** Surface of 'iso', as stored. */
  readonly threshold: number;
  /** Red, green and blue, 0–1, of `t`, 0–1. */
  readonly color: (t: number) => readonly [number, number, number];
}

/** How a ray is marched; lengths in world units. */
export interface MarchLook {
  readonly rendering: VolumeRendering;
  readonly channels: readonly MarchChannel[];
  /** Voxels from one sample to the next. */
  readonly step: number;
  /** Length that opacity and attenuation are given for. */
  readonly reference: number;
  readonly attenuation: number;
}

/** Returns a channel as the march shows it. */
export function marchChannel(channel: ChannelFrame, base: ValueBase, isoThreshold: number): MarchChannel {
  const tint = rampTint(channel.colormap);
  const mapped = colormapFunction(channel.colormap);
  return {
    ...storedWindow(channel.contrast, base),
    gamma: channel.gamma,
    threshold: storedValue(isoThreshold, base),
    color: (t) => {
      if (tint) return [(tint[0] / 255) * t, (tint[1] / 255) * t, (tint[2] / 255) * t];
      const [r, g, b] = mapped(Math.round(t * (LOOKUP_WIDTH - 1)) / (LOOKUP_WIDTH - 1));
      return [r / 255, g / 255, b / 255];
    },
  };
}

/** A value as a share of the contrast window, 0–1, without gamma. */
export function shareOf(value: number, { low, scale }: StoredWindow): number {
  return Math.min(1, Math.max(0, (value - low) * scale));
}

/** A value as the colormap is asked for it. */
export function shownShare(value: number, channel: MarchChannel): number {
  return shareOf(value, channel) ** channel.gamma;
}
