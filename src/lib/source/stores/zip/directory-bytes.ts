/** A directory up to this size is held; of a larger one each part is read when it is needed. */
const heldBytes = 2 ** 20;

/** The bytes of a central directory. They lie in a Blob, which workers share without a copy, and which may be on the disk. */
export class DirectoryBytes {
  readonly size: number;
  readonly #blob: Blob;
  #held: Promise<Uint8Array<ArrayBuffer>> | undefined;

  constructor(blob: Blob) {
    this.#blob = blob;
    this.size = blob.size;
  }

  /** As many bytes as there are, `length` at most. The caller must not write to them. */
  async read(offset: number, length: number): Promise<Uint8Array<ArrayBuffer>> {
    if (this.size > heldBytes) return read(this.#blob.slice(offset, offset + length));
    this.#held ??= read(this.#blob);
    return (await this.#held).subarray(offset, offset + length);
  }
}

async function read(blob: Blob): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(await blob.arrayBuffer());
}
