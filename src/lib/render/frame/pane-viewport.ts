import type { Camera2D, Pane } from '../../view';
import type { Viewport } from './place-quad';
import type { PixelRect } from './target-size';

/** Where a layer is drawn: its viewport, and the part of the picture that it may touch; all of it when `clip` is absent. */
export interface PaneViewport {
  readonly viewport: Viewport;
  readonly clip?: PixelRect;
}

/** Returns where a layer is drawn in a picture, or a part of one. Neighbouring panes share no pixel and leave none out. */
export function paneViewport(
  viewport: Viewport,
  { width, height, zoom }: Pick<Camera2D, 'width' | 'height' | 'zoom'>,
  pane: Pane | undefined,
): PaneViewport {
  if (!pane) return { viewport };
  const perCss = viewport.zoom / zoom;
  const [middleX, middleY] = viewport.middle;
  const across = (x: number): number => bounded(middleX + (x - width / 2) * perCss, viewport.width);
  const down = (y: number): number => bounded(middleY + (y - height / 2) * perCss, viewport.height);
  const [x, y] = [across(pane.clip.x0), down(pane.clip.y0)];
  return {
    viewport: {
      ...viewport,
      middle: [middleX + pane.shift[0] * perCss, middleY + pane.shift[1] * perCss],
    },
    clip: { x, y, width: across(pane.clip.x1) - x, height: down(pane.clip.y1) - y },
  };
}

/** The common part of a clip, from the top, and a strip, from the bottom up; `undefined` when there is none. */
export function clipStrip(
  strip: { readonly y: number; readonly height: number },
  picture: { readonly width: number; readonly height: number },
  clip: PixelRect | undefined,
): [number, number, number, number] | undefined {
  if (!clip) return [0, strip.y, picture.width, strip.height];
  const bottom = Math.max(strip.y, picture.height - clip.y - clip.height);
  const top = Math.min(strip.y + strip.height, picture.height - clip.y);
  return top > bottom && clip.width > 0 ? [clip.x, bottom, clip.width, top - bottom] : undefined;
}

function bounded(px: number, size: number): number {
  return Math.min(size, Math.max(0, Math.round(px)));
}
