const polynomial = 0x82f63b78;
const table = Uint32Array.from({ length: 256 }, (_, byte) => {
  let crc = byte;
  for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ polynomial : crc >>> 1;
  return crc;
});

/** Returns the CRC-32C (Castagnoli) of the bytes, as an unsigned 32-bit integer. */
export function crc32c(bytes: Uint8Array): number {
  let crc = 0xffffffff;
  for (const byte of bytes) crc = (crc >>> 8) ^ (table[(crc ^ byte) & 0xff] ?? 0);
  return (crc ^ 0xffffffff) >>> 0;
}

/** Returns the bytes before a trailing little-endian CRC-32C, or `undefined` when it does not match them. */
export function withoutChecksum(bytes: Uint8Array): Uint8Array | undefined {
  if (bytes.byteLength < 4) return undefined;
  const end = bytes.byteLength - 4;
  const body = bytes.subarray(0, end);
  const stated = new DataView(bytes.buffer, bytes.byteOffset + end, 4).getUint32(0, true);
  return stated === crc32c(body) ? body : undefined;
}
