import type { LayerFrame } from '../../src/lib/render';
import type { Camera2D } from '../../src/lib/view';
import type { Synthetic } from './synthetic';

/** Pixel centres nearer to an edge than this may fall on either side: float32 places quads to about 1e-4 pixels. */
const TIE_PX = 0.005;

/** What one pixel should be: the share of the window, 0–1, or `undefined` where there is no data. */
export interface Expected {
  readonly value: number | undefined;
  /** The pixel's centre is so near the edge of a voxel or of the data that either side is right. */
  readonly isTie: boolean;
}

/** Computes one pixel of one channel from the formula, in float64 and bigint, at one level. */
export function expectedAt(
  synthetic: Synthetic,
  layer: LayerFrame,
  {
    camera,
    level,
    channel,
    x,
    y,
  }: { camera: Camera2D; level: number; channel: number; x: number; y: number },
): Expected {
  const { dataset } = synthetic;
  const { horizontal, vertical, position } = layer.slice;
  const px = camera.zoom * camera.pixelRatio;
  const dx = (x + 0.5 - (camera.width * camera.pixelRatio) / 2) / px;
  const dy = (y + 0.5 - (camera.height * camera.pixelRatio) / 2) / px;
  const [cosine, sine] = [Math.cos(camera.turn), Math.sin(camera.turn)];
  const world = [camera.center[0] + cosine * dx + sine * dy, camera.center[1] + cosine * dy - sine * dx];
  const place = (axis: number, at: number): { at: number; size: number } => ({
    at: (at - (dataset.levels[level]?.translation[axis] ?? 0)) / (dataset.levels[level]?.scale[axis] ?? 1),
    size: dataset.levels[level]?.array?.shape[axis] ?? 1,
  });
  const u = place(horizontal, world[0] ?? 0);
  const v = place(vertical, world[1] ?? 0);
  const near = (at: number): boolean => Math.abs(at + 0.5 - Math.round(at + 0.5)) * px < TIE_PX;
  const atEdge = (p: { at: number; size: number }): boolean =>
    Math.min(Math.abs(p.at + 0.5), Math.abs(p.at + 0.5 - p.size)) * px < TIE_PX;
  const isOut = (p: { at: number; size: number }): boolean => p.at < -0.5 || p.at >= p.size - 0.5;
  const read = (i: number, j: number): number => {
    const index = dataset.axes.map((_, axis) => {
      if (axis === horizontal) return Math.min(Math.max(i, 0), u.size - 1);
      if (axis === vertical) return Math.min(Math.max(j, 0), v.size - 1);
      return axis === dataset.channelAxis ? channel : Math.round(position[axis] ?? 0);
    });
    return share(
      synthetic.formula(level, index),
      layer.channels.find((c) => c.index === channel)?.contrast ?? [0, 1],
    );
  };
  const isLinear = layer.interpolation === 'linear';
  const isTie = isLinear ? atEdge(u) || atEdge(v) : near(u.at) || near(v.at);
  if (isOut(u) || isOut(v)) return { value: undefined, isTie };
  if (!isLinear) return { value: clamp(read(Math.floor(u.at + 0.5), Math.floor(v.at + 0.5))), isTie };
  const [i, j] = [Math.floor(u.at), Math.floor(v.at)];
  const [f, g] = [u.at - i, v.at - j];
  const above = read(i, j) * (1 - f) + read(i + 1, j) * f;
  const below = read(i, j + 1) * (1 - f) + read(i + 1, j + 1) * f;
  return { value: clamp(above * (1 - g) + below * g), isTie };
}

function share(value: number | bigint, [low, high]: readonly [number, number]): number {
  if (typeof value === 'bigint') return Number(value - BigInt(low)) / (high - low);
  return (value - low) / (high - low);
}

function clamp(value: number): number {
  return Math.min(1, Math.max(0, value));
}
