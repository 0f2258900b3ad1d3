import type { Device } from '@luma.gl/core';
import type { LookupTable } from '../color/lookup-table';
import type { DrawList } from '../frame/draw-list';
import { FramePredictor } from '../pace/frame-predictor';
import { FrameRun } from '../pace/frame-run';
import type { WordKind } from '../tiles/tile-format';
import { webglOf } from './device';
import { type DrawSources, FrameDrawer, drawerBytes } from './frame-drawer';
import { GpuFence } from './gpu-fence';
import { type TargetSize, scaledSize, targetBytes, targetScale } from '../frame/target-size';
import { ScreenTargets } from './screen-targets';

/** Before a volume was drawn: software rendering takes about this long for a sample. */
const FIRST_NS_PER_SAMPLE = 30;

/** Size of the canvas, and what the targets may take: on a larger canvas pictures are drawn smaller, and enlarged. */
export interface ScreenSize extends TargetSize {
  readonly maxTargetBytes: number;
}

/** Bytes that a screen takes, whatever is drawn. */
export function screenBytes(size: ScreenSize, lookup: LookupTable): number {
  const scale = targetScale(size, size.maxTargetBytes);
  return targetBytes(scaledSize(size, scale)) + drawerBytes(lookup);
}

/** Draws pictures strip by strip, one strip on the GPU at a time, and shows each when it is whole. */
export class Screen {
  readonly #predictors = { tiles: new FramePredictor(), volumes: new FramePredictor(FIRST_NS_PER_SAMPLE) };
  readonly #device: Device;
  readonly #drawer: FrameDrawer;
  readonly #now: () => number;
  #size: ScreenSize;
  #targetSize: TargetSize;
  #targets: ScreenTargets;
  #run: FrameRun | undefined;
  #inFlight:
    | {
        readonly fence: GpuFence;
        readonly work: number;
        readonly isPure: boolean;
        readonly predictor: FramePredictor;
      }
    | undefined;

  constructor(
    device: Device,
    lookup: LookupTable,
    { size, now }: { readonly size: ScreenSize; readonly now: () => number },
  ) {
    this.#device = device;
    this.#drawer = new FrameDrawer(device, lookup);
    this.#size = size;
    this.#targetSize = scaledSize(size, this.scale);
    this.#targets = new ScreenTargets(device, this.#targetSize);
    this.#now = now;
  }

  /** What is known of the time that pictures like this one take. */
  predictorOf({ volume }: DrawList): FramePredictor {
    return volume ? this.#predictors.volumes : this.#predictors.tiles;
  }

  /** Of the canvas. */
  get widthPx(): number {
    return this.#size.widthPx;
  }

  /** Of the canvas. */
  get heightPx(): number {
    return this.#size.heightPx;
  }

  /** Size of the sharpest picture that there is room to draw, as a share of the canvas. */
  get scale(): number {
    return targetScale(this.#size, this.#size.maxTargetBytes);
  }

  /** Of the sharpest picture. */
  get targetSize(): TargetSize {
    return this.#targetSize;
  }

  get bytes(): number {
    return this.#drawer.bytes + targetBytes(this.#targetSize);
  }

  /** Begins to link what pictures of these voxels will most likely need, before there is anything to draw. */
  warmUp(kinds: readonly WordKind[]): void {
    this.#drawer.warmUp(kinds);
  }

  /** A picture is being drawn. */
  get isDrawing(): boolean {
    return this.#run !== undefined;
  }

  /** Whether the GPU has finished what it was given; learns from how long that took. */
  isIdle(): boolean {
    if (!this.#inFlight) return true;
    const { fence, work, isPure, predictor } = this.#inFlight;
    if (fence.elapsedMs === undefined) return false;
    if (isPure) predictor.observe(work, fence.elapsedMs);
    fence.destroy();
    this.#inFlight = undefined;
    return true;
  }

  /** Begins a picture; returns false when its programs are not ready yet. Only when the GPU is idle. */
  begin(list: DrawList, sources: DrawSources, { atOnce }: { readonly atOnce: boolean }): boolean {
    if (!this.#drawer.isReady(list, sources)) return false;
    this.#drawer.load(list, sources);
    const isWhole = list.width === this.widthPx && list.height === this.heightPx;
    const mayDirect = isWhole && !list.isDeep;
    this.#run = new FrameRun(list, this.predictorOf(list), { atOnce, mayDirect });
    return true;
  }

  /**
   * Draws the next strip, and shows the picture once it is whole; returns whether it did. Only when the GPU is idle.
   * `isPure`: the GPU has nothing else to do, such as uploads, so that the time it takes says something.
   */
  advance(sources: DrawSources, { isPure }: { readonly isPure: boolean }): boolean {
    const run = this.#run;
    if (!run) return false;
    if (run.isDirect) this.#fitCanvas();
    const strip = run.next();
    this.#drawer.drawStrip(run.list, strip, { ...sources, targets: this.#targets, toCanvas: run.isDirect });
    if (run.isDone) {
      if (!run.isDirect) {
        this.#fitCanvas();
        this.#drawer.present(run.list, this.#targets, [this.widthPx, this.heightPx]);
      }
      this.#run = undefined;
    }
    const fence = new GpuFence(webglOf(this.#device), this.#now);
    this.#inFlight = { fence, work: strip.work, isPure, predictor: this.predictorOf(run.list) };
    return this.#run === undefined;
  }

  /** Drops the picture that is being drawn. */
  abandon(): void {
    this.#run = undefined;
  }

  resize(size: ScreenSize): void {
    this.abandon();
    this.#size = size;
    this.#targetSize = scaledSize(size, this.scale);
    this.#targets.destroy();
    this.#targets = new ScreenTargets(this.#device, this.#targetSize);
  }

  /**
   * Draws a picture no larger than the targets out of sight and reads it: `uint8[width · height · 4]`, RGBA, from the top down.
   * Waits for the GPU, so not for every frame. Returns `undefined` when its programs are not ready yet.
   */
  read(list: DrawList, sources: DrawSources): Uint8ClampedArray | undefined {
    if (!this.#drawer.isReady(list, sources)) return undefined;
    this.abandon();
    this.#drawer.load(list, sources);
    const { width, height } = list;
    this.#drawer.drawStrip(list, { y: 0, height }, { ...sources, targets: this.#targets, toCanvas: false });
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
