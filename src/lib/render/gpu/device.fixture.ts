import type { Device } from '@luma.gl/core';

const BYTES_PER_TEXEL: Readonly<Record<string, number>> = {
  r8uint: 1,
  r16uint: 2,
  r32uint: 4,
  rg32uint: 8,
  rgba32uint: 16,
  r8unorm: 1,
  rg8unorm: 2,
  r32float: 4,
};

interface TextureSize {
  readonly format: string;
  readonly width: number;
  readonly height: number;
  readonly depth?: number;
}

/** Stands for the browser's WebGL; nothing ever fails. */
export class FakeContext {
  readonly NO_ERROR = 0;

  getError(): number {
    return this.NO_ERROR;
  }

  isContextLost(): boolean {
    return false;
  }
}

/** A device that has no GPU, and only counts the bytes of textures and buffers that live. */
export class ByteCounter {
  bytes = 0;
  readonly handle = new FakeContext();
  readonly limits = { maxTextureArrayLayers: 2048, maxTextureDimension3D: 2048 };
  readonly features = new Set(['float32-filterable']);

  createTexture({ format, width, height, depth = 1 }: TextureSize): unknown {
    return this.#take((BYTES_PER_TEXEL[format] ?? NaN) * width * height * depth);
  }

  createBuffer({ byteLength }: { readonly byteLength: number }): unknown {
    return this.#take(byteLength);
  }

  /** As what takes a device sees it. */
  get device(): Device {
    return this as unknown as Device;
  }

  #take(bytes: number): unknown {
    this.bytes += bytes;
    return {
      writeData: () => undefined,
      destroy: () => {
        this.bytes -= bytes;
      },
    };
  }
}
