import {
  type ChunkLookup,
  type FrameRequest,
  type LayerFrame,
  Renderer,
  type RendererOptions,
} from '../../src/lib/render';
import { type Camera2D, planTiles } from '../../src/lib/view';
import type { Synthetic } from './synthetic';

export const WIDTH = 320;
export const HEIGHT = 240;
export const BACKGROUND = [10 / 255, 11 / 255, 13 / 255] as const;

/** A camera on the lab's canvas. */
export function cameraAt(center: readonly [number, number], zoom: number, turn = 0): Camera2D {
  return { center, zoom, turn, width: WIDTH, height: HEIGHT, pixelRatio: 1 };
}

/** A layer with its plan for a camera; one gray channel unless said. */
export function layerOf(
  synthetic: Synthetic,
  camera: Camera2D,
  look: Partial<LayerFrame> & Pick<LayerFrame, 'channels'>,
): LayerFrame {
  const { dataset } = synthetic;
  const slice = {
    horizontal: dataset.axes.length - 1,
    vertical: dataset.axes.length - 2,
    position: dataset.axes.map(() => 0),
    channels: look.channels.map(({ index }) => index),
    ...look.slice,
  };
  const limits = { maxTiles: 4096, maxChunkBytes: 2 ** 34, level: 'auto' as const, bias: 1 };
  return {
    id: 'layer',
    dataset,
    plan: planTiles({ dataset, slice, camera }, limits),
    opacity: 1,
    blending: 'translucent',
    interpolation: 'nearest',
    visible: true,
    ...look,
    slice,
  };
}

export function requestOf(camera: Camera2D, layers: readonly LayerFrame[]): FrameRequest {
  return { camera, layers, background: BACKGROUND, interacting: false, deterministic: true };
}

/** A renderer on a canvas of its own. */
export class Stage {
  readonly canvas = document.createElement('canvas');
  readonly renderer: Renderer;

  private constructor(canvas: HTMLCanvasElement, renderer: Renderer) {
    this.canvas = canvas;
    this.renderer = renderer;
  }

  static async create(
    gpuBytes = 96 * 2 ** 20,
    widthPx = WIDTH,
    heightPx = HEIGHT,
    options: Pick<RendererOptions, 'exchangesUploads'> = {},
  ): Promise<Stage> {
    const canvas = document.createElement('canvas');
    document.body.append(canvas);
    return new Stage(canvas, await Renderer.create(canvas, { widthPx, heightPx, gpuBytes, ...options }));
  }

  /** Uploads all that is here, in as many calls as it takes. */
  uploadAll(layers: readonly LayerFrame[], chunks: ChunkLookup): void {
    this.renderer.configure(layers.map(({ dataset }) => dataset));
    while (this.renderer.upload(layers, chunks, { maxMs: 1000 }).pending > 0);
  }

  /** Steps until a picture is on the canvas, with a clock that stands still, and reads it. */
  async drawAt(nowMs: number): Promise<Uint8ClampedArray> {
    for (;;) {
      if (this.renderer.step(nowMs).drawn) break;
      await new Promise((resolve) => requestAnimationFrame(resolve));
    }
    const copy = new OffscreenCanvas(this.canvas.width, this.canvas.height);
    const context = copy.getContext('2d');
    if (!context) throw new Error('no 2D canvas');
    context.drawImage(this.canvas, 0, 0);
    return context.getImageData(0, 0, copy.width, copy.height).data;
  }

  /** Steps until nothing is asked for and the GPU has nothing left to do. */
  async settle(nowMs: number): Promise<void> {
    while (this.renderer.step(nowMs).busy || this.renderer.step(nowMs).busy)
      await new Promise((resolve) => setTimeout(resolve, 1));
  }

  /** The first error of WebGL since the start or the last call; 0 for none. */
  glError(): number {
    return this.canvas.getContext('webgl2')?.getError() ?? -1;
  }

  destroy(): void {
    this.renderer.destroy();
    // A page has sixteen contexts at most, and one that nobody refers to goes no sooner than it is collected.
    this.canvas.getContext('webgl2')?.getExtension('WEBGL_lose_context')?.loseContext();
    this.canvas.remove();
  }
}

/** Bytes of all textures of the page, by the probe. */
export function textureBytes(): number {
  return Number(Reflect.get(window, '__glTextureBytes'));
}
