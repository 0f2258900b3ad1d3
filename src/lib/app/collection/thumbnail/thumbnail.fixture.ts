import type { Thumbnail } from './thumbnail';

/** A thumbnail of one channel with these values in a row. */
export function thumbnailOf(values: readonly number[], more: Partial<Thumbnail> = {}): Thumbnail {
  const channel = {
    index: 0,
    name: 'c0',
    colormap: 'gray',
  };
  return {
    ...{
      width: values.length,
      height: 1,
      aspect: values.length,
      channels: [channel],
      size: { x: values.length },
    },
    planes: new Map([[0, Float32Array.from(values)]]),
    ...more,
  };
}
