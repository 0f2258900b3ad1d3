import type { MemoryBudget } from '../../../chunks';
import { AppError } from '../../../core';
import type { SceneRequest } from '../../../render';
import type { Engine } from '../engine';
import { BYTES_PER_PIXEL, pictureBytes, pictureSize, STRIP_BYTES } from './picture-size';

/** Draws on top of a picture, on a context in CSS pixels from the viewport's top left. */
export type DrawMarks = (context: OffscreenCanvasRenderingContext2D) => void;

export interface CaptureOptions {
  /** Pixels of the picture per device pixel of the canvas, above 0 and at most 8. */
  readonly scale?: number;
  /** What is drawn on top. */
  readonly draw?: DrawMarks;
  /** Rejects with an AbortError once it aborts. */
  readonly signal?: AbortSignal;
}

/** What pictures are taken of, and where their bytes are reserved. */
export interface CaptureSources {
  readonly engine: Engine;
  readonly budget: MemoryBudget;
}

/** Draws the view anew, at full resolution and without fades, and returns it as a PNG. */
export async function capturePng(
  sources: CaptureSources,
  { scale = 1, ...options }: CaptureOptions,
): Promise<Blob> {
  if (!(scale > 0 && scale <= 8))
    throw new Error(`scale must be above 0 and at most 8, not ${String(scale)}.`);
  const { budget, engine } = sources;
  const size = pictureSize(engine.frameRequest(false), scale);
  const bytes = pictureBytes(size);
  if (!budget.reserve('inFlight', bytes))
    throw new AppError(
      'unsupported',
      `A picture of ${String(size.width)} × ${String(size.height)} pixels needs more memory than the limit leaves now.`,
      { feature: 'a picture of this size within the memory limit: choose a smaller one, or raise the limit' },
    );
  try {
    const canvas = new OffscreenCanvas(size.width, size.height);
    await drawPicture(engine, canvas, options);
    return await canvas.convertToBlob({ type: 'image/png' });
  } finally {
    budget.release('inFlight', bytes);
  }
}

/** Fills a canvas with the view, which has as many pixels as the canvas, strip by strip. The same view gives the same pixels. */
export async function drawPicture(
  engine: Engine,
  canvas: OffscreenCanvas,
  { draw, signal }: Pick<CaptureOptions, 'draw' | 'signal'>,
): Promise<void> {
  const { renderer } = engine;
  if (!renderer) throw new AppError('gpu', 'There is no picture to capture: the GPU is not ready.');
  const { width, height } = canvas;
  const context = contextOf(canvas);
  const whole = engine.frameRequest(false);
  const pixelRatio = width / whole.camera.width;
  const request = withPixelRatio({ ...whole, deterministic: true }, pixelRatio);
  const rows = Math.max(1, Math.floor(STRIP_BYTES / (width * BYTES_PER_PIXEL)));
  for (let y = 0; y < height; y += rows) {
    signal?.throwIfAborted();
    const strip = { x: 0, y, width, height: Math.min(rows, height - y) };
    const { data } = await renderer.capture(request, { widthPx: width, heightPx: height }, strip);
    context.putImageData(new ImageData(new Uint8ClampedArray(data), width, strip.height), 0, y);
  }
  if (!draw) return;
  context.save();
  context.scale(pixelRatio, height / whole.camera.height);
  draw(context);
  context.restore();
}

function withPixelRatio(request: SceneRequest, pixelRatio: number): SceneRequest {
  if (request.view === '3d') return { ...request, camera: { ...request.camera, pixelRatio } };
  return { ...request, camera: { ...request.camera, pixelRatio } };
}

function contextOf(canvas: OffscreenCanvas): OffscreenCanvasRenderingContext2D {
  // Kept where the page can read it: a canvas on the GPU would be waited for, behind all that is drawn there.
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (!context) throw new Error('A 2D canvas could not be made for the capture.');
  return context;
}
