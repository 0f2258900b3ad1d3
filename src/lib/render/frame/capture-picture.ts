import type { SceneRequest } from '../volume/volume-frame';
import { type CapturedFrame, assemblePicture } from './assemble-picture';

export type { CapturedFrame };
import { type Viewport, viewportOf, viewportPart } from './place-quad';
import type { PixelRect, PixelSize } from './target-size';

/** How often a capture looks whether its shaders are ready. */
const SHADER_POLL_MS = 5;

/** What is captured: a part of a picture of a size, in pieces that fit the targets. */
export interface CaptureRequest {
  readonly frame: SceneRequest;
  readonly size: PixelSize;
  readonly part: PixelRect;
  readonly targetSize: PixelSize;
}

/** Draws a part of a picture piece by piece with `draw`, which gives `undefined` while its shaders are not ready. */
export function capturePicture(
  { frame, size, part, targetSize }: CaptureRequest,
  draw: (request: SceneRequest, viewport: Viewport) => Uint8ClampedArray | undefined,
): Promise<CapturedFrame> {
  const whole = viewportPart(viewportOf(frame.camera, size), part);
  const request = { ...frame, deterministic: true };
  return assemblePicture(
    { widthPx: part.width, heightPx: part.height },
    targetSize,
    async (piece): Promise<Uint8ClampedArray> => {
      for (;;) {
        const data = draw(request, viewportPart(whole, piece));
        if (data) return data;
        await new Promise((resolve) => setTimeout(resolve, SHADER_POLL_MS));
      }
    },
  );
}
