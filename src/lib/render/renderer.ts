import type { Device } from '@luma.gl/core';
import { AppError, type DType, type Rect } from '../core';
import { type Quad, type SliceView, isCovered } from '../view';
import { type LookupTable, makeLookupTable } from './color/lookup-table';
import { type CapturedFrame, assemblePicture } from './frame/assemble-picture';
import { buildFrame } from './frame/build-frame';
import { coverLayer } from './frame/cover-layer';
import { type DrawList, DrawPacker } from './frame/draw-list';
import { type Viewport, viewportOf, viewportPart } from './frame/place-quad';
import { type ShownFrame, isFading, quadsOf, shownTiles, tilesByLevel } from './frame/shown-frame';
import { movingScale } from './pace/strips';
import { createDevice } from './gpu/device';
import { Screen, type ScreenSize, screenBytes } from './gpu/screen';
import type { ChunkLookup, FrameRequest, LayerFrame } from './layer-frame';
import { TilePool } from './tile-pool';
import { tileFormat } from './tiles/tile-format';
import { type UploadBudget, type UploadResult, protectPlans, uploadTiles } from './tiles/upload-plan';

export interface RendererOptions {
  /** Size of the canvas in device pixels. */
  readonly widthPx: number;
  readonly heightPx: number;
  /** Bytes for all textures and buffers; never exceeded, whatever is shown. The canvas itself is the browser's. */
  readonly gpuBytes: number;
  /** Largest texture, in bytes. 128 MiB by default, which every driver that has so much memory allocates. */
  readonly maxTextureBytes?: number;
}

const DEFAULT_MAX_TEXTURE_BYTES = 128 * 2 ** 20;
/** Part of the GPU's bytes that pictures may be drawn through; the rest is for tiles. */
const TARGET_SHARE = 1 / 3;
/** After this long without a new request, a picture that was drawn small is drawn again in full. */
const STILL_MS = 120;
const UNBOUNDED: UploadBudget = { maxBytes: Infinity, maxMs: Infinity };
const SHADER_POLL_MS = 5;

/** Shows layers on a canvas. Never waits for the GPU but in {@link capture}; after a loss of the context it does nothing. */
export class Renderer {
  /** Resolves when the GPU has dropped everything: then a new canvas needs a new renderer. */
  readonly lost: Promise<void>;
  /** The processor plays the GPU: every pixel that the page composes costs time. */
  readonly isSoftware: boolean;
  readonly #device: Device;
  readonly #lookup: LookupTable;
  readonly #screen: Screen;
  readonly #pool: TilePool;
  readonly #packer = new DrawPacker();
  readonly #options: RendererOptions;
  #planned: readonly LayerFrame[] = [];
  #failed: ReadonlyMap<string, readonly Rect[]> = new Map();
  #requested: FrameRequest | undefined;
  #drawing: ShownFrame | undefined;
  #shown: ShownFrame | undefined;
  #shownAtMs = 0;
  #fades = true;
  /** Uploads were handed to the GPU since the last strip. */
  #hasUploaded = false;
  /** Tiles were dropped that the canvas shows: they come back before a new picture is drawn. */
  #mustRestore = false;

  private constructor(device: Device, options: RendererOptions) {
    this.#device = device;
    this.#options = options;
    this.#lookup = makeLookupTable();
    const size = this.#screenSize(options.widthPx, options.heightPx);
    this.#screen = new Screen(device, this.#lookup, { size, now: () => performance.now() });
    this.#pool = new TilePool(device, this.#poolLimits(size));
    this.isSoftware = device.info.gpu === 'software' || device.info.gpuType === 'cpu';
    this.lost = device.lost.then(() => undefined);
  }

  /** Rejects with an AppError 'gpu' when there is no WebGL2. The canvas must not have a context yet. */
  static async create(canvas: HTMLCanvasElement, options: RendererOptions): Promise<Renderer> {
    return new Renderer(await createDevice(canvas, options), options);
  }

  /** The canvas itself gets its new size with the next picture, so that it is never blank in between. */
  resize(widthPx: number, heightPx: number): void {
    if (this.#isLost() || (widthPx === this.#screen.widthPx && heightPx === this.#screen.heightPx)) return;
    const size = this.#screenSize(widthPx, heightPx);
    this.#screen.resize(size);
    if (this.#pool.limit(this.#poolLimits(size))) this.#mustRestore = true;
    this.#restart();
  }

  /** Makes room for tiles of these types. When that takes a new kind of texture, what is shown is uploaded again first. */
  configure(dtypes: readonly DType[]): void {
    if (this.#isLost()) return;
    this.#screen.warmUp(dtypes.map((dtype) => tileFormat(dtype).kind));
    if (!this.#pool.use(dtypes)) return;
    this.#mustRestore = true;
    this.#restart();
  }

  /** Makes planned tiles resident with what `chunks` has, most urgent first. By default 4 MiB or 3 ms a call. */
  upload(layers: readonly LayerFrame[], chunks: ChunkLookup, budget: UploadBudget = {}): UploadResult {
    if (this.#isLost()) return { uploadedTiles: 0, bytes: 0, pending: 0 };
    const { store } = this.#pool;
    this.#planned = layers.filter(({ visible }) => visible);
    store.beginRound();
    protectPlans(this.#planned, store);
    for (const { layer, channels } of (this.#drawing ?? this.#shown)?.layers ?? []) {
      for (const { quad } of channels.flatMap(({ quads }) => quads))
        store.protect(layer.dataset.dtype, quad.key, 'drawn');
    }
    const options = { store, chunks, clock: () => performance.now() };
    if (this.#mustRestore) {
      const shown = shownTiles(this.#shown, this.#planned);
      uploadTiles(shown, UNBOUNDED, { ...options, fades: false, limit: 'planned' });
      this.#mustRestore = false;
    }
    const { failed, ...result } = uploadTiles(this.#planned, budget, {
      ...options,
      fades: this.#fades,
      limit: this.#drawing ? 'drawn' : 'planned',
    });
    this.#failed = failed;
    this.#hasUploaded ||= result.bytes > 0;
    return result;
  }

  /** Asks for a picture; it takes the place of one that was asked for and not begun. */
  request(frame: FrameRequest): void {
    this.#requested = frame;
    this.#fades = !frame.deterministic && !frame.reducedMotion;
  }

  /**
   * Goes on with the picture: to be called once in each animation frame, with its time, while `busy`.
   * `drawn` says that the canvas shows a new picture.
   */
  step(nowMs: number): { drawn: boolean; busy: boolean } {
    if (this.#isLost()) return { drawn: false, busy: false };
    if (!this.#screen.isIdle()) return { drawn: false, busy: true };
    if (!this.#screen.isDrawing && (this.#mustRestore || !this.#begin(nowMs)))
      return { drawn: false, busy: this.#isBusy() };
    const drawn = this.#screen.advance(this.#pool.textures, { isPure: !this.#hasUploaded });
    this.#hasUploaded = false;
    if (drawn && this.#drawing) this.#show(this.#drawing, nowMs);
    return { drawn, busy: this.#isBusy() };
  }

  /** What the picture on the canvas shows of a layer; empty before the first one. */
  quads(layerId: string): readonly Quad[] {
    return quadsOf(this.#shown, layerId);
  }

  /** Tiles in the picture on the canvas, by level. */
  drawnByLevel(layerId: string): Readonly<Record<number, number>> {
    return tilesByLevel(this.#shown, layerId);
  }

  /** Whether all channels of a slice have something to show, at any level, wherever the view of the layer has data. */
  coverage(layerId: string, slice: SliceView): boolean {
    const layer = this.#planned.find(({ id }) => id === layerId);
    if (!layer) return false;
    const { dataset, plan } = layer;
    const residency = this.#pool.store.residency();
    return slice.channels.every((channel) => isCovered({ dataset, slice, channel, plan, residency }));
  }

  /** World rectangles of planned tiles whose chunks failed to load, as of the last upload. */
  failedRects(layerId: string): readonly Rect[] {
    return this.#failed.get(layerId) ?? [];
  }

  /** Bytes of every texture and buffer. */
  memory(): { bytes: number; maxBytes: number; tiles: number } {
    const bytes = this.#screen.bytes + this.#pool.bytes;
    return { bytes, maxBytes: this.#options.gpuBytes, tiles: this.#pool.store.size };
  }

  /** Tiles of a type that there is room for. */
  tileCapacity(dtype: DType): number {
    return this.#pool.capacity(dtype);
  }

  /**
   * Draws a picture of the canvas's size, without fades, out of sight, in parts if need be. Waits for the GPU; rejects with
   * 'gpu' after a loss.
   */
  async capture(frame: FrameRequest): Promise<CapturedFrame> {
    const whole = viewportOf(frame.camera, this.#screen);
    return assemblePicture(this.#screen, this.#screen.targetSize, (part) =>
      this.#capturePart(frame, viewportPart(whole, part)),
    );
  }

  async #capturePart(frame: FrameRequest, viewport: Viewport): Promise<Uint8ClampedArray> {
    for (;;) {
      if (this.#isLost()) throw new AppError('gpu', 'The picture cannot be captured: the GPU dropped it.');
      const { list } = this.#build(
        { ...frame, deterministic: true },
        { nowMs: performance.now(), scale: 1, viewport },
      );
      const data = this.#screen.read(list, this.#pool.textures);
      if (this.#drawing) this.#restart();
      if (data) return data;
      await new Promise((resolve) => setTimeout(resolve, SHADER_POLL_MS));
    }
  }

  /** Gives everything back; allowed after a loss, and twice. */
  destroy(): void {
    this.#requested = undefined;
    this.#pool.destroy();
    this.#screen.destroy();
    this.#device.getDefaultCanvasContext().destroy();
    this.#device.destroy();
  }

  #begin(nowMs: number): boolean {
    const request = this.#requested ?? this.#sharper(nowMs);
    if (!request) return false;
    const atOnce = request.deterministic;
    const full = this.#screen.scale;
    let built = this.#build(request, { nowMs, scale: full });
    if (request.interacting && !atOnce) {
      const scale = movingScale(this.#screen.predictor, built.list.work);
      if (scale < 1) built = this.#build(request, { nowMs, scale: full * scale });
    }
    this.#requested = request;
    if (!this.#screen.begin(built.list, { atOnce })) return false;
    this.#requested = undefined;
    this.#drawing = built.frame;
    return true;
  }

  #build(
    request: FrameRequest,
    { nowMs, scale, viewport = viewportOf(request.camera, this.#screen, scale) }: BuildOptions,
  ): { list: DrawList; frame: ShownFrame } {
    const { store, textures } = this.#pool;
    const fades = !request.deterministic && !request.reducedMotion;
    const layers = request.layers
      .filter(({ visible }) => visible)
      .map((layer) => coverLayer(layer, store, { now: nowMs, fades }));
    const list = buildFrame(request, layers, {
      viewport,
      findTile: ({ quad }, { dataset }) => {
        const record = store.find(quad.key);
        return record && textures.place(tileFormat(dataset.dtype).bucket, record.slot);
      },
      rowOf: this.#lookup.rowOf,
      packer: this.#packer,
    });
    return { list, frame: { request, layers, scale } };
  }

  #show(frame: ShownFrame, nowMs: number): void {
    this.#shown = frame;
    this.#shownAtMs = nowMs;
    this.#drawing = undefined;
    if (isFading(frame)) this.#requested ??= frame.request;
  }

  /** The picture on the canvas again, in full, when it was drawn small and the view has stood still. */
  #sharper(nowMs: number): FrameRequest | undefined {
    if (!this.#shown || this.#shown.scale >= this.#screen.scale || nowMs - this.#shownAtMs < STILL_MS)
      return undefined;
    return { ...this.#shown.request, interacting: false };
  }

  #isBusy(): boolean {
    const isSmall = this.#shown !== undefined && this.#shown.scale < this.#screen.scale;
    return this.#screen.isDrawing || this.#requested !== undefined || isSmall;
  }

  /** Drops the picture in work, and asks for it again. */
  #restart(): void {
    this.#screen.abandon();
    this.#requested ??= this.#drawing?.request ?? this.#shown?.request;
    this.#drawing = undefined;
  }

  #isLost(): boolean {
    return this.#device.isLost;
  }

  #screenSize(widthPx: number, heightPx: number): ScreenSize {
    return { widthPx, heightPx, maxTargetBytes: this.#options.gpuBytes * TARGET_SHARE };
  }

  #poolLimits(size: ScreenSize): { maxBytes: number; maxTextureBytes: number; maxLayers: number } {
    const { gpuBytes, maxTextureBytes = DEFAULT_MAX_TEXTURE_BYTES } = this.#options;
    return {
      maxBytes: gpuBytes - screenBytes(size, this.#lookup),
      maxTextureBytes,
      maxLayers: this.#device.limits.maxTextureArrayLayers,
    };
  }
}

interface BuildOptions {
  readonly nowMs: number;
  /** Size of the picture as a share of the canvas. */
  readonly scale: number;
  /** Other than the whole picture's. */
  readonly viewport?: Viewport;
}
