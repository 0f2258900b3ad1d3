import type { Device } from '@luma.gl/core';
import type { LookupTable } from '../color/lookup-table';
import type { DrawList } from '../frame/draw-list';
import { FramePredictor } from '../pace/frame-predictor';
import { FrameRun } from '../pace/frame-run';
import { webglOf } from './device';
import { FrameDrawer, drawerBytes } from './frame-drawer';
import { GpuFence } from './gpu-fence';
import { ScreenTargets, targetBytes } from './screen-targets';
import type { TexturePool } from './texture-pool';

/** Bytes that a screen takes, whatever is drawn. */
export function screenBytes(widthPx: number, heightPx: number, lookup: LookupTable): number {
  return targetBytes(widthPx, heightPx) + drawerBytes(lookup);
}

/** Draws pictures strip by strip, one strip on the GPU at a time, and shows each when it is whole. */
export class Screen {
  readonly predictor = new FramePredictor();
  readonly #device: Device;
  readonly #drawer: FrameDrawer;
  readonly #now: () => number;
  #targets: ScreenTargets;
  #run: FrameRun | undefined;
  #inFlight: { readonly fence: GpuFence; readonly work: number; readonly isPure: boolean } | undefined;

  constructor(
    device: Device,
    lookup: LookupTable,
    size: { widthPx: number; heightPx: number; now: () => number },
  ) {
    this.#device = device;
    this.#drawer = new FrameDrawer(device, lookup);
    this.#targets = new ScreenTargets(device, size.widthPx, size.heightPx);
    this.#now = size.now;
  }

  get widthPx(): number {
    return this.#targets.widthPx;
  }

  get heightPx(): number {
    return this.#targets.heightPx;
  }

  get bytes(): number {
    return this.#drawer.bytes + targetBytes(this.widthPx, this.heightPx);
  }

  /** A picture is being drawn. */
  get isDrawing(): boolean {
    return this.#run !== undefined;
  }

  /** Whether the GPU has finished what it was given; learns from how long that took. */
  isIdle(): boolean {
    if (!this.#inFlight) return true;
    const { fence, work, isPure } = this.#inFlight;
    if (fence.elapsedMs === undefined) return false;
    if (isPure) this.predictor.observe(work, fence.elapsedMs);
    fence.destroy();
    this.#inFlight = undefined;
    return true;
  }

  /** Begins a picture; returns false when its programs are not ready yet. Only when the GPU is idle. */
  begin(list: DrawList, { atOnce }: { readonly atOnce: boolean }): boolean {
    if (!this.#drawer.isReady(list)) return false;
    this.#drawer.load(list);
    const mayDirect = list.width === this.widthPx && list.height === this.heightPx;
    this.#run = new FrameRun(list, this.predictor, { atOnce, mayDirect });
    return true;
  }

  /**
   * Draws the next strip, and shows the picture once it is whole; returns whether it did. Only when the GPU is idle.
   * `isPure`: the GPU has nothing else to do, such as uploads, so that the time it takes says something.
   */
  advance(pool: TexturePool, { isPure }: { readonly isPure: boolean }): boolean {
    const run = this.#run;
    if (!run) return false;
    if (run.isDirect) this.#fitCanvas();
    const strip = run.next();
    this.#drawer.drawStrip(run.list, strip, { pool, targets: this.#targets, toCanvas: run.isDirect });
    if (run.isDone) {
      if (!run.isDirect) {
        this.#fitCanvas();
        this.#drawer.present(run.list, this.#targets, [this.widthPx, this.heightPx]);
      }
      this.#run = undefined;
    }
    this.#inFlight = { fence: new GpuFence(webglOf(this.#device), this.#now), work: strip.work, isPure };
    return this.#run === undefined;
  }

  /** Drops the picture that is being drawn. */
  abandon(): void {
    this.#run = undefined;
  }

  resize(widthPx: number, heightPx: number): void {
    this.abandon();
    this.#targets.destroy();
    this.#targets = new ScreenTargets(this.#device, widthPx, heightPx);
  }

  /**
   * Draws a full-size picture out of sight and reads it: `uint8[width · height · 4]`, RGBA, from the top down.
   * Waits for the GPU, so not for every frame. Returns `undefined` when its programs are not ready yet.
   */
  read(list: DrawList, pool: TexturePool): Uint8ClampedArray | undefined {
    if (!this.#drawer.isReady(list)) return undefined;
    this.abandon();
    this.#drawer.load(list);
    const { width, height } = list;
    this.#drawer.drawStrip(list, { y: 0, height }, { pool, targets: this.#targets, toCanvas: false });
    const rows = this.#device.readPixelsToArrayWebGL(this.#targets.framebuffer('scene'), {
      sourceX: 0,
      sourceY: 0,
      sourceWidth: width,
      sourceHeight: height,
    });
    const pixels = new Uint8ClampedArray(width * height * 4);
    for (let y = 0; y < height; y++) {
      const from = (height - 1 - y) * width * 4;
      pixels.set(rows.subarray(from, from + width * 4), y * width * 4);
    }
    return pixels;
  }

  destroy(): void {
    this.#inFlight?.fence.destroy();
    this.#targets.destroy();
    this.#drawer.destroy();
  }

  /** Sets the size of the canvas right before it is drawn on: a change of size clears it. */
  #fitCanvas(): void {
    this.#device.getDefaultCanvasContext().setDrawingBufferSize(this.widthPx, this.heightPx);
  }
}
