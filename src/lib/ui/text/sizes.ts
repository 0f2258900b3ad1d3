import { storedBytesPerVoxel, type Dataset } from '../../core';

const units = ['bytes', 'kB', 'MB', 'GB', 'TB', 'PB', 'EB', 'ZB', 'YB'] as const;

/** Returns decimal bytes with two or three digits: '5.9 TB', '18 PB', '512 bytes'. */
export function bytesText(bytes: number): string {
  let size = bytes;
  let unit = 0;
  while (size >= 999.5 && unit < units.length - 1) {
    size /= 1000;
    unit++;
  }
  const digits = unit > 0 && size < 9.95 ? size.toFixed(1).replace(/\.0$/, '') : size.toFixed(0);
  return `${digits} ${units[unit]}`;
}

/** Returns two sizes with words between, their unit said once where it is the same: '6.8 of 24 GB', '210 MB of 24 GB'. */
export function bytesPairText(first: number, words: string, second: number): string {
  const [number, unit] = bytesText(first).split(' ');
  const last = bytesText(second);
  return last.endsWith(` ${unit}`) ? `${number}${words}${last}` : `${number} ${unit}${words}${last}`;
}

/** Returns the size of level 0 before compression; absent while its shape is not known. */
export function datasetSizeText(dataset: Dataset): string | undefined {
  const shape = dataset.levels[0]?.array?.shape;
  if (!shape) return undefined;
  return bytesText(shape.reduce((total, size) => total * size, storedBytesPerVoxel(dataset.dtype)));
}

/** Returns the shape of level 0 in store axis order: '61 × 180 × 8,192 × 8,192'. */
export function datasetShapeText(dataset: Dataset): string | undefined {
  const shape = dataset.levels[0]?.array?.shape;
  return shape?.map((size) => size.toLocaleString('en-US')).join(' × ');
}
