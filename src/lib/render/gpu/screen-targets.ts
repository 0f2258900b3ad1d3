import { type Device, type Framebuffer, Texture } from '@luma.gl/core';
import type { Target } from '../frame/draw-list';
import type { PixelSize } from '../frame/target-size';

/** The layer in work, and the picture. */
export class ScreenTargets {
  readonly #textures: Readonly<Record<Target, Texture>>;
  readonly #framebuffers: Readonly<Record<Target, Framebuffer>>;

  constructor(device: Device, { widthPx, heightPx }: PixelSize) {
    const make = (target: Target): Texture =>
      device.createTexture({
        id: `target-${target}`,
        format: 'rgba8unorm',
        width: widthPx,
        height: heightPx,
        usage: Texture.SAMPLE | Texture.RENDER,
        sampler: { minFilter: 'linear', magFilter: 'linear' },
      });
    this.#textures = { layer: make('layer'), scene: make('scene') };
    const frame = (target: Target): Framebuffer =>
      device.createFramebuffer({
        id: target,
        colorAttachments: [this.#textures[target]],
        width: widthPx,
        height: heightPx,
      });
    this.#framebuffers = { layer: frame('layer'), scene: frame('scene') };
  }

  texture(target: Target): Texture {
    return this.#textures[target];
  }

  framebuffer(target: Target): Framebuffer {
    return this.#framebuffers[target];
  }

  destroy(): void {
    for (const target of ['layer', 'scene'] as const) {
      this.#framebuffers[target].destroy();
      this.#textures[target].destroy();
    }
  }
}
