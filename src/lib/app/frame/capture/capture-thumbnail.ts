import type { SceneRequest } from '../../../render';
import { paneWithin } from '../../../view';
import type { Engine } from '../engine';
import { withPanes } from './with-panes';

/** Longest edge of a thumbnail: twice what the library shows, for screens of high density. */
const EDGE_PX = 256;

/** Draws the view small, and returns it as a WebP or PNG; `undefined` while there is nothing to draw with. */
export async function captureThumbnail(engine: Engine): Promise<Blob | undefined> {
  const { renderer } = engine;
  if (!renderer) return undefined;
  const request = smaller(engine.frameRequest(false));
  const { width: widthPx, height: heightPx } = request.camera;
  const { width, height, data } = await renderer.capture(request, { widthPx, heightPx });
  const canvas = new OffscreenCanvas(width, height);
  // Kept where the page can read it: a canvas on the GPU would be waited for, behind all that is drawn there.
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (!context) return undefined;
  context.putImageData(new ImageData(new Uint8ClampedArray(data), width, height), 0, 0);
  return canvas.convertToBlob({ type: 'image/webp', quality: 0.8 });
}

function smaller(request: SceneRequest): SceneRequest {
  const { width, height, zoom } = request.camera;
  const scale = Math.min(1, EDGE_PX / Math.max(width, height));
  const size = { width: Math.round(width * scale), height: Math.round(height * scale), pixelRatio: 1 };
  const part = { middle: [width / 2, height / 2] as const, scale };
  const small = withPanes({ ...request, deterministic: true }, (pane) => paneWithin(pane, part, size));
  if (small.view === '3d') return { ...small, camera: { ...small.camera, ...size, zoom: zoom * scale } };
  return { ...small, camera: { ...small.camera, ...size, zoom: zoom * scale } };
}
