/** How large what is inflated may be, and how large it most likely is. */
export interface InflatedSize {
  readonly expectedBytes: number;
  readonly maxBytes: number;
}

/** Inflates gzip or zlib bytes with the platform's decoder, and stops as soon as the result exceeds `maxBytes`. */
export async function inflate(
  bytes: Uint8Array,
  format: 'gzip' | 'deflate',
  { expectedBytes, maxBytes }: InflatedSize,
): Promise<Uint8Array> {
  const source = new ReadableStream<Uint8Array<ArrayBuffer>>({
    start: (controller) => {
      controller.enqueue(bytes as Uint8Array<ArrayBuffer>);
      controller.close();
    },
  });
  const reader = source.pipeThrough(new DecompressionStream(format)).getReader();
  let inflated = new Uint8Array(Math.min(expectedBytes, maxBytes));
  for (let length = 0; ;) {
    const { done, value } = await reader.read();
    if (done) return inflated.subarray(0, length);
    const end = length + value.byteLength;
    if (end > maxBytes) {
      await reader.cancel();
      throw new Error(`inflates to more than ${maxBytes} bytes`);
    }
    if (end > inflated.byteLength) inflated = grown(inflated, maxBytes);
    inflated.set(value, length);
    length = end;
  }
}

function grown(bytes: Uint8Array, length: number): Uint8Array<ArrayBuffer> {
  const larger = new Uint8Array(length);
  larger.set(bytes);
  return larger;
}
