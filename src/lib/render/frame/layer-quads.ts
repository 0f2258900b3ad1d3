import type { ChannelFrame, LayerFrame } from '../layer-frame';
import type { WeightedQuad } from './quad-cut';

/** What a channel shows, over the whole view. */
export interface ChannelQuads {
  readonly channel: ChannelFrame;
  readonly quads: readonly WeightedQuad[];
}

export interface LayerQuads {
  readonly layer: LayerFrame;
  readonly channels: readonly ChannelQuads[];
}

/** Where the tile of a quad is stored. */
export type FindTile = (
  quad: WeightedQuad,
  layer: LayerFrame,
) => { readonly texture: number; readonly layer: number } | undefined;
