import { labelOf, labelText, parseLabel, type Dataset, type LabelsMetadata } from '../../../core';
import { labelCssColor, makeColorTable, type ColorTable, type LabelsFrame } from '../../../render';
import type { LabelsLook, LabelsModel } from '../../viewer/model';

/** Labels whose colours stand for a layer's. */
const SWATCH_LABELS = [1n, 2n, 3n, 4n];

/** Nothing selected. */
export const NO_LABEL = '0';

const defaults: LabelsLook = { contour: 0, selectedLabel: NO_LABEL, showSelectedOnly: false, seed: 0 };

/** What metadata says of one label, in its order. */
export type LabelProperties = LabelsMetadata['properties'][number]['values'];

/** How the objects of a labels layer look, and what is known of them. */
export class Labels {
  readonly #dataset: Pick<Dataset, 'dtype' | 'labels'>;
  readonly #colors: ColorTable;
  #look: LabelsLook;
  #properties: ReadonlyMap<bigint, LabelProperties> | undefined;

  /** `look`: what was chosen of the same layer before. */
  constructor(dataset: Pick<Dataset, 'dtype' | 'labels'>, look: LabelsLook = defaults) {
    this.#dataset = dataset;
    this.#look = look;
    this.#colors = makeColorTable(dataset.labels?.colors ?? []);
  }

  get look(): LabelsLook {
    return this.#look;
  }

  /** The selected label; `undefined` for none. */
  get selected(): bigint | undefined {
    return parseLabel(this.#look.selectedLabel) || undefined;
  }

  /** A label is kept as the type writes it; what is no label selects none. */
  patch(patch: Partial<LabelsLook>): void {
    const next = { ...this.#look, ...patch };
    const label = parseLabel(next.selectedLabel) ?? 0n;
    this.#look = { ...next, selectedLabel: labelText(label, this.#dataset.dtype) };
  }

  frame(): LabelsFrame {
    const { contour, showSelectedOnly, seed } = this.#look;
    const selected = this.selected;
    return {
      ...{ colors: this.#colors, seed, showSelectedOnly, contourPx: contour },
      ...(selected !== undefined && { selected }),
    };
  }

  model(): LabelsModel {
    const selected = this.selected;
    return {
      ...this.#look,
      ...(selected !== undefined && { selectedColor: this.#colorOf(selected) }),
      swatch: SWATCH_LABELS.map((label) => this.#colorOf(label)),
    };
  }

  /** '#rrggbb' of a voxel's label; `undefined` for the background. */
  colorOf(voxel: number | string): string | undefined {
    const label = labelOf(BigInt(voxel));
    return label === 0n ? undefined : this.#colorOf(label);
  }

  /** What metadata says of a voxel's label. */
  propertiesOf(voxel: number | string): LabelProperties | undefined {
    this.#properties ??= new Map(
      this.#dataset.labels?.properties.map(({ label, values }) => [parseLabel(label) ?? 0n, values]),
    );
    return this.#properties.get(labelOf(BigInt(voxel)));
  }

  #colorOf(label: bigint): string {
    return labelCssColor(label, { colors: this.#colors, seed: this.#look.seed });
  }
}
