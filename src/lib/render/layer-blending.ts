/** How a layer is combined with what lies below it; napari's names and meaning. */
export type LayerBlending =
  'translucent' | 'translucent_no_depth' | 'additive' | 'opaque' | 'minimum' | 'multiplicative';
