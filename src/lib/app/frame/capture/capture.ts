import { AppError } from '../../../core';
import type { Renderer, SceneRequest } from '../../../render';
import { panBy3D, paneWithin } from '../../../view';
import type { ScaleBarModel } from '../../viewer/model';
import type { Engine } from '../engine';
import { withPanes } from './with-panes';

export interface CaptureOptions {
  /** Pixels of the picture per device pixel of the canvas, above 0 and at most 8. */
  readonly scale?: number;
  /** Drawn on top when given. */
  readonly overlays?: { readonly marks: HTMLCanvasElement; readonly scaleBar?: ScaleBarModel };
}

const MARGIN_PX = 16;

/** Draws the view anew, at full resolution and without fades, and returns it as a PNG. */
export async function capturePng(engine: Engine, { scale = 1, overlays }: CaptureOptions): Promise<Blob> {
  const { renderer } = engine;
  if (!renderer) throw new AppError('gpu', 'There is no picture to capture: the GPU is not ready.');
  if (!(scale > 0 && scale <= 8))
    throw new Error(`scale must be above 0 and at most 8, not ${String(scale)}.`);
  const request = { ...engine.frameRequest(false), deterministic: true };
  const picture = await drawParts(renderer, request, canBeParted(request) ? Math.ceil(scale) : 1);
  const { camera } = request;
  const width = Math.round(camera.width * camera.pixelRatio * scale);
  const height = Math.round(camera.height * camera.pixelRatio * scale);
  const canvas = new OffscreenCanvas(width, height);
  const context = contextOf(canvas);
  context.drawImage(picture, 0, 0, width, height);
  if (overlays) context.drawImage(overlays.marks, 0, 0, width, height);
  if (overlays?.scaleBar) drawScaleBar(context, overlays.scaleBar, camera.pixelRatio * scale);
  return canvas.convertToBlob({ type: 'image/png' });
}

/** The picture at `parts` times the resolution, put together from `parts²` captures of as many parts of the view. */
async function drawParts(renderer: Renderer, request: SceneRequest, parts: number): Promise<OffscreenCanvas> {
  let picture: OffscreenCanvas | undefined;
  for (let row = 0; row < parts; row++)
    for (let column = 0; column < parts; column++) {
      const { width, height, data } = await renderer.capture(partOf(request, { row, column, parts }));
      picture ??= new OffscreenCanvas(width * parts, height * parts);
      const image = new ImageData(new Uint8ClampedArray(data), width, height);
      contextOf(picture).putImageData(image, column * width, row * height);
    }
  if (!picture) throw new Error('A capture has at least one part.');
  return picture;
}

/** A picture in perspective cannot be made larger from parts that are each seen from the same place. */
function canBeParted(request: SceneRequest): boolean {
  return request.view !== '3d' || request.camera.perspective === 0;
}

function partOf(
  whole: SceneRequest,
  { row, column, parts }: { row: number; column: number; parts: number },
): SceneRequest {
  const { width, height, zoom } = whole.camera;
  const dx = ((column + 0.5) / parts - 0.5) * width;
  const dy = ((row + 0.5) / parts - 0.5) * height;
  const part = { middle: [width / 2 + dx, height / 2 + dy] as const, scale: parts };
  const request = withPanes(whole, (pane) => paneWithin(pane, part, whole.camera));
  if (request.view === '3d')
    return { ...request, camera: { ...panBy3D(request.camera, [-dx, -dy]), zoom: zoom * parts } };
  const { camera } = request;
  const [cos, sin] = [Math.cos(camera.turn), Math.sin(camera.turn)];
  const [x, y] = camera.center;
  const center = [x + (cos * dx + sin * dy) / zoom, y + (cos * dy - sin * dx) / zoom] as const;
  return { ...request, camera: { ...camera, zoom: zoom * parts, center } };
}

/** White with a dark halo, at the lower right, as on the screen. */
function drawScaleBar(
  context: OffscreenCanvasRenderingContext2D,
  { lengthPx, label }: ScaleBarModel,
  scale: number,
): void {
  const { width, height } = context.canvas;
  context.setTransform(
    scale,
    0,
    0,
    scale,
    width - (MARGIN_PX + lengthPx) * scale,
    height - MARGIN_PX * scale,
  );
  context.font = '600 12px sans-serif';
  context.textAlign = 'center';
  context.lineJoin = 'round';
  for (const [color, extra] of [
    ['rgb(0 0 0 / 0.78)', 3],
    ['#ffffff', 0],
  ] as const) {
    context.strokeStyle = color;
    context.fillStyle = color;
    context.lineWidth = 2 + extra;
    context.stroke(new Path2D(`M0 -6 V0 H${String(lengthPx)} V-6`));
    context.lineWidth = extra;
    if (extra > 0) context.strokeText(label, lengthPx / 2, -10);
    context.fillText(label, lengthPx / 2, -10);
  }
}

function contextOf(canvas: OffscreenCanvas): OffscreenCanvasRenderingContext2D {
  const context = canvas.getContext('2d');
  if (!context) throw new Error('A 2D canvas could not be made for the capture.');
  return context;
}
