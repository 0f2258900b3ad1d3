import type { Rect } from '../core';
import { screenToWorld, type Camera2D, type Insets } from './camera-2d';
import { focalPx, type Camera3D } from './volume/camera-3d';

/** Where on the viewport a layer is shown when it is not all over it. CSS pixels from the viewport's top left. */
export interface Pane {
  /** The part of the viewport that the layer is shown in. */
  readonly clip: Rect;
  /** How far its picture is moved there: [0, 0] where the layer stays in its place and is only cut. */
  readonly shift: readonly [number, number];
}

/** What of a camera, flat or not, says how large the viewport is. */
type Viewport = Pick<Camera2D, 'width' | 'height'>;

/** CSS pixels between the cells of a grid. */
const GAP_PX = 8;

/**
 * Returns as many cells of one size as are asked for, row by row from the top, in the area that panels leave free: as many
 * columns as make cells nearest to a square. The middle of the viewport is seen in the middle of each of them.
 */
export function gridPanes(count: number, viewport: Viewport, insets: Insets): Pane[] {
  const free = freeRect(viewport, insets);
  const [width, height] = [free.x1 - free.x0, free.y1 - free.y0];
  const columns = bestColumns(count, width / height);
  const rows = Math.ceil(count / columns);
  const cellWidth = (width - GAP_PX * (columns - 1)) / columns;
  const cellHeight = (height - GAP_PX * (rows - 1)) / rows;
  return Array.from({ length: count }, (_, at) => {
    const x0 = free.x0 + (at % columns) * (cellWidth + GAP_PX);
    const y0 = free.y0 + Math.floor(at / columns) * (cellHeight + GAP_PX);
    const clip = { x0, y0, x1: x0 + cellWidth, y1: y0 + cellHeight };
    return {
      clip,
      shift: [(clip.x0 + clip.x1 - viewport.width) / 2, (clip.y0 + clip.y1 - viewport.height) / 2],
    };
  });
}

/** Returns the part of the viewport on one side of a divider; `at`: where it stands, 0 at the left edge and 1 at the right. */
export function swipePane(side: 'left' | 'right', at: number, { width, height }: Viewport): Pane {
  const [x0, x1] = side === 'left' ? [0, at * width] : [at * width, width];
  return { clip: { x0, y0: 0, x1, y1: height }, shift: [0, 0] };
}

/** Whether a point of the viewport is in a pane; right and lower edges belong to the next one. */
export function isInPane({ clip }: Pane, [x, y]: readonly [number, number]): boolean {
  return x >= clip.x0 && x < clip.x1 && y >= clip.y0 && y < clip.y1;
}

/** The camera whose whole viewport is what the pane shows: what is planned for it is what is seen. */
export function paneCamera(camera: Camera2D, { clip, shift }: Pane): Camera2D {
  const middle = [(clip.x0 + clip.x1) / 2 - shift[0], (clip.y0 + clip.y1) / 2 - shift[1]] as const;
  const center = screenToWorld(camera, middle);
  return { ...camera, center, width: clip.x1 - clip.x0, height: clip.y1 - clip.y0 };
}

/** A camera that sees all that the pane shows, from the same place: the whole viewport where the pane is only a cut of it. */
export function paneCamera3D(camera: Camera3D, { clip, shift }: Pane): Camera3D {
  if (shift[0] === 0 && shift[1] === 0) return camera;
  const [width, height] = [clip.x1 - clip.x0, clip.y1 - clip.y0];
  const focal = focalPx(camera);
  const perspective = focal === Infinity ? 0 : (Math.atan(height / 2 / focal) * 360) / Math.PI;
  return { ...camera, width, height, perspective };
}

/**
 * Returns what a pane is on another viewport, which shows what is around `middle` of the one that it is for, `scale` times
 * as large. `middle`: CSS pixels from the top left of the one that it is for.
 */
export function paneWithin(
  { clip, shift }: Pane,
  part: { readonly middle: readonly [number, number]; readonly scale: number },
  { width, height }: Viewport,
): Pane {
  const across = (x: number): number => (x - part.middle[0]) * part.scale + width / 2;
  const down = (y: number): number => (y - part.middle[1]) * part.scale + height / 2;
  return {
    clip: { x0: across(clip.x0), y0: down(clip.y0), x1: across(clip.x1), y1: down(clip.y1) },
    shift: [shift[0] * part.scale, shift[1] * part.scale],
  };
}

/** All of the viewport when panels leave next to nothing. */
function freeRect({ width, height }: Viewport, { left, right, top, bottom }: Insets): Rect {
  const isFree = width - left - right > width / 4 && height - top - bottom > height / 4;
  if (!isFree) return { x0: 0, y0: 0, x1: width, y1: height };
  return { x0: left, y0: top, x1: width - right, y1: height - bottom };
}

/** The number of columns whose cells are nearest to a square in an area of this width to height; the fewer of equals. */
function bestColumns(count: number, aspect: number): number {
  let [best, least] = [1, Infinity];
  for (let columns = 1; columns <= count; columns++) {
    const rows = Math.ceil(count / columns);
    const unevenness = Math.abs(Math.log((aspect * rows) / columns));
    if (unevenness < least) [best, least] = [columns, unevenness];
  }
  return best;
}
