import { type Device, type Framebuffer, Texture } from '@luma.gl/core';
import type { Target } from '../frame/draw-list';
import type { TargetSize } from '../frame/target-size';

/** The layer in work, with how far away it is when volumes are drawn, and the picture. */
export class ScreenTargets {
  readonly #textures: Readonly<Record<Target, Texture>>;
  readonly #framebuffers: Readonly<Record<Target, Framebuffer>>;

  readonly #depth: Texture | undefined;

  constructor(device: Device, { widthPx, heightPx, hasDepth = false }: TargetSize) {
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
    const depth = hasDepth
      ? device.createTexture({
          id: 'target-depth',
          format: 'depth24plus',
          width: widthPx,
          height: heightPx,
          usage: Texture.RENDER,
        })
      : undefined;
    this.#depth = depth;
    const frame = (target: Target): Framebuffer =>
      device.createFramebuffer({
        id: target,
        colorAttachments: [this.#textures[target]],
        ...(target === 'layer' && depth && { depthStencilAttachment: depth }),
        width: widthPx,
        height: heightPx,
      });
    this.#framebuffers = { layer: frame('layer'), scene: frame('scene') };
  }

  get hasDepth(): boolean {
    return this.#depth !== undefined;
  }

  texture(target: Target): Texture {
    return this.#textures[target];
  }

  framebuffer(target: Target): Framebuffer {
    return this.#framebuffers[target];
  }

  destroy(): void {
    this.#depth?.destroy();
    for (const target of ['layer', 'scene'] as const) {
      this.#framebuffers[target].destroy();
      this.#textures[target].destroy();
    }
  }
}
