import { type Rect, isEmptyRect, intersectRects } from '../../core';
import { type Camera2D, type Quad, TILE_SIZE } from '../../view';
import { type PixelRect, type PixelSize, scaledSize } from './target-size';

/** The picture that quads are placed in: its size and the point that the camera's centre is at, in its own pixels. */
export interface Viewport {
  readonly width: number;
  readonly height: number;
  /** From the left and from the top. */
  readonly middle: readonly [number, number];
  /** Pixels of the picture per world unit. */
  readonly zoom: number;
}

/** What of a camera, flat or not, says how large its picture is. */
type ScreenCamera = Pick<Camera2D, 'width' | 'height' | 'pixelRatio' | 'zoom'>;

/** Floats of one placed quad. */
export const QUAD_FLOATS = 12;

/** Returns the viewport of a camera in a picture that is `scale` times the size of the screen in device pixels. */
export function viewportOf(camera: ScreenCamera, size: PixelSize, scale = 1): Viewport {
  const { widthPx: width, heightPx: height } = scaledSize(size, scale);
  const ratio = camera.pixelRatio;
  const ratioX = (camera.width * ratio) / 2 / size.widthPx;
  const ratioY = (camera.height * ratio) / 2 / size.heightPx;
  return {
    width,
    height,
    middle: [width * ratioX, height * ratioY],
    zoom: camera.zoom * ratio * (width / size.widthPx),
  };
}

/** Returns the viewport of a part of a picture. */
export function viewportPart({ middle, zoom }: Viewport, { x, y, width, height }: PixelRect): Viewport {
  return { width, height, middle: [middle[0] - x, middle[1] - y], zoom };
}

/** Returns what of the plane a picture, or a part of it, can show, in pixels relative to the middle, before the turn. */
export function visibleArea(
  { width, height, middle }: Viewport,
  turn: number,
  part: PixelRect = { x: 0, y: 0, width, height },
): Rect {
  const [x, y] = [part.x - middle[0], part.y - middle[1]];
  const box = { x0: x, y0: y, x1: x + part.width, y1: y + part.height };
  if (turn === 0) return box;
  const reach = Math.hypot(Math.max(-box.x0, box.x1), Math.max(-box.y0, box.y1)) + 2;
  return { x0: -reach, y0: -reach, x1: reach, y1: reach };
}

/** What of the plane to keep, and what the pixels are relative to. */
export interface Placing {
  readonly center: readonly [number, number];
  readonly zoom: number;
  readonly area: Rect;
}

/** Where a quad is stored. */
export interface StoredAt {
  readonly layer: number;
  readonly weight: number;
}

/**
 * Writes one quad at `floats[at]`, cut to the visible area, in float64 until the last step, and returns its area in
 * pixels; 0, and nothing written, when it is out of sight. Layout, three vec4:
 * edges in pixels relative to the middle (x0, y0, x1, y1); stored voxel at the first corner less its whole part, and voxels
 * per pixel (u, v, du, dv); whole part of the stored voxel, layer, weight (u, v, layer, weight).
 */
export function placeQuad(
  quad: Quad,
  { center, zoom, area }: Placing,
  { layer, weight }: StoredAt,
  to: { floats: Float32Array; at: number },
): number {
  const { world, voxels, key } = quad;
  const whole = {
    x0: (world.x0 - center[0]) * zoom,
    y0: (world.y0 - center[1]) * zoom,
    x1: (world.x1 - center[0]) * zoom,
    y1: (world.y1 - center[1]) * zoom,
  };
  const px = intersectRects(whole, area);
  if (isEmptyRect(px)) return 0;
  const perX = (voxels.x1 - voxels.x0) / (whole.x1 - whole.x0);
  const perY = (voxels.y1 - voxels.y0) / (whole.y1 - whole.y0);
  const u = voxels.x0 - key.column * TILE_SIZE + 1 + (px.x0 - whole.x0) * perX;
  const v = voxels.y0 - key.row * TILE_SIZE + 1 + (px.y0 - whole.y0) * perY;
  const baseU = Math.floor(u);
  const baseV = Math.floor(v);
  to.floats.set(
    [px.x0, px.y0, px.x1, px.y1, u - baseU, v - baseV, perX, perY, baseU, baseV, layer, weight],
    to.at,
  );
  return (px.x1 - px.x0) * (px.y1 - px.y0);
}
