import { type Quad, tileKeyString } from '../../view';
import type { LayerFrame } from '../layer-frame';
import type { ShownVolume } from '../volume/shown-volume';
import type { SceneRequest } from '../volume/volume-frame';
import type { LayerQuads } from './layer-quads';

/** What a picture was made of. */
export interface ShownFrame {
  readonly request: SceneRequest;
  readonly layers: readonly LayerQuads[];
  readonly volumes: readonly ShownVolume[];
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

/**
 * Returns layers whose plans hold the tiles that a picture shows of them, whatever they plan now. What they plan below
 * their target comes first, so that nothing is blank where not all finds room.
 */
export function tilesToRestore(frame: ShownFrame | undefined, layers: readonly LayerFrame[]): LayerFrame[] {
  return layers.map((layer) => {
    const { plan } = layer;
    const shown = frame?.layers.filter(({ layer: { id } }) => id === layer.id) ?? [];
    const drawn = shown.flatMap(weightedQuads).map(({ quad }) => quad.key);
    drawn.sort((a, b) => b.level - a.level);
    const keys = [...plan.tiles.filter(({ level }) => level > plan.level), ...drawn];
    const tiles = [...new Map(keys.map((key) => [tileKeyString(key), key])).values()];
    return { ...layer, plan: { ...plan, tiles } };
  });
}

/** Whether a picture has parts that are still fading in. */
export function isFading({ layers }: ShownFrame): boolean {
  return layers.some((layer) => weightedQuads(layer).some(({ weight }) => weight < 1));
}

/** Whether a picture was drawn smaller than it could be, or with long steps. */
export function isRough({ scale, request }: ShownFrame, fullScale: number): boolean {
  return scale < fullScale || (request.view === '3d' && request.interacting);
}

/** After this long without a new request, a picture that was drawn small is drawn again in full. */
const STILL_MS = 120;

/** The picture on the canvas again, in full, when it was drawn small or with long steps and the view has stood still for `stillMs`. */
export function sharperRequest(
  shown: ShownFrame | undefined,
  fullScale: number,
  stillMs: number,
): SceneRequest | undefined {
  if (!shown || !isRough(shown, fullScale) || stillMs < STILL_MS) return undefined;
  return { ...shown.request, interacting: false };
}

function weightedQuads({ channels }: LayerQuads): LayerQuads['channels'][number]['quads'] {
  return channels.flatMap(({ quads }) => quads);
}
