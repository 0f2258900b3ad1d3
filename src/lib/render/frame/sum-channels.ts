import { rampTint, NAN_COLORMAP } from '../color/colormaps';
import { contrastWindow } from '../color/contrast-window';
import type { ChannelFrame, LayerFrame } from '../layer-frame';
import type { ChannelQuads, FindTile } from './layer-quads';
import { QUADS_PER_DRAW } from './draw-list';
import { type Placing, QUAD_FLOATS, placeQuad } from './place-quad';
import type { WeightedQuad } from './quad-cut';

/** Channels that are drawn at once. */
export const SUM_LANES = 8;
/** Floats of one placed sum: those of a quad, and the layer of each channel, −1 where it has none. */
export const SUM_FLOATS = QUAD_FLOATS + SUM_LANES;
/** As many sums as fit the block of quads of a draw. */
export const SUM_FLOATS_PER_DRAW = Math.floor((QUADS_PER_DRAW * QUAD_FLOATS) / SUM_FLOATS) * SUM_FLOATS;

/** Bytes of the looks of the channels of a draw: three vectors each. */
export const SUM_LOOK_BYTES = SUM_LANES * 3 * 16;

/** Tiles of several channels that show the same place in the same way, out of one texture. */
export interface TileSum {
  readonly texture: number;
  readonly weighted: WeightedQuad;
  /** Layer of each channel, by order; −1 where it has none. */
  readonly lanes: number[];
}

/** Puts together what of up to {@link SUM_LANES} channels is drawn at the same place. */
export function groupSums(
  layer: LayerFrame,
  channels: readonly ChannelQuads[],
  findTile: FindTile,
): TileSum[] {
  const byTile = new Map<string, TileSum[]>();
  const sums: TileSum[] = [];
  channels.forEach(({ quads }, order) => {
    for (const weighted of quads) {
      const tile = findTile(weighted, layer);
      if (!tile) continue;
      const { level, row, column } = weighted.quad.key;
      const name = `${tile.texture}/${level}/${row}/${column}`;
      const there = byTile.get(name) ?? [];
      let sum = there.find((other) => isAlike(other.weighted, weighted));
      if (!sum) {
        sum = { texture: tile.texture, weighted, lanes: Array<number>(SUM_LANES).fill(-1) };
        sums.push(sum);
        byTile.set(name, [...there, sum]);
      }
      sum.lanes[order] = tile.layer;
    }
  });
  return sums;
}

/** Floats of placed sums by texture, and the pixels that they cover, each counted once for each of its tiles. */
export function placeSums(
  sums: readonly TileSum[],
  placing: Placing,
): { readonly byTexture: ReadonlyMap<number, number[]>; readonly tilePx: number } {
  const floats = new Float32Array(QUAD_FLOATS);
  const byTexture = new Map<number, number[]>();
  let tilePx = 0;
  for (const { texture, weighted, lanes } of sums) {
    const area = placeQuad(weighted.quad, placing, { layer: 0, weight: weighted.weight }, { floats, at: 0 });
    if (area === 0) continue;
    tilePx += area * lanes.filter((lane) => lane >= 0).length;
    const list = byTexture.get(texture) ?? [];
    byTexture.set(texture, list);
    list.push(...floats, ...lanes);
  }
  return { byTexture, tilePx };
}

/** Returns the uniform block of what up to {@link SUM_LANES} channels look like: windows, then tints, then words. */
export function channelLooks(
  { dataset }: LayerFrame,
  channels: readonly ChannelFrame[],
  rowOf: (colormap: string) => number | undefined,
): Float32Array {
  const block = new Float32Array(SUM_LOOK_BYTES / 4);
  const bits = new Uint32Array(block.buffer);
  channels.forEach(({ colormap, contrast, gamma }, order) => {
    const { words, rest, scale } = contrastWindow(dataset.dtype, contrast);
    const [r, g, b] = rampTint(colormap) ?? [255, 255, 255];
    const marksNaN = colormap === NAN_COLORMAP ? 1 : 0;
    block.set([rest, scale, gamma, rowOf(colormap) ?? -1], order * 4);
    block.set([r / 255, g / 255, b / 255, marksNaN], (SUM_LANES + order) * 4);
    bits.set(words, (2 * SUM_LANES + order) * 4);
  });
  return block;
}

/** A ramp from black without gamma. */
export function isPlainLook({ colormap, gamma }: ChannelFrame): boolean {
  return gamma === 1 && colormap !== NAN_COLORMAP && rampTint(colormap) !== undefined;
}

function isAlike(a: WeightedQuad, b: WeightedQuad): boolean {
  const { world: p } = a.quad;
  const { world: q } = b.quad;
  return a.weight === b.weight && p.x0 === q.x0 && p.y0 === q.y0 && p.x1 === q.x1 && p.y1 === q.y1;
}
