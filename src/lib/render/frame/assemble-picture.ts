import { type PixelRect, type PixelSize, pictureParts } from './target-size';

/** A picture as read back: RGBA, 8 bits each, from the top down. */
export interface CapturedFrame {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8ClampedArray;
}

/** Puts a picture together from as few parts as fit the targets. `drawPart` gives the pixels of one, as the picture has them. */
export async function assemblePicture(
  { widthPx: width, heightPx: height }: PixelSize,
  targets: PixelSize,
  drawPart: (part: PixelRect) => Promise<Uint8ClampedArray>,
): Promise<CapturedFrame> {
  const data = new Uint8ClampedArray(width * height * 4);
  for (const part of pictureParts({ widthPx: width, heightPx: height }, targets)) {
    const rows = await drawPart(part);
    for (let y = 0; y < part.height; y++) {
      const row = rows.subarray(y * part.width * 4, (y + 1) * part.width * 4);
      data.set(row, ((part.y + y) * width + part.x) * 4);
    }
  }
  return { width, height, data };
}
