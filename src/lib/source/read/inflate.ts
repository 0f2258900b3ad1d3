/** Inflates gzip or zlib bytes with the platform's decoder, and stops as soon as the result exceeds `maxBytes`. */
export async function inflate(
  bytes: Uint8Array,
  format: 'gzip' | 'deflate',
  maxBytes: number,
): Promise<Uint8Array> {
  const source = new Response(Uint8Array.from(bytes)).body;
  if (source === null) throw new Error('A response without a body.');
  const reader = source.pipeThrough(new DecompressionStream(format)).getReader();
  const pieces: Uint8Array[] = [];
  let length = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    length += value.byteLength;
    if (length > maxBytes) {
      await reader.cancel();
      throw new Error(`inflates to more than ${maxBytes} bytes`);
    }
    pieces.push(value);
  }
  const whole = new Uint8Array(length);
  let offset = 0;
  for (const piece of pieces) {
    whole.set(piece, offset);
    offset += piece.byteLength;
  }
  return whole;
}
