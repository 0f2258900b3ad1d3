import type { PointsPainter } from './painter';
import type { PointsDraw, PointsFrame, PointsPlace } from './points-frame';

/** What a builder of pictures needs to draw points. */
export interface PointsSource {
  readonly painter: PointsPainter;
  readonly frames: readonly PointsFrame[];
}

/** Work of a point in a picture: of its corners, and of the pixels of a small disc. */
export const POINT_COST = 12;

/** Returns visible layers of points by how many of the visible other layers lie below them. */
export function pointsAmong(
  layers: readonly { readonly visible: boolean }[],
  frames: readonly PointsFrame[],
): ReadonlyMap<number, readonly PointsFrame[]> {
  const among = new Map<number, PointsFrame[]>();
  for (const frame of frames) {
    if (!frame.visible) continue;
    const below = layers.slice(0, frame.below).filter(({ visible }) => visible).length;
    among.set(below, [...(among.get(below) ?? []), frame]);
  }
  return among;
}

/** The draw of a layer of points, and how many they are; `undefined` when nothing of it is here. */
export function drawPoints(
  source: PointsSource | undefined,
  frame: PointsFrame,
  place: PointsPlace,
): { readonly draw: PointsDraw; readonly points: number } | undefined {
  return source?.painter.place(frame, place);
}
