/** A size in pixels. */
export interface PixelSize {
  readonly widthPx: number;
  readonly heightPx: number;
}

/** A size of the targets that pictures are drawn through. */
export interface TargetSize extends PixelSize {
  /** Volumes hide each other by how far away they are: the layer in work and the picture have depths. */
  readonly hasDepth?: boolean;
}

/** A rectangle of pixels, from the left and from the top. */
export interface PixelRect {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** The layer in work and the picture, RGBA. */
const BYTES_PER_PIXEL = 2 * 4;
const DEPTH_BYTES_PER_PIXEL = 2 * 4;

/** Bytes of the targets that pictures of a size are drawn through. */
export function targetBytes({ widthPx, heightPx, hasDepth = false }: TargetSize): number {
  return (BYTES_PER_PIXEL + (hasDepth ? DEPTH_BYTES_PER_PIXEL : 0)) * widthPx * heightPx;
}

/** Returns a size at a share of it: whole pixels, at least one each way. */
export function scaledSize({ widthPx, heightPx, hasDepth = false }: TargetSize, scale: number): TargetSize {
  return {
    widthPx: Math.max(1, Math.round(widthPx * scale)),
    heightPx: Math.max(1, Math.round(heightPx * scale)),
    hasDepth,
  };
}

/** Returns the largest share of a canvas's size, 1 at most, whose targets take `maxBytes` at most. */
export function targetScale(canvas: TargetSize, maxBytes: number): number {
  if (targetBytes(canvas) <= maxBytes) return 1;
  let scale = Math.sqrt(Math.max(0, maxBytes) / targetBytes(canvas));
  while (scale > 1e-3 && targetBytes(scaledSize(canvas, scale)) > maxBytes) scale *= 0.995;
  return scale;
}

/** Cuts a picture of a size into as few parts as fit targets of another, row by row from the top. */
export function pictureParts(picture: PixelSize, targets: PixelSize): PixelRect[] {
  const parts: PixelRect[] = [];
  for (let y = 0; y < picture.heightPx; y += targets.heightPx)
    for (let x = 0; x < picture.widthPx; x += targets.widthPx) {
      const width = Math.min(targets.widthPx, picture.widthPx - x);
      parts.push({ x, y, width, height: Math.min(targets.heightPx, picture.heightPx - y) });
    }
  return parts;
}
