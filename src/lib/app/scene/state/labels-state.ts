import { parseLabel } from '../../../core';
import type { LayerState } from '../../../share';
import { labelRenderings, renderings, type LabelsLook, type Rendering } from '../../viewer/model';
import type { Layer } from '../layers/layer';

const fields = ['contour', 'selectedLabel', 'showSelectedOnly', 'seed'] as const;

/** Ways to see a layer of a kind as a volume. */
export function renderingsOf(kind: Layer['kind']): readonly Rendering[] {
  return kind === 'labels' ? labelRenderings : renderings;
}

/** What a view says of labels. */
export function labelsPatch(state: Partial<LayerState>): Partial<LabelsLook> {
  const said = fields.filter((field) => state[field] !== undefined);
  return Object.fromEntries(said.map((field) => [field, state[field]]));
}

/** Throws an Error that names what of a script's patch a layer cannot do. */
export function checkLabels({ id, kind }: Layer, state: Partial<LayerState>): void {
  const asked = fields.find((field) => state[field] !== undefined);
  if (asked !== undefined && kind !== 'labels') throw new Error(`${asked}: ${id} shows no labels.`);
  const { selectedLabel } = state;
  if (selectedLabel !== undefined && parseLabel(selectedLabel) === undefined)
    throw new Error(`selectedLabel: ${selectedLabel} is no whole number of 64 bits.`);
}
