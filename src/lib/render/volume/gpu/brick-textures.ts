import { type Device, Texture } from '@luma.gl/core';
import { webglOf } from '../../gpu/device';
import {
  type BrickFormat,
  type BrickWords,
  STORED_BRICK,
  brickVoxelBytes,
  isLabelFormat,
} from '../bricks/brick-format';
import { type BrickPoolLayout, slotOrigin } from '../bricks/pool-grid';
import type { StoredBox } from '../bricks/cut-brick';

/** Whether the device filters a format itself. luma.gl says so of every format that it can store. */
export function isFilterable(device: Device, format: BrickFormat): boolean {
  if (isLabelFormat(format)) return false;
  return format !== 'r32float' || device.features.has('float32-filterable');
}

/** The 3D textures that hold all bricks. Allocated once for a layout. */
export class BrickTextures {
  readonly layout: BrickPoolLayout;
  /** The device had memory for them. */
  readonly isAllocated: boolean;
  readonly #textures = new Map<BrickFormat, Texture>();

  constructor(device: Device, layout: BrickPoolLayout) {
    this.layout = layout;
    const gl = webglOf(device);
    const [x, y, z] = layout.grid;
    if (layout.slots > 0) {
      forgetErrors(gl);
      for (const format of layout.formats) {
        const filter = isFilterable(device, format) ? 'linear' : 'nearest';
        const texture = device.createTexture({
          id: `bricks-${format}`,
          dimension: '3d',
          format,
          width: x * STORED_BRICK,
          height: y * STORED_BRICK,
          depth: z * STORED_BRICK,
          usage: Texture.SAMPLE | Texture.COPY_DST,
          sampler: { minFilter: filter, magFilter: filter },
        });
        this.#textures.set(format, texture);
      }
    }
    this.isAllocated = layout.slots === 0 || gl.getError() === gl.NO_ERROR;
  }

  texture(format: BrickFormat): Texture {
    const texture = this.#textures.get(format);
    if (!texture) throw new Error(`no texture of ${format}`);
    return texture;
  }

  write(
    format: BrickFormat,
    slot: number,
    { words, box }: { readonly words: BrickWords; readonly box?: StoredBox },
  ): void {
    const [x, y, z] = slotOrigin(this.layout.grid, slot);
    const low = box?.low ?? [0, 0, 0];
    const high = box?.high ?? [STORED_BRICK, STORED_BRICK, STORED_BRICK];
    const width = high[0] - low[0];
    this.texture(format).writeData(words, {
      x: x + low[0],
      y: y + low[1],
      z: z + low[2],
      width,
      height: high[1] - low[1],
      depthOrArrayLayers: high[2] - low[2],
      bytesPerRow: width * brickVoxelBytes(format),
    });
  }

  destroy(): void {
    for (const texture of this.#textures.values()) texture.destroy();
  }
}

/** Errors of before say nothing about what comes; a context that is lost has no end of them. */
function forgetErrors(gl: WebGL2RenderingContext): void {
  while (!gl.isContextLost() && gl.getError() !== gl.NO_ERROR);
}
