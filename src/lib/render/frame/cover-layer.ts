import { type Quad, coverView } from '../../view';
import type { LayerFrame } from '../layer-frame';
import type { TileRecord } from '../tiles/tile-record';
import type { TileStore } from '../tiles/tile-store';
import type { LayerQuads } from './layer-quads';
import { type WeightedQuad, crossfade } from './quad-cut';

/** A new part of the picture takes this long to replace a coarser one: seen as a refinement, not as a flash. */
export const FADE_MS = 150;

/** Returns what to draw of a layer: the best that is there, fading in what arrived less than `FADE_MS` before `now`. */
export function coverLayer(
  layer: LayerFrame,
  store: TileStore,
  { now, fades }: { readonly now: number; readonly fades: boolean },
): LayerQuads {
  const { dataset, slice, plan } = layer;
  const channels = layer.channels.map((channel) => {
    const cover = (before?: number): Quad[] =>
      coverView({ dataset, slice, channel: channel.index, plan, residency: store.residency(before) });
    const quads = cover();
    if (!fades) return { channel, quads: quads.map((quad) => ({ quad, weight: 1 })) };
    const weights = quads.map((quad) => fadeWeight(store.find(quad.key), quad, now));
    if (weights.every((weight) => weight === 1))
      return { channel, quads: quads.map((quad) => ({ quad, weight: 1 })) };
    const old = cover(now - FADE_MS);
    return {
      channel,
      quads: quads.flatMap((quad, i) => blend(store, { quad, old, weight: weights[i] ?? 1 })),
    };
  });
  return { layer, channels };
}

/** Share of a quad's own colour, 0–1; ends the fades of its tile that are over. */
function fadeWeight(record: TileRecord | undefined, { voxels }: Quad, now: number): number {
  if (!record) return 1;
  const x = (voxels.x0 + voxels.x1) / 2;
  const y = (voxels.y0 + voxels.y1) / 2;
  const part = record.parts.find(({ x0, y0, x1, y1 }) => x0 <= x && x <= x1 && y0 <= y && y <= y1);
  const weight = part ? Math.min(1, Math.max(0, (now - part.since) / FADE_MS)) : 1;
  if (weight === 1) record.settle(undefined, now - FADE_MS);
  return weight;
}

/** A quad with nothing below it does not fade, now or later. */
function blend(
  store: TileStore,
  { quad, old, weight }: { readonly quad: Quad; readonly old: readonly Quad[]; readonly weight: number },
): WeightedQuad[] {
  if (weight === 1) return [{ quad, weight }];
  const parts = crossfade(quad, old, weight);
  if (parts.every((part) => part.weight === 1)) store.find(quad.key)?.settle(quad.voxels, -Infinity);
  return parts;
}
