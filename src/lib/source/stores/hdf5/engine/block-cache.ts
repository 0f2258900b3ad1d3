import type { FileBytes } from '../engine-calls';

/** So many bytes are read at once, and kept at once: a few dozen nodes of metadata. */
export const blockBytes = 2 ** 16;
/** What comes in one piece larger than this are values, which the page keeps once they are decoded. */
const maxKeptRunBytes = 2 ** 21;

interface Block {
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** Calls that need it until they are answered. */
  readonly pins: Set<string>;
  readonly isKept: boolean;
}

/** Blocks of files, bounded in bytes but for what the calls that are running need. Least recently used goes first. */
export class BlockCache {
  readonly #maxBytes: number;
  readonly #blocks = new Map<string, Block>();
  #bytes = 0;

  constructor(maxBytes: number) {
    this.#maxBytes = maxBytes;
  }

  get bytes(): number {
    return this.#bytes;
  }

  get(file: string, block: number): Uint8Array<ArrayBuffer> | undefined {
    const key = keyOf(file, block);
    const found = this.#blocks.get(key);
    if (found === undefined) return undefined;
    this.#blocks.delete(key);
    this.#blocks.set(key, found);
    return found.bytes;
  }

  /** Takes what was read from a block's beginning on, for the call of a token. */
  add(file: string, { offset, bytes }: FileBytes, token: string): void {
    const isKept = bytes.byteLength <= maxKeptRunBytes;
    for (let at = 0; at < bytes.byteLength; at += blockBytes) {
      const key = keyOf(file, (offset + at) / blockBytes);
      const known = this.#blocks.get(key);
      if (known) known.pins.add(token);
      else this.#put(key, { bytes: bytes.slice(at, at + blockBytes), pins: new Set([token]), isKept });
    }
  }

  /** The call of a token needs nothing any more. */
  unpin(token: string): void {
    for (const [key, block] of this.#blocks) {
      block.pins.delete(token);
      if (block.pins.size === 0 && (!block.isKept || this.#bytes > this.#maxBytes)) this.#drop(key, block);
    }
  }

  dropFile(file: string): void {
    for (const [key, block] of this.#blocks) if (key.startsWith(`${file} `)) this.#drop(key, block);
  }

  #put(key: string, block: Block): void {
    this.#blocks.set(key, block);
    this.#bytes += block.bytes.byteLength;
    if (this.#bytes <= this.#maxBytes) return;
    for (const [oldest, old] of this.#blocks) {
      if (this.#bytes <= this.#maxBytes) return;
      if (old.pins.size === 0) this.#drop(oldest, old);
    }
  }

  #drop(key: string, { bytes }: Block): void {
    this.#blocks.delete(key);
    this.#bytes -= bytes.byteLength;
  }
}

function keyOf(file: string, block: number): string {
  return `${file} ${String(block)}`;
}
