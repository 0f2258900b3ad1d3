import type { Device } from '@luma.gl/core';
import { AppError, type Dataset, type HeldDataset, type Rect, type VoxelKind } from '../core';
import type { BrickKey, Camera3D, Quad, SliceView } from '../view';
import { makeLookupTable } from './color/lookup-table';
import { type CapturedFrame, capturePicture } from './frame/capture-picture';
import type { DrawList } from './frame/draw-list';
import { viewportOf } from './frame/place-quad';
import type { PixelRect, PixelSize } from './frame/target-size';
import {
  type ShownFrame,
  isFading,
  isRough,
  quadsOf,
  sharperRequest,
  tilesByLevel,
} from './frame/shown-frame';
import { createDevice } from './gpu/device';
import { type GpuReport, gpuReport } from './gpu/gpu-report';
import { Screen } from './gpu/screen';
import type { ChunkLookup } from './layer-frame';
import { isDisturbed, mustWait } from './pace/scene-pace';
import { movingScale } from './pace/strips';
import { RendererPoints } from './points/renderer-points';
import type { BuildOptions, RendererInside, RendererOptions } from './renderer-options';
import { type PoolKind, type SceneLayer, ScenePools } from './scene-pools';
import { tileFormat } from './tiles/tile-format';
import type { UploadBudget, UploadResult } from './tiles/upload-plan';
import type { VolumePick } from './volume/march/pick-volume';
import { type DrawnBrick, countByLevel, drawnBricks } from './volume/shown-volume';
import type { SceneRequest, VolumeLayerFrame } from './volume/volume-frame';

/** Shows layers on a canvas. Never waits for the GPU but in {@link capture}; after a loss of the context it does nothing. */
export class Renderer {
  /** Resolves when the GPU has dropped everything: then a new canvas needs a new renderer. */
  readonly lost: Promise<void>;
  readonly gpu: GpuReport;
  readonly points: RendererPoints;
  readonly #device: Device;
  readonly #screen: Screen;
  readonly #pools: ScenePools;
  readonly #options: RendererOptions;
  #requested: SceneRequest | undefined;
  #drawing: ShownFrame | undefined;
  #shown: ShownFrame | undefined;
  #shownAtMs = 0;
  #fades = true;
  /** Uploads were handed to the GPU since the last strip. */
  #hasUploaded = false;

  private constructor(device: Device, options: RendererOptions) {
    this.#device = device;
    this.#options = options;
    const lookup = makeLookupTable();
    this.#pools = new ScenePools(device, lookup, { ...options, canvas: options });
    const screen = { size: this.#pools.screenSize(options), now: () => performance.now() };
    this.#screen = new Screen(device, lookup, screen);
    this.points = new RendererPoints({
      pools: this.#pools,
      canvas: () => (this.#isLost() ? undefined : this.#screen),
      shown: () => this.#shown,
      onUse: () => this.#refit(this.#screen),
      onUpload: () => (this.#hasUploaded = true),
    });
    this.gpu = gpuReport(device);
    this.lost = device.lost.then(() => undefined);
  }

  /** Rejects with an AppError 'gpu' when there is no WebGL2. The canvas must not have a context yet. */
  static create(canvas: HTMLCanvasElement, options: RendererOptions): Promise<Renderer> {
    return Promise.resolve().then(() => new Renderer(createDevice(canvas, options), options));
  }

  /** The canvas itself gets its new size with the next picture, so that it is never blank in between. */
  resize(widthPx: number, heightPx: number): void {
    if (this.#isLost() || (widthPx === this.#screen.widthPx && heightPx === this.#screen.heightPx)) return;
    this.#refit({ widthPx, heightPx });
  }

  /**
   * Makes room for voxels of these kinds, as tiles or as bricks; the other kind is given back. When more tiles need a new kind of
   * texture, what is shown is uploaded again first.
   */
  configure(kinds: readonly VoxelKind[], kind: PoolKind = '2d'): void {
    if (this.#isLost()) return;
    if (kind !== this.#pools.kind) this.#switchTo(kind);
    if (kind === '2d') this.#screen.warmUp(kinds.map(({ dtype }) => tileFormat(dtype).kind));
    if (this.#pools.use(kinds)) this.#restart();
  }

  /**
   * Makes planned tiles or bricks resident with what `chunks` has, most urgent first. By default 4 MiB or 3 ms a call.
   * Layers of the kind that the pools do not hold are passed over.
   */
  upload(layers: readonly SceneLayer[], chunks: ChunkLookup, budget: UploadBudget = {}): UploadResult {
    if (this.#isLost()) return { uploadedTiles: 0, bytes: 0, pending: 0 };
    const pictures = { drawing: this.#drawing, shown: this.#shown };
    const result = this.#pools.upload(layers, { chunks, budget, fades: this.#fades, ...pictures });
    this.#hasUploaded ||= result.bytes > 0;
    return result;
  }

  /**
   * Asks for a picture; it takes the place of one that was asked for and not begun, and of a volume's slow full picture
   * once that is no longer what the user looks at.
   */
  request(frame: SceneRequest): void {
    this.#requested = frame;
    this.#fades = !frame.deterministic && !frame.reducedMotion;
    if (!this.#drawing || !isDisturbed(this.#drawing.request, frame)) return;
    this.#screen.abandon();
    this.#drawing = undefined;
  }

  /** Goes on with the picture: once in each animation frame, while `busy`. `drawn`: the canvas shows a new picture. */
  step(nowMs: number): { drawn: boolean; busy: boolean } {
    if (this.#isLost()) return { drawn: false, busy: false };
    if (!this.#screen.isIdle()) return { drawn: false, busy: true };
    if (!this.#screen.isDrawing && (this.#pools.slices.mustRestore || !this.#begin(nowMs)))
      return { drawn: false, busy: this.#isBusy() };
    const drawn = this.#screen.advance(this.#pools.sources, { isPure: !this.#hasUploaded });
    this.#hasUploaded = false;
    if (drawn && this.#drawing) this.#show(this.#drawing, nowMs);
    return { drawn, busy: this.#isBusy() };
  }

  /** What of a layer is on the canvas; empty before the first picture. */
  quads(layerId: string): readonly Quad[] {
    return quadsOf(this.#shown, layerId);
  }

  /** Bricks that the picture on the canvas shows of a volume, those of the fill value left out. */
  drawnBricks(layerId: string): readonly DrawnBrick[] {
    const volume = this.#shown?.volumes.find(({ layer }) => layer.id === layerId);
    return volume ? drawnBricks(volume) : [];
  }

  /** Tiles or bricks in the picture on the canvas, by level; of points, cells. */
  drawnByLevel(layerId: string): Readonly<Record<number, number>> {
    const cells = this.points.drawnByLevel(layerId);
    if (cells) return cells;
    if (this.#pools.kind === '2d') return tilesByLevel(this.#shown, layerId);
    return countByLevel(this.drawnBricks(layerId));
  }

  /** What the picture on the canvas is made of; `undefined` before the first one. */
  get drawnLayers(): SceneRequest['layers'] | undefined {
    return this.#shown?.request.layers;
  }

  get inside(): RendererInside {
    return { device: this.#device, pools: this.#pools, shown: this.#shown };
  }

  /** Whether all channels of a slice have something to show, at any level, wherever the view of the layer has data. */
  coverage(layerId: string, slice: SliceView): boolean {
    return this.#pools.slices.coverage(layerId, slice);
  }

  /** Whether all channels of a volume have something to show, at any level, wherever its plan has data. */
  volumeCoverage(layerId: string): boolean {
    return this.#pools.volumes.coverage(layerId);
  }

  /** World rectangles of planned tiles whose chunks failed to load, as of the last upload. */
  failedRects(layerId: string): readonly Rect[] {
    return this.#pools.slices.failedRects(layerId);
  }

  /** Planned bricks whose chunks failed to load, as of the last uploads. */
  failedBricks(layerId: string): readonly BrickKey[] {
    return this.#pools.volumes.failedBricks(layerId);
  }

  /** What a camera would see of a volume at a point (CSS pixels from the top left), as far as what is in memory tells. */
  pick(layer: VolumeLayerFrame, camera: Camera3D, point: readonly [number, number]): VolumePick | undefined {
    return this.#pools.volumes.pick(layer, camera, point);
  }

  /** Bytes of every texture and buffer; `tiles` counts bricks as well. */
  memory(): { bytes: number; maxBytes: number; tiles: number } {
    const bytes = this.#screen.bytes + this.#pools.bytes;
    return { bytes, maxBytes: this.#options.gpuBytes, tiles: this.#pools.held };
  }

  /** Bytes of the tiles or bricks of a dataset. */
  bytesOf(dataset: HeldDataset & Pick<Dataset, 'points'>): number {
    return this.#pools.bytesOf(dataset);
  }

  /** Tiles of a type that there is room for. */
  tileCapacity({ dtype }: VoxelKind): number {
    return this.#pools.slices.capacity(dtype);
  }

  /** Bricks of a type that there is room for; only while the pools hold bricks. */
  brickCapacity(kind: VoxelKind): number {
    return this.#pools.volumes.capacity(kind);
  }

  /** Draws a rectangle of a picture, all of it unless one is given, out of sight and without fades. Rejects with 'gpu' after a loss. */
  async capture(
    frame: SceneRequest,
    size: PixelSize = this.#screen,
    part: PixelRect = { x: 0, y: 0, width: size.widthPx, height: size.heightPx },
  ): Promise<CapturedFrame> {
    this.#prepare(frame);
    const { targetSize } = this.#screen;
    return capturePicture({ frame, size, part, targetSize }, (request, viewport) => {
      if (this.#isLost()) throw new AppError('gpu', 'The picture cannot be captured: the GPU dropped it.');
      this.#prepare(request);
      const { list } = this.#build(request, { nowMs: performance.now(), scale: 1, viewport });
      const data = this.#screen.read(list, this.#pools.sources);
      if (this.#drawing) this.#restart();
      return data;
    });
  }

  /** Gives everything back; allowed after a loss, and twice. */
  destroy(): void {
    this.#requested = undefined;
    this.#pools.destroy();
    this.#screen.destroy();
    this.#device.getDefaultCanvasContext().destroy();
    this.#device.destroy();
  }

  #begin(nowMs: number): boolean {
    const { scale } = this.#screen;
    const request = this.#requested ?? sharperRequest(this.#shown, scale, nowMs - this.#shownAtMs);
    if (!request || this.#pools.isForeign(request)) return false;
    if (mustWait(request, this.#shown?.request, nowMs - this.#shownAtMs)) return false;
    this.#prepare(request);
    const atOnce = request.deterministic;
    let built = this.#build(request, { nowMs, scale });
    if (request.interacting && !atOnce) {
      const { work, volume } = built.list;
      const picture = volume ? { work, profile: volume.profile } : { work };
      const part = movingScale(this.#screen.predictorOf(built.list), picture);
      if (part < 1) built = this.#build(request, { nowMs, scale: scale * part });
    }
    this.#requested = request;
    if (!this.#screen.begin(built.list, this.#pools.sources, { atOnce })) return false;
    this.#requested = undefined;
    this.#drawing = built.frame;
    return true;
  }

  /** Gives the targets what a picture needs, which may leave room for a smaller one only. */
  #prepare(request: SceneRequest): void {
    if (this.#pools.prepare(request)) this.#screen.resize(this.#pools.screenSize(this.#screen));
  }

  #build(
    request: SceneRequest,
    { nowMs, scale, viewport = viewportOf(request.camera, this.#screen, scale) }: BuildOptions,
  ): { list: DrawList; frame: ShownFrame } {
    return this.#pools.build(request, { nowMs, viewport, scale });
  }

  #show(frame: ShownFrame, nowMs: number): void {
    this.#shown = frame;
    this.#shownAtMs = nowMs;
    this.#drawing = undefined;
    if (isFading(frame)) this.#requested ??= frame.request;
  }

  #isBusy(): boolean {
    const isAsked = this.#screen.isDrawing || this.#requested !== undefined;
    return isAsked || (this.#shown !== undefined && isRough(this.#shown, this.#screen.scale));
  }

  /** Drops the picture in work, and asks for it again. */
  #restart(): void {
    this.#screen.abandon();
    this.#requested ??= this.#drawing?.request ?? this.#shown?.request;
    this.#drawing = undefined;
  }

  /** Swaps tiles for bricks or back, within the same bytes. The canvas keeps its picture until there is a new one. */
  #switchTo(kind: PoolKind): void {
    this.#pools.switchTo(kind);
    this.#screen.abandon();
    this.#drawing = this.#shown = undefined;
    if (this.#requested && this.#pools.isForeign(this.#requested)) this.#requested = undefined;
    this.#fit(this.#screen);
  }

  #refit(canvas: PixelSize): void {
    this.#fit(canvas);
    this.#restart();
  }

  #fit(canvas: PixelSize): void {
    const size = this.#pools.screenSize(canvas);
    this.#pools.fit(size);
    this.#screen.resize(size);
  }

  readonly #isLost = (): boolean => this.#device.isLost;
}
