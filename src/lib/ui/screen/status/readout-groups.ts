import type { ReadoutModel } from '../../../app';

/** The values of one layer under the pointer, its channels side by side. */
export interface ReadoutGroup {
  readonly layer: string;
  readonly level: number;
  /** Of the first channel shown, at `level`. */
  readonly index: readonly number[];
  readonly values: readonly Pick<ReadoutModel, 'channel' | 'color' | 'value' | 'properties'>[];
}

/** Returns the read-out with the lines of one layer put together; its order is that of the lines. */
export function readoutByLayer(lines: readonly ReadoutModel[]): ReadoutGroup[] {
  const layers = [...new Set(lines.map(({ layer }) => layer))];
  return layers.map((layer) => {
    const values = lines.filter((line) => line.layer === layer);
    return { layer, level: values[0]?.level ?? 0, index: values[0]?.index ?? [], values };
  });
}
