import {
  chunkKeyString,
  intersectRects,
  voxelEdge,
  type ChunkKey,
  type Dataset,
  type Rect,
} from '../../../core';
import { boxEdges, type Pane, type ScreenEdge, type Vec3 } from '../../../view';
import { planOf, type Layer } from '../../scene/layers/layer';
import type { Scene } from '../../scene/scene';

/** A chunk that came, where it lies on the picture. */
export interface HeatMark {
  /** 0 for the first of the view that came. */
  readonly rank: number;
  readonly level: number;
  readonly pane?: Pane;
  /** What the view shows of it in 2D, world coordinates. */
  readonly world?: Rect;
  /** Edges on the screen in 3D. */
  readonly edges?: readonly ScreenEdge[];
}

/**
 * Returns the chunks that the view wants and that have come, coarse levels first so that finer ones lie over them.
 * `order`: chunk keys in the order in which they came.
 */
export function heatMarks(scene: Scene, order: readonly ChunkKey[]): HeatMark[] {
  const wanted = scene.layers
    .filter(({ look, kind }) => look.visible && kind !== 'points')
    .flatMap((layer) => (planOf(layer.frame)?.want ?? []).map(({ key }) => ({ layer, key })));
  const byId = new Map(wanted.map((want) => [chunkKeyString(want.key), want]));
  const came = new Map<string, { layer: Layer; key: ChunkKey }>();
  for (const key of order) {
    const id = chunkKeyString(key);
    const want = byId.get(id);
    if (!want) continue;
    // What came more than once has the rank of its last time.
    came.delete(id);
    came.set(id, want);
  }
  const panes = scene.panes();
  const marks = [...came.values()].flatMap(({ layer, key }, rank): HeatMark[] => {
    const place = scene.mode === '3d' ? boxOf(scene, layer, key) : rectOf(scene, layer, key);
    const pane = panes.get(layer.id);
    return place ? [{ rank, level: key.level, ...place, ...(pane && { pane }) }] : [];
  });
  return marks.sort((a, b) => b.level - a.level);
}

function rectOf(scene: Scene, layer: Layer, key: ChunkKey): Pick<HeatMark, 'world'> | undefined {
  const slice = scene.sliceOf(layer);
  const view = layer.frame.plan?.view;
  if (!slice || !view) return undefined;
  const dataset = scene.datasetOf(layer);
  const [x0, x1] = spanOf(dataset, key, slice.horizontal);
  const [y0, y1] = spanOf(dataset, key, slice.vertical);
  const world = intersectRects({ x0, y0, x1, y1 }, view);
  return world.x1 > world.x0 && world.y1 > world.y0 ? { world } : undefined;
}

function boxOf(scene: Scene, layer: Layer, key: ChunkKey): Pick<HeatMark, 'edges'> | undefined {
  const view = scene.volumeOf(layer);
  if (!view) return undefined;
  const spans = [view.x, view.y, view.z].map((axis) => spanOf(scene.datasetOf(layer), key, axis));
  const corner = (side: 0 | 1) => spans.map((span) => span[side]) as unknown as Vec3;
  return { edges: boxEdges({ low: corner(0), high: corner(1) }, scene.camera3D) };
}

/** World coordinates of the edges of a chunk along an axis. */
function spanOf({ levels }: Dataset, { level, index }: ChunkKey, axis: number): readonly [number, number] {
  const grid = levels[level];
  const transform = { scale: grid?.scale[axis] ?? 1, translation: grid?.translation[axis] ?? 0 };
  const chunk = grid?.array?.chunks[axis] ?? 1;
  const first = (index[axis] ?? 0) * chunk;
  const end = Math.min(first + chunk, grid?.array?.shape[axis] ?? first + chunk);
  return [voxelEdge(first, transform), voxelEdge(end, transform)];
}
