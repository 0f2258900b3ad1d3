/** The inverse of the byte shuffle: byte `b` of all elements, for each `b`, back to whole elements; what is left over stays. */
export function unshuffle(bytes: Uint8Array, elementSize: number, out: Uint8Array): void {
  const count = Math.floor(bytes.byteLength / elementSize);
  for (let b = 0; b < elementSize; b++) {
    for (let i = 0, from = b * count, to = b; i < count; i++, from++, to += elementSize)
      out[to] = bytes[from] ?? 0;
  }
  out.set(bytes.subarray(count * elementSize), count * elementSize);
}

/**
 * The inverse of the bit shuffle: bit `k` of all elements, for each `k`, back to whole elements. Eight elements at a time;
 * blosc leaves a block alone whose number of elements is no multiple of eight.
 */
export function unshuffleBits(bytes: Uint8Array, elementSize: number, out: Uint8Array): void {
  const count = Math.floor(bytes.byteLength / elementSize);
  if (count % 8 !== 0) {
    out.set(bytes);
    return;
  }
  const planeBytes = count / 8;
  const transposed = new Uint8Array(8);
  for (let b = 0; b < elementSize; b++) {
    for (let group = 0; group < planeBytes; group++) {
      transposeBits(bytes, b * 8 * planeBytes + group, planeBytes, transposed);
      for (let i = 0; i < 8; i++) out[(group * 8 + i) * elementSize + b] = transposed[i] ?? 0;
    }
  }
  out.set(bytes.subarray(count * elementSize), count * elementSize);
}

/** Transposes the 8 × 8 bits of the bytes at `at + i · step`, in two words: bit `j` of byte `i` becomes bit `i` of byte `j`. */
function transposeBits(bytes: Uint8Array, at: number, step: number, transposed: Uint8Array): void {
  let low = 0;
  let high = 0;
  for (let i = 3; i >= 0; i--) {
    low = (low << 8) | (bytes[at + i * step] ?? 0);
    high = (high << 8) | (bytes[at + (i + 4) * step] ?? 0);
  }
  low = swapped(swapped(low, 7, 0x00aa00aa), 14, 0x0000cccc);
  high = swapped(swapped(high, 7, 0x00aa00aa), 14, 0x0000cccc);
  const crossing = (((low >>> 4) ^ (high & 0x0f0f0f0f)) & 0x0f0f0f0f) >>> 0;
  high ^= crossing;
  low ^= crossing << 4;
  for (let i = 0; i < 4; i++) {
    transposed[i] = low >>> (8 * i);
    transposed[i + 4] = high >>> (8 * i);
  }
}

/** Swaps the bits that `mask` names with those `shift` further up. */
function swapped(word: number, shift: number, mask: number): number {
  const crossing = (word ^ (word >>> shift)) & mask;
  return word ^ crossing ^ (crossing << shift);
}
