import { type Device, type Framebuffer, Texture } from '@luma.gl/core';
import type { Target } from '../frame/draw-list';
import type { TargetSize } from '../frame/target-size';

/** The layer in work and the picture, both with how far away what they show is where volumes hide each other. */
export class ScreenTargets {
  readonly #textures: Readonly<Record<Target, Texture>>;
  readonly #framebuffers: Readonly<Record<Target, Framebuffer>>;

  readonly #depths: Readonly<Record<Target, Texture>> | undefined;

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
    const makeDepth = (target: Target): Texture =>
      device.createTexture({
        id: `depth-${target}`,
        format: 'depth24plus',
        width: widthPx,
        height: heightPx,
        usage: Texture.SAMPLE | Texture.RENDER,
        sampler: { minFilter: 'nearest', magFilter: 'nearest' },
      });
    const depths = hasDepth ? { layer: makeDepth('layer'), scene: makeDepth('scene') } : undefined;
    this.#depths = depths;
    const frame = (target: Target): Framebuffer =>
      device.createFramebuffer({
        id: target,
        colorAttachments: [this.#textures[target]],
        ...(depths && { depthStencilAttachment: depths[target] }),
        width: widthPx,
        height: heightPx,
      });
    this.#framebuffers = { layer: frame('layer'), scene: frame('scene') };
  }

  get hasDepth(): boolean {
    return this.#depths !== undefined;
  }

  /** How far away what the layer in work shows is; only where volumes hide each other. */
  get layerDepth(): Texture | undefined {
    return this.#depths?.layer;
  }

  texture(target: Target): Texture {
    return this.#textures[target];
  }

  framebuffer(target: Target): Framebuffer {
    return this.#framebuffers[target];
  }

  destroy(): void {
    for (const target of ['layer', 'scene'] as const) {
      this.#depths?.[target].destroy();
      this.#framebuffers[target].destroy();
      this.#textures[target].destroy();
    }
  }
}
