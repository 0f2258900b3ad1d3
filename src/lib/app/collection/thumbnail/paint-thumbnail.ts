import { namedColor } from '../../scene/layers/channel-colors';
import type { Thumbnail, ThumbnailLook } from './thumbnail';

/** How thumbnails look before anything is known of them. */
export function plainLook(): ThumbnailLook {
  return { contrast: new Map(), hidden: new Set() };
}

/** The look with a channel switched on or off. */
export function withChannel(look: ThumbnailLook, channel: number, isVisible: boolean): ThumbnailLook {
  const hidden = new Set(look.hidden);
  if (isVisible) hidden.delete(channel);
  else hidden.add(channel);
  return { ...look, hidden };
}

/** Returns the colours of a thumbnail, RGBA row by row: its channels added up, each from black to its colour. */
export function paintThumbnail(
  { planes, channels, width, height }: Thumbnail,
  { contrast, hidden }: ThumbnailLook,
): Uint8ClampedArray<ArrayBuffer> {
  const pixels = new Uint8ClampedArray(4 * width * height);
  const sums = new Float32Array(3 * width * height);
  for (const [channel, plane] of planes) {
    const [low, high] = contrast.get(channel) ?? [0, 1];
    if (hidden.has(channel)) continue;
    const color = rgb(namedColor(channels[channel]?.colormap ?? ''));
    plane.forEach((value, i) => {
      const part = Math.min(1, Math.max(0, (value - low) / (high - low))) || 0;
      color.forEach((full, c) => (sums[3 * i + c] = (sums[3 * i + c] ?? 0) + part * full));
    });
  }
  for (let i = 0; i < width * height; i++) {
    for (let c = 0; c < 3; c++) pixels[4 * i + c] = sums[3 * i + c] ?? 0;
    pixels[4 * i + 3] = 255;
  }
  return pixels;
}

function rgb(hex: string): [number, number, number] {
  const number = parseInt(hex.slice(1), 16);
  return [number >> 16, (number >> 8) & 255, number & 255];
}
