import type { QrCode } from '../../app';

/** Draws the dark modules of a code as an SVG path, one run of a row after the other; a module is 1 wide. */
export function qrPath({ size, isDark }: QrCode): string {
  let path = '';
  for (let row = 0; row < size; row++)
    for (let from = 0; from < size; from++) {
      let to = from;
      while (to < size && isDark(row, to)) to++;
      if (to > from) path += `M${String(from)} ${String(row)}h${String(to - from)}v1H${String(from)}z`;
      from = to;
    }
  return path;
}
