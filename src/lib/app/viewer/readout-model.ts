/** One line of the read-out under the pointer. */
export interface ReadoutModel {
  readonly layer: string;
  readonly channel?: string;
  /** '#rrggbb' of the channel, for its swatch. */
  readonly color: string;
  readonly level: number;
  readonly index: readonly number[];
  readonly value: number | string | null;
  /** What metadata says of the label, such as 'name' and 'Left cortex'. */
  readonly properties?: readonly { readonly name: string; readonly text: string }[];
}

/** A world position on one axis, written with the decimals that the zoom calls for. */
export interface WorldTextModel {
  readonly axis: string;
  readonly text: string;
  readonly unit?: string;
}
