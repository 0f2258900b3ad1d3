import { AppError } from '../core';
import { Renderer } from '../render';
import type { Engine } from './engine';
import { listenToPointers, type PointerCommands } from './pointer-input';
import type { Scene } from './scene';

export interface CanvasHostOptions {
  readonly scene: Scene;
  readonly engine: Engine;
  readonly commands: PointerCommands;
  /** Bytes for textures and buffers. */
  readonly gpuBytes: () => number;
  /** The viewport has a size, for the first time or a new one. */
  readonly onResize: () => void;
  /** The GPU dropped everything: the canvas element must be replaced. */
  readonly onLost: () => void;
  readonly onGpuError: (error: AppError) => void;
}

/** Phones and tablets draw at most this many device pixels per CSS pixel: beyond it nothing is seen but heat. */
const MAX_TOUCH_PIXEL_RATIO = 2;

/** Gives the frame loop its canvas: size, device pixels, pointers, and a renderer that is made anew after a lost context. */
export class CanvasHost {
  readonly #options: CanvasHostOptions;
  #overlay: HTMLCanvasElement | undefined;

  constructor(options: CanvasHostOptions) {
    this.#options = options;
  }

  get overlay(): HTMLCanvasElement | undefined {
    return this.#overlay;
  }

  /** Returns what undoes it. */
  mount(canvas: HTMLCanvasElement, overlay: HTMLCanvasElement): () => void {
    const { engine, commands, onGpuError } = this.#options;
    this.#overlay = overlay;
    let renderer: Renderer | undefined;
    let isMounted = true;
    const resize = () => {
      this.#resize(canvas);
      const { widthPx, heightPx } = sizeOf(canvas);
      renderer?.resize(widthPx, heightPx);
    };
    const observer = new ResizeObserver(resize);
    observer.observe(canvas);
    this.#resize(canvas);
    const stopListening = listenToPointers(canvas, commands);
    this.#createRenderer(canvas).then(
      (created) => {
        if (!isMounted) {
          created.destroy();
          return;
        }
        renderer = created;
        resize();
        engine.setRenderer(renderer);
        void renderer.lost.then(() => {
          if (isMounted) this.#options.onLost();
        });
      },
      (error: unknown) => {
        const cause = error instanceof Error ? error.message : String(error);
        onGpuError(
          error instanceof AppError ? error : new AppError('gpu', `The GPU could not be used: ${cause}`),
        );
      },
    );
    return () => {
      isMounted = false;
      observer.disconnect();
      stopListening();
      if (renderer) engine.setRenderer(undefined);
      renderer?.destroy();
      this.#overlay = undefined;
    };
  }

  #createRenderer(canvas: HTMLCanvasElement): Promise<Renderer> {
    return Renderer.create(canvas, { ...sizeOf(canvas), gpuBytes: this.#options.gpuBytes() });
  }

  #resize(canvas: HTMLCanvasElement): void {
    const { scene, engine, onResize } = this.#options;
    const { clientWidth, clientHeight } = canvas;
    if (clientWidth === 0 || clientHeight === 0) return;
    scene.camera = { ...scene.camera, width: clientWidth, height: clientHeight, pixelRatio: pixelRatio() };
    onResize();
    engine.changed();
  }
}

/** Device pixels that the canvas covers. The renderer sets them with its next picture, so that it is never blank between. */
function sizeOf({ clientWidth, clientHeight }: HTMLCanvasElement): { widthPx: number; heightPx: number } {
  const ratio = pixelRatio();
  return {
    widthPx: Math.max(1, Math.round(clientWidth * ratio)),
    heightPx: Math.max(1, Math.round(clientHeight * ratio)),
  };
}

function pixelRatio(): number {
  const isTouch = matchMedia('(pointer: coarse)').matches;
  return isTouch ? Math.min(devicePixelRatio, MAX_TOUCH_PIXEL_RATIO) : devicePixelRatio;
}
