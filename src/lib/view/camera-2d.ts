import type { Rect } from '../core';

/** The 2D camera. World coordinates are float64, in the units of the first layer; y points down, as images do. */
export interface Camera2D {
  /** World position at the middle of the viewport, [horizontal, vertical]. */
  readonly center: readonly [number, number];
  /** CSS pixels per world unit. */
  readonly zoom: number;
  /** Turn of the picture about the middle of the viewport, in radians, clockwise on the screen. */
  readonly turn: number;
  /** Size of the viewport in CSS pixels. */
  readonly width: number;
  readonly height: number;
  /** Device pixels per CSS pixel. */
  readonly pixelRatio: number;
}

/** Far beyond what data needs (world units are metres or nanometres alike), and far from where float64 runs out. */
export const MIN_ZOOM = 1e-12;
export const MAX_ZOOM = 1e12;

const noInsets: Insets = { left: 0, right: 0, top: 0, bottom: 0 };

/** CSS pixels of the data that panning leaves on the screen. */
const IN_SIGHT_PX = 48;

export function clampZoom(zoom: number): number {
  return Math.min(MAX_ZOOM, Math.max(MIN_ZOOM, zoom));
}

/** Returns the world offset that a step of [dx, dy] CSS pixels on the screen spans. */
function worldStep({ zoom, turn }: Camera2D, [dx, dy]: readonly [number, number]): [number, number] {
  const cosine = Math.cos(turn);
  const sine = Math.sin(turn);
  return [(cosine * dx + sine * dy) / zoom, (cosine * dy - sine * dx) / zoom];
}

/** World position under a point in CSS pixels from the viewport's top left. */
export function screenToWorld(camera: Camera2D, [x, y]: readonly [number, number]): [number, number] {
  const [dx, dy] = worldStep(camera, [x - camera.width / 2, y - camera.height / 2]);
  return [camera.center[0] + dx, camera.center[1] + dy];
}

/** Where a world position is on the screen, in CSS pixels from the viewport's top left. */
export function worldToScreen(camera: Camera2D, [x, y]: readonly [number, number]): [number, number] {
  const dx = (x - camera.center[0]) * camera.zoom;
  const dy = (y - camera.center[1]) * camera.zoom;
  const cosine = Math.cos(camera.turn);
  const sine = Math.sin(camera.turn);
  return [camera.width / 2 + cosine * dx - sine * dy, camera.height / 2 + sine * dx + cosine * dy];
}

/** Moves the picture by a step in CSS pixels, as a drag does. */
export function panBy(camera: Camera2D, dxCss: number, dyCss: number): Camera2D {
  const [dx, dy] = worldStep(camera, [dxCss, dyCss]);
  return { ...camera, center: [camera.center[0] - dx, camera.center[1] - dy] };
}

/** Magnifies by `factor`; the world position under `point` (CSS pixels from the top left) stays where it is. */
export function zoomAbout(camera: Camera2D, factor: number, point: readonly [number, number]): Camera2D {
  const zoomed = { ...camera, zoom: clampZoom(camera.zoom * factor) };
  const step: [number, number] = [point[0] - camera.width / 2, point[1] - camera.height / 2];
  const before = worldStep(camera, step);
  const after = worldStep(zoomed, step);
  const center: [number, number] = [
    camera.center[0] + (before[0] - after[0]),
    camera.center[1] + (before[1] - after[1]),
  ];
  return { ...zoomed, center };
}

/** Turns the picture by `angle` radians, clockwise on the screen; the world position under `point` stays where it is. */
export function turnAbout2D(camera: Camera2D, angle: number, point: readonly [number, number]): Camera2D {
  const turned = { ...camera, turn: camera.turn + angle };
  const before = screenToWorld(camera, point);
  const after = screenToWorld(turned, point);
  const [x, y] = camera.center;
  return { ...turned, center: [x + before[0] - after[0], y + before[1] - after[1]] };
}

/**
 * Moves a camera back so far that at least {@link IN_SIGHT_PX} of the data, or all of it, stay on the screen, in what the
 * panels leave free.
 */
export function keepInSight(camera: Camera2D, extent: Rect, insets: Insets = noInsets): Camera2D {
  const view = freeWorldRect(camera, insets);
  const margin = IN_SIGHT_PX / camera.zoom;
  const shift = (low: number, high: number, from: number, to: number): number => {
    const strip = Math.min(margin, high - low, (to - from) / 2);
    if (to < low + strip) return low + strip - to;
    return from > high - strip ? high - strip - from : 0;
  };
  const dx = shift(extent.x0, extent.x1, view.x0, view.x1);
  const dy = shift(extent.y0, extent.y1, view.y0, view.y1);
  return dx === 0 && dy === 0
    ? camera
    : { ...camera, center: [camera.center[0] + dx, camera.center[1] + dy] };
}

/** What a view that is not turned shows between the panels; all of it when they leave next to nothing. */
function freeWorldRect(camera: Camera2D, { left, right, top, bottom }: Insets): Rect {
  const view = visibleWorldRect(camera);
  const { width, height, zoom, turn } = camera;
  const isFree = width - left - right > 2 * IN_SIGHT_PX && height - top - bottom > 2 * IN_SIGHT_PX;
  if (!isFree || turn !== 0) return view;
  return {
    x0: view.x0 + left / zoom,
    x1: view.x1 - right / zoom,
    y0: view.y0 + top / zoom,
    y1: view.y1 - bottom / zoom,
  };
}

/** World rectangle that the viewport shows; its bounds when turned. */
export function visibleWorldRect(camera: Camera2D): Rect {
  const cosine = Math.abs(Math.cos(camera.turn));
  const sine = Math.abs(Math.sin(camera.turn));
  const halfWidth = (cosine * camera.width + sine * camera.height) / 2 / camera.zoom;
  const halfHeight = (sine * camera.width + cosine * camera.height) / 2 / camera.zoom;
  const [x, y] = camera.center;
  return { x0: x - halfWidth, y0: y - halfHeight, x1: x + halfWidth, y1: y + halfHeight };
}

/** Whether any of a world rectangle is inside the viewport: exact also when turned, where the bounds are too wide. */
export function isInViewport(camera: Camera2D, { x0, y0, x1, y1 }: Rect): boolean {
  const bounds = visibleWorldRect(camera);
  if (!(x0 < bounds.x1 && x1 > bounds.x0 && y0 < bounds.y1 && y1 > bounds.y0)) return false;
  if (camera.turn === 0) return true;
  const corners = [worldToScreen(camera, [x0, y0]), worldToScreen(camera, [x1, y0])];
  corners.push(worldToScreen(camera, [x0, y1]), worldToScreen(camera, [x1, y1]));
  const xs = corners.map(([x]) => x);
  const ys = corners.map(([, y]) => y);
  return (
    Math.min(...xs) < camera.width &&
    Math.max(...xs) > 0 &&
    Math.min(...ys) < camera.height &&
    Math.max(...ys) > 0
  );
}

/** Widths that panels cover at each edge of the viewport, in CSS pixels. */
export interface Insets {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

export interface FitOptions {
  readonly width: number;
  readonly height: number;
  readonly pixelRatio: number;
  readonly insets?: Insets;
  /** Part of the free area left empty at each edge; 0.05, as napari does. */
  readonly margin?: number;
}

/** Returns the camera, not turned, that shows all of `rect` in the middle of the area that panels leave free. */
export function fitCamera(rect: Rect, options: FitOptions): Camera2D {
  const { width, height, pixelRatio, margin = 0.05 } = options;
  const { left, right, top, bottom } = options.insets ?? { left: 0, right: 0, top: 0, bottom: 0 };
  const freeWidth = Math.max(1, width - left - right) * (1 - 2 * margin);
  const freeHeight = Math.max(1, height - top - bottom) * (1 - 2 * margin);
  const zoom = clampZoom(Math.min(freeWidth / (rect.x1 - rect.x0), freeHeight / (rect.y1 - rect.y0)));
  const center: [number, number] = [
    (rect.x0 + rect.x1) / 2 - (left - right) / 2 / zoom,
    (rect.y0 + rect.y1) / 2 - (top - bottom) / 2 / zoom,
  ];
  return { center, zoom, turn: 0, width, height, pixelRatio };
}
