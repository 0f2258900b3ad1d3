import type { SceneRequest } from '../../../render';

/** Rows of a picture that are drawn together take as much. */
export const STRIP_BYTES = 8 * 2 ** 20;
export const BYTES_PER_PIXEL = 4;

/** Size of a picture in pixels. */
export interface PictureSize {
  readonly width: number;
  readonly height: number;
}

/** Size of a picture of the view, in pixels. */
export function pictureSize({ camera }: Pick<SceneRequest, 'camera'>, scale: number): PictureSize {
  const pixels = (css: number): number => Math.max(1, Math.round(css * camera.pixelRatio * scale));
  return { width: pixels(camera.width), height: pixels(camera.height) };
}

/** Bytes that a picture takes until it is a file: its canvas, and the rows in work. */
export function pictureBytes({ width, height }: PictureSize): number {
  return width * height * BYTES_PER_PIXEL + Math.max(STRIP_BYTES, width * BYTES_PER_PIXEL);
}
