import type { LayerFrame } from '../layer-frame';
import type { ChannelQuads } from './layer-quads';

/** One channel without fades needs no target of its own: its quads do not overlap. */
export function isDirect(layer: LayerFrame, { quads }: ChannelQuads, blending: string): boolean {
  if (layer.dataset.color === 'rgba') return false;
  return (blending === 'translucent' || blending === 'opaque') && quads.every(({ weight }) => weight === 1);
}
