import { AppError } from '../../core';
import { Renderer } from '../../render';
import type { Engine } from './engine';
import { listenToPointers, type ListenOptions } from '../input/pointer-input';
import type { Scene } from '../scene/scene';

export interface CanvasHostOptions {
  readonly scene: Scene;
  readonly engine: Engine;
  readonly input: ListenOptions;
  /** Bytes for textures and buffers. */
  readonly gpuBytes: () => number;
  /** As much of it as flat pictures need. */
  readonly sliceBytes: number;
  /** A tile or a brick went to make room for another. */
  readonly onEvict: () => void;
  /** The viewport has a size, for the first time or a new one. */
  readonly onResize: () => void;
  /** No picture can be drawn, and trying again is of no use. */
  readonly onGpuError: (error: AppError) => void;
}

/** A GPU that drops everything this often within a minute would do so for ever. */
const MAX_LOSSES_PER_MINUTE = 4;

/**
 * Owns the canvas and its renderer, and puts them where the interface says. They outlive the place: browsers keep only
 * 16 GPU contexts, and drop one only when its canvas has been collected. A canvas whose context was lost is replaced.
 */
export class CanvasHost {
  readonly #options: CanvasHostOptions;
  readonly #overlay: HTMLCanvasElement;
  /** A fault for debugging, of renderers that are made from now on. */
  exchangesUploads = false;
  #canvas: HTMLCanvasElement;
  #renderer: Renderer | undefined;
  #isCreating = false;
  #place: HTMLElement | undefined;
  #lossesMs: number[] = [];
  #maxPixelRatio = Infinity;

  constructor(options: CanvasHostOptions) {
    this.#options = options;
    this.#canvas = makeCanvas('picture');
    this.#overlay = makeCanvas('overlay');
  }

  /** Lies above the picture, and shares its size. */
  get overlay(): HTMLCanvasElement {
    return this.#overlay;
  }

  /** Bounds the device pixels that are drawn for a CSS pixel, from now on. */
  setMaxPixelRatio(ratio: number): void {
    if (ratio === this.#maxPixelRatio) return;
    this.#maxPixelRatio = ratio;
    this.#resize();
  }

  /** Fills an element with the picture and listens to its pointers. Returns what undoes it. */
  mount(place: HTMLElement): () => void {
    this.#place = place;
    place.replaceChildren(this.#canvas, this.#overlay);
    const observer = new ResizeObserver(() => {
      this.#resize();
    });
    observer.observe(place);
    this.#resize();
    const stopListening = listenToPointers(place, this.#options.input);
    if (!this.#renderer) this.#create();
    return () => {
      observer.disconnect();
      stopListening();
      if (this.#place !== place) return;
      this.#place = undefined;
      place.replaceChildren();
    };
  }

  /** Makes canvas and renderer anew: after a loss, or for pools of another size. What is in memory is uploaded again. */
  renew(): void {
    this.#options.engine.setRenderer(undefined);
    this.#renderer?.destroy();
    this.#renderer = undefined;
    const canvas = makeCanvas('picture');
    this.#canvas.replaceWith(canvas);
    this.#canvas = canvas;
    if (this.#place) this.#create();
  }

  /** Makes a renderer for the canvas, one at a time: a canvas that was replaced meanwhile gets its own afterwards. */
  #create(): void {
    if (this.#isCreating) return;
    const canvas = this.#canvas;
    this.#isCreating = true;
    const { exchangesUploads } = this;
    const { gpuBytes, sliceBytes, onEvict } = this.#options;
    const options = { ...this.#sizeOf(canvas), gpuBytes: gpuBytes(), sliceBytes, exchangesUploads, onEvict };
    Renderer.create(canvas, options).then(
      (renderer) => {
        this.#isCreating = false;
        if (canvas === this.#canvas) this.#use(renderer);
        else {
          renderer.destroy();
          this.#create();
        }
      },
      (error: unknown) => {
        this.#isCreating = false;
        if (canvas === this.#canvas) this.#options.onGpuError(toGpuError(error));
        else this.#create();
      },
    );
  }

  #use(renderer: Renderer): void {
    this.#renderer = renderer;
    this.#options.engine.setRenderer(renderer);
    this.#resize();
    void renderer.lost.then(() => {
      if (renderer === this.#renderer) this.#recover();
    });
  }

  #recover(): void {
    const nowMs = performance.now();
    this.#lossesMs = [...this.#lossesMs.filter((ms) => nowMs - ms < 60_000), nowMs];
    if (this.#lossesMs.length > MAX_LOSSES_PER_MINUTE)
      this.#options.onGpuError(
        new AppError('gpu', 'The GPU dropped the picture several times within a minute.'),
      );
    else this.renew();
  }

  #resize(): void {
    const { scene, engine, onResize } = this.#options;
    const { clientWidth, clientHeight } = this.#canvas;
    if (clientWidth === 0 || clientHeight === 0) return;
    const pixelRatio = this.#pixelRatio();
    scene.camera = { ...scene.camera, width: clientWidth, height: clientHeight, pixelRatio };
    const { widthPx, heightPx } = this.#sizeOf(this.#canvas);
    this.#renderer?.resize(widthPx, heightPx);
    onResize();
    engine.changed();
  }

  /** Device pixels that the canvas covers. The renderer sets them with its next picture, so that it is never blank between. */
  #sizeOf({ clientWidth, clientHeight }: HTMLCanvasElement): { widthPx: number; heightPx: number } {
    const ratio = this.#pixelRatio();
    return {
      widthPx: Math.max(1, Math.round(clientWidth * ratio)),
      heightPx: Math.max(1, Math.round(clientHeight * ratio)),
    };
  }

  #pixelRatio(): number {
    return Math.min(devicePixelRatio, this.#maxPixelRatio);
  }
}

function makeCanvas(className: string): HTMLCanvasElement {
  const canvas = document.createElement('canvas');
  canvas.className = className;
  canvas.setAttribute('aria-hidden', 'true');
  return canvas;
}

function toGpuError(error: unknown): AppError {
  if (error instanceof AppError) return error;
  const reason = error instanceof Error ? error.message : String(error);
  return new AppError('gpu', `The GPU could not be used: ${reason}`, {}, error);
}
