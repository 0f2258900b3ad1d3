import type { Device, Texture } from '@luma.gl/core';
import { webglOf } from '../gpu/device';
import type { Bucket } from '../tiles/tile-format';
import type { BrickFormat } from '../volume/bricks/brick-format';

/** A box of texels: of layers of an array texture, or of planes of a 3D texture. */
export interface TexelBox {
  readonly x: number;
  readonly y: number;
  readonly layer: number;
  readonly width: number;
  readonly height: number;
  readonly layers: number;
}

/** Four numbers a texel, of which the texture's own are the first. */
export type Texels = Uint8Array | Uint32Array | Float32Array;

/**
 * Reads textures back from the graphics card. Each read waits until the card has done all that it was given, so it is for
 * debugging alone.
 */
export class TextureReader {
  readonly #gl: WebGL2RenderingContext;
  readonly #readable = new Map<string, boolean>();
  #framebuffer: WebGLFramebuffer | undefined;
  #buffer: WebGLBuffer | undefined;

  constructor(device: Device) {
    this.#gl = webglOf(device);
  }

  /** Returns texels layer by layer and row by row, or `undefined` where the device does not read textures of this format. */
  read(texture: Texture, format: Bucket | BrickFormat, box: TexelBox): Texels | undefined {
    const gl = this.#gl;
    const { handle } = texture;
    if (!(handle instanceof WebGLTexture)) throw new Error(`texture ${texture.id} has no handle`);
    const before = gl.getParameter(gl.READ_FRAMEBUFFER_BINDING) as WebGLFramebuffer | null;
    this.#framebuffer ??= gl.createFramebuffer();
    gl.bindFramebuffer(gl.READ_FRAMEBUFFER, this.#framebuffer);
    const attach = (to: WebGLTexture | null, layer: number) => {
      gl.framebufferTextureLayer(gl.READ_FRAMEBUFFER, gl.COLOR_ATTACHMENT0, to, 0, layer);
    };
    attach(handle, box.layer);
    const texels = this.#isReadable(format)
      ? this.#readLayers(format, box, (layer) => {
          attach(handle, layer);
        })
      : undefined;
    attach(null, 0);
    gl.bindFramebuffer(gl.READ_FRAMEBUFFER, before);
    return texels;
  }

  destroy(): void {
    if (this.#framebuffer) this.#gl.deleteFramebuffer(this.#framebuffer);
    if (this.#buffer) this.#gl.deleteBuffer(this.#buffer);
    this.#framebuffer = undefined;
    this.#buffer = undefined;
  }

  /** Of a format that is attached; asked once, since the answer waits for the graphics card. */
  #isReadable(format: string): boolean {
    const gl = this.#gl;
    const isReadable =
      this.#readable.get(format) ??
      gl.checkFramebufferStatus(gl.READ_FRAMEBUFFER) === gl.FRAMEBUFFER_COMPLETE;
    this.#readable.set(format, isReadable);
    return isReadable;
  }

  /** Through a buffer, so that many layers take one wait; in the one form of each format that every WebGL2 has. */
  #readLayers(
    format: Bucket | BrickFormat,
    { x, y, layer, width, height, layers }: TexelBox,
    attach: (layer: number) => void,
  ): Texels {
    const gl = this.#gl;
    const { texels, form, type } = this.#formOf(format, width * height * layers * 4);
    this.#buffer ??= gl.createBuffer();
    gl.bindBuffer(gl.PIXEL_PACK_BUFFER, this.#buffer);
    gl.bufferData(gl.PIXEL_PACK_BUFFER, texels.byteLength, gl.STREAM_READ);
    for (let n = 0; n < layers; n++) {
      attach(layer + n);
      gl.readPixels(x, y, width, height, form, type, (n * texels.byteLength) / layers);
    }
    gl.getBufferSubData(gl.PIXEL_PACK_BUFFER, 0, texels);
    gl.bindBuffer(gl.PIXEL_PACK_BUFFER, null);
    return texels;
  }

  #formOf(format: string, numbers: number): { texels: Texels; form: number; type: number } {
    const gl = this.#gl;
    if (format.endsWith('uint'))
      return { texels: new Uint32Array(numbers), form: gl.RGBA_INTEGER, type: gl.UNSIGNED_INT };
    if (format === 'r32float') return { texels: new Float32Array(numbers), form: gl.RGBA, type: gl.FLOAT };
    return { texels: new Uint8Array(numbers), form: gl.RGBA, type: gl.UNSIGNED_BYTE };
  }
}

/** Copies what texels hold of their own into words. */
export function unpackTexels(
  texels: Texels,
  words: { [index: number]: number },
  wordsPerTexel: number,
): void {
  for (let texel = 0, to = 0; texel < texels.length; texel += 4)
    for (let word = 0; word < wordsPerTexel; word++) words[to++] = texels[texel + word] ?? 0;
}
