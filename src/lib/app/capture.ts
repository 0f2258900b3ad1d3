import { AppError } from '../core';
import type { Engine } from './engine';

export interface CaptureOptions {
  /** Pixels of the picture per device pixel of the canvas, 1 by default. */
  readonly scale?: number;
  /** Drawn on top when given. */
  readonly overlay?: HTMLCanvasElement | undefined;
}

/** Draws the view at full resolution, without fades, and returns it as a PNG. */
export async function capturePng(engine: Engine, { scale = 1, overlay }: CaptureOptions): Promise<Blob> {
  const { renderer } = engine;
  if (!renderer) throw new AppError('gpu', 'There is no picture to capture: the GPU is not ready.');
  if (!(scale > 0 && scale <= 8))
    throw new Error(`scale must be above 0 and at most 8, not ${String(scale)}.`);
  const { width, height, data } = await renderer.capture({
    ...engine.frameRequest(false),
    deterministic: true,
  });
  const picture = new OffscreenCanvas(width, height);
  const context = picture.getContext('2d');
  if (!context) throw new Error('A 2D canvas could not be made for the capture.');
  context.putImageData(new ImageData(new Uint8ClampedArray(data), width, height), 0, 0);
  if (overlay) context.drawImage(overlay, 0, 0, width, height);
  if (scale === 1) return picture.convertToBlob({ type: 'image/png' });
  const scaled = new OffscreenCanvas(Math.round(width * scale), Math.round(height * scale));
  scaled.getContext('2d')?.drawImage(picture, 0, 0, scaled.width, scaled.height);
  return scaled.convertToBlob({ type: 'image/png' });
}
