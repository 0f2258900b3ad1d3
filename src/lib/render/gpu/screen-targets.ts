import { type Device, type Framebuffer, Texture } from '@luma.gl/core';
import type { Target } from '../frame/draw-list';

/** Bytes of the targets of a screen of `widthPx × heightPx`: the layer in work and the picture, RGBA. */
export function targetBytes(widthPx: number, heightPx: number): number {
  return 2 * 4 * widthPx * heightPx;
}

/** The layer in work, and the picture. */
export class ScreenTargets {
  readonly widthPx: number;
  readonly heightPx: number;
  readonly #textures: Readonly<Record<Target, Texture>>;
  readonly #framebuffers: Readonly<Record<Target, Framebuffer>>;

  constructor(device: Device, widthPx: number, heightPx: number) {
    this.widthPx = widthPx;
    this.heightPx = heightPx;
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
