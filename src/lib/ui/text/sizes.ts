import { pointValues, storedBytesPerVoxel, type Dataset } from '../../core';
import { text as t } from '../../messages';
import { decimalText, wholeText } from './numbers';

const units = [t.bytes, 'kB', 'MB', 'GB', 'TB', 'PB', 'EB', 'ZB', 'YB'] as const;

/** Returns decimal bytes with two or three digits: '5.9 TB', '18 PB', '512 bytes'. */
export function bytesText(bytes: number): string {
  let size = bytes;
  let unit = 0;
  while (size >= 999.5 && unit < units.length - 1) {
    size /= 1000;
    unit++;
  }
  const digits = unit > 0 && size < 9.95 ? size.toFixed(1).replace(/\.0$/, '') : size.toFixed(0);
  return `${decimalText(digits)} ${units[unit]}`;
}

/** Returns what is used of how much, the unit said once where it is the same: '6.8 of 24 GB', '210 MB of 24 GB'. */
export function bytesOfText(used: number, total: number): string {
  return t.sizePair(withUnitOnce(used, total));
}

/** Returns from what size to what size: '1.1–2 GB', '800 MB–1.2 GB'. */
export function bytesRangeText(low: number, high: number): string {
  const { first, second } = withUnitOnce(low, high);
  return `${first}–${second}`;
}

function withUnitOnce(low: number, high: number): { readonly first: string; readonly second: string } {
  const [first, second] = [bytesText(low), bytesText(high)];
  const at = first.indexOf(' ');
  return { first: second.endsWith(first.slice(at)) ? first.slice(0, at) : first, second };
}

/** Returns the size of level 0, or of all points, before compression; absent while its shape is not known. */
export function datasetSizeText(dataset: Dataset): string | undefined {
  const { points } = dataset;
  const shape = points ? [pointValues(points)] : dataset.levels[0]?.array?.shape;
  if (!shape) return undefined;
  return bytesText(shape.reduce((total, size) => total * size, storedBytesPerVoxel(dataset.dtype)));
}

/** Returns the shape of level 0 in store axis order: '61 × 180 × 8,192 × 8,192'. */
export function datasetShapeText(dataset: Dataset): string | undefined {
  const shape = dataset.levels[0]?.array?.shape;
  return shape?.map(wholeText).join(' × ');
}
