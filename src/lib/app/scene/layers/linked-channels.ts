import type { ChannelPatch } from '../../viewer/model';
import type { Layer } from './layer';

/**
 * Changes a channel of a layer. What it changes of contrast and gamma goes to all layers whose contrast is linked with it
 * too: to the channel of the same index, or to the only one where each layer has but one.
 */
export function patchLinked(
  layers: readonly Layer[],
  layer: Layer,
  { index, patch }: { readonly index: number; readonly patch: ChannelPatch },
): void {
  layer.patchChannel(index, patch);
  const { contrast, gamma } = patch;
  const shared = { ...(contrast && { contrast }), ...(gamma !== undefined && { gamma }) };
  if (!layer.look.linkContrast || Object.keys(shared).length === 0) return;
  for (const other of layers)
    if (other !== layer && isLinked(other, layer)) other.patchChannel(index, shared);
}

/** Links the contrast of a layer with that of others, and takes over what these show; or lets it go its own way. */
export function linkContrast(layers: readonly Layer[], layer: Layer, isOn: boolean): void {
  layer.patch({ linkContrast: isOn });
  const other = isOn ? layers.find((own) => own !== layer && isLinked(own, layer)) : undefined;
  for (const { index, contrast, gamma } of other?.channels ?? [])
    if (contrast) layer.patchChannel(index, { contrast, gamma });
}

function isLinked(layer: Layer, to: Layer): boolean {
  return layer.look.linkContrast && layer.channels.length === to.channels.length;
}
