import { encode } from 'uqr';

/** A square of dark and light modules, row by row from the top, without the margin. */
export interface QrCode {
  readonly size: number;
  readonly isDark: (row: number, column: number) => boolean;
}

/** Codes of more modules than 137 a side are too fine for a phone to read off a screen. */
const maxVersion = 30;

/** Makes the QR code of a text; `undefined` for one that is too long for a code that can be read off a screen. */
export function qrCode(text: string): QrCode | undefined {
  // Bytes that one of the largest version holds.
  if (new TextEncoder().encode(text).byteLength > 1732) return undefined;
  const { size, data } = encode(text, { ecc: 'L', border: 0, maxVersion });
  return { size, isDark: (row, column) => data[row]?.[column] === true };
}
