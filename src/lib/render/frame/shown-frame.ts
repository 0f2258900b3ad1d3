import { type Quad, tileKeyString } from '../../view';
import type { FrameRequest, LayerFrame } from '../layer-frame';
import type { LayerQuads } from './build-frame';

/** What a picture was made of. */
export interface ShownFrame {
  readonly request: FrameRequest;
  readonly layers: readonly LayerQuads[];
  /** Its size as a share of full size. */
  readonly scale: number;
}

/** Returns what was drawn of a layer, each place once: that of its first channel. */
export function quadsOf(frame: ShownFrame | undefined, layerId: string): Quad[] {
  const layer = frame?.layers.find((shown) => shown.layer.id === layerId);
  return layer?.channels[0]?.quads.map(({ quad }) => quad) ?? [];
}

/** Returns the number of tiles drawn of a layer, all channels together, by level. */
export function tilesByLevel(frame: ShownFrame | undefined, layerId: string): Record<number, number> {
  const counts: Record<number, number> = {};
  const seen = new Set<string>();
  for (const { quad } of frame?.layers.filter((shown) => shown.layer.id === layerId).flatMap(weightedQuads) ??
    []) {
    const name = tileKeyString(quad.key);
    if (seen.has(name)) continue;
    seen.add(name);
    counts[quad.key.level] = (counts[quad.key.level] ?? 0) + 1;
  }
  return counts;
}

/** Returns layers whose plans hold no more than what a picture shows of them. */
export function shownTiles(frame: ShownFrame | undefined, layers: readonly LayerFrame[]): LayerFrame[] {
  const shown = new Set(
    frame?.layers.flatMap(weightedQuads).map(({ quad }) => tileKeyString(quad.key)) ?? [],
  );
  return layers.map((layer) => ({
    ...layer,
    plan: { ...layer.plan, tiles: layer.plan.tiles.filter((key) => shown.has(tileKeyString(key))) },
  }));
}

/** Whether a picture has parts that are still fading in. */
export function isFading({ layers }: ShownFrame): boolean {
  return layers.some((layer) => weightedQuads(layer).some(({ weight }) => weight < 1));
}

function weightedQuads({ channels }: LayerQuads): LayerQuads['channels'][number]['quads'] {
  return channels.flatMap(({ quads }) => quads);
}
