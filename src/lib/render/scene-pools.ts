import type { Device } from '@luma.gl/core';
import type { Dataset, HeldDataset, VoxelKind } from '../core';
import type { LookupTable } from './color/lookup-table';
import type { DrawList } from './frame/draw-list';
import type { Viewport } from './frame/place-quad';
import type { ShownFrame } from './frame/shown-frame';
import { SliceScene, type SliceUpload } from './frame/slice-scene';
import type { PixelSize } from './frame/target-size';
import type { DrawSources } from './gpu/frame-drawer';
import { type ScreenSize, screenBytes } from './gpu/screen';
import { ColorTextures, colorTextureBytes } from './labels/color-textures';
import type { LayerFrame } from './layer-frame';
import type { MakePointsPainter, PointsPainter } from './points/painter';
import type { PoolHooks } from './pool-hooks';
import type { PoolLimits } from './tiles/pool-layout';
import type { UploadResult } from './tiles/upload-plan';
import { hasDepth } from './volume/build-volumes';
import type { BrickPoolLimits } from './volume/bricks/pool-grid';
import type { SceneRequest, VolumeLayerFrame } from './volume/volume-frame';
import { VolumeScene, volumeOverheadBytes } from './volume/volume-scene';

/** What the pools hold: tiles of slices, or bricks of volumes. */
export type PoolKind = '2d' | '3d';

/** A layer of either kind of picture. */
export type SceneLayer = LayerFrame | VolumeLayerFrame;

export interface PoolOptions extends PoolHooks {
  /** For the targets, the pools and all else. */
  readonly gpuBytes: number;
  /** As much of it as flat pictures need: tiles beyond what a screen shows several times over are of no use. */
  readonly sliceBytes?: number;
  readonly maxTextureBytes?: number;
}

const DEFAULT_MAX_TEXTURE_BYTES = 128 * 2 ** 20;
/** All bricks of a format are in one texture, so that it may be larger. */
const MAX_BRICK_BYTES = 256 * 2 ** 20;
/** Part of the GPU's bytes that pictures may be drawn through; the rest is for tiles or bricks. */
const TARGET_SHARE = 1 / 3;

/** Part of the GPU's bytes for points, and how much they take at most. */
const POINTS_SHARE = 1 / 8;
const MAX_POINTS_BYTES = 8 * 2 ** 20;

/** What pictures are made from: tiles or bricks, one kind at a time, within the same bytes. */
export class ScenePools {
  readonly slices: SliceScene;
  readonly volumes: VolumeScene;
  readonly #device: Device;
  readonly #lookup: LookupTable;
  readonly #options: PoolOptions;
  readonly #colors: ColorTextures;
  #kind: PoolKind = '2d';
  /** Takes its part of the bytes from the other pools. */
  #points: PointsPainter | undefined;
  /** Volumes hide each other by how far away they are. */
  #isDeep = false;

  constructor(
    device: Device,
    lookup: LookupTable,
    { canvas, ...options }: PoolOptions & { canvas: PixelSize },
  ) {
    this.#device = device;
    this.#lookup = lookup;
    this.#options = options;
    const size = this.screenSize(canvas);
    this.#colors = new ColorTextures(device, options.gpuBytes);
    const shared = { lookup, colors: this.#colors, hooks: options };
    this.slices = new SliceScene(device, this.#tileLimits(size), shared);
    const brickLimits = { ...this.#brickLimits(size), gpuBytes: options.gpuBytes };
    this.volumes = new VolumeScene(device, brickLimits, shared);
  }

  get kind(): PoolKind {
    return this.#kind;
  }

  get bytes(): number {
    return this.slices.bytes + this.volumes.bytes + this.#colors.bytes + (this.#points?.bytes ?? 0);
  }

  /** What draws points; absent until there are some. */
  get points(): PointsPainter | undefined {
    return this.#points;
  }

  /** Makes what draws points, within a part of the bytes; the other pools have to {@link fit} then. */
  usePoints(make: MakePointsPainter): void {
    this.#points ??= make(this.#device, Math.min(MAX_POINTS_BYTES, this.#options.gpuBytes * POINTS_SHARE));
  }

  /** Tiles or bricks held. */
  get held(): number {
    return this.slices.tiles + this.volumes.bricks;
  }

  /** Bytes of what is held of a dataset. */
  bytesOf(dataset: HeldDataset & Pick<Dataset, 'points'>): number {
    if (dataset.points) return this.#points?.bytesOf(dataset) ?? 0;
    return this.#kind === '2d' ? this.slices.bytesOf(dataset) : this.volumes.bytesOf(dataset);
  }

  get sources(): DrawSources {
    const tiles = this.slices.textures;
    const volumes = this.volumes.sources;
    const labelColors = this.#colors.texture;
    const points = this.#points;
    return {
      tiles,
      ...(volumes && { volumes }),
      ...(labelColors && { labelColors }),
      ...(points && { points }),
    };
  }

  /** A picture of the kind that the pools do not hold. */
  isForeign({ view }: SceneRequest): boolean {
    return (view ?? '2d') !== this.#kind;
  }

  /** What the screen may take on a canvas of a size. */
  screenSize({ widthPx, heightPx }: PixelSize): ScreenSize {
    const maxTargetBytes = this.#options.gpuBytes * TARGET_SHARE;
    return { widthPx, heightPx, maxTargetBytes, hasDepth: this.#isDeep };
  }

  /** Notes what a picture needs of the screen; returns whether that is other than before. */
  prepare(request: SceneRequest): boolean {
    const isDeep = request.view === '3d' && hasDepth(request);
    const isOther = isDeep !== this.#isDeep;
    this.#isDeep = isDeep;
    return isOther;
  }

  /** Keeps within what the screen leaves. */
  fit(size: ScreenSize): void {
    if (this.#kind === '2d') this.slices.limit(this.#tileLimits(size));
    else this.volumes.limit(this.#brickLimits(size));
  }

  /** Gives back what there is, and begins with the other kind. */
  switchTo(kind: PoolKind): void {
    (this.#kind === '2d' ? this.slices : this.volumes).release();
    this.#kind = kind;
    this.#isDeep = false;
  }

  /** Makes room for these types; returns whether all was dropped for it. */
  use(kinds: readonly VoxelKind[]): boolean {
    if (this.#kind === '3d') return this.volumes.use(kinds);
    return this.slices.use(kinds.map(({ dtype }) => dtype));
  }

  upload(layers: readonly SceneLayer[], options: SliceUpload): UploadResult {
    if (this.#kind === '2d') return this.slices.upload(layers.filter(isSlice), options);
    return this.volumes.upload(layers.filter(isVolume), options);
  }

  build(
    request: SceneRequest,
    {
      nowMs,
      viewport,
      scale,
    }: { readonly nowMs: number; readonly viewport: Viewport; readonly scale: number },
  ): { list: DrawList; frame: ShownFrame } {
    const painter = this.#points;
    const points = painter && request.points && { painter, frames: request.points };
    if (request.view === '3d') {
      const { list, volumes } = this.volumes.build(request, { viewport, points });
      return { list, frame: { request, layers: [], volumes, scale } };
    }
    const { list, layers } = this.slices.build(request, { nowMs, viewport, points });
    return { list, frame: { request, layers, volumes: [], scale } };
  }

  destroy(): void {
    this.slices.destroy();
    this.volumes.destroy();
    this.#colors.destroy();
    this.#points?.destroy();
  }

  #tileLimits(size: ScreenSize): PoolLimits {
    const { gpuBytes, sliceBytes = gpuBytes, maxTextureBytes = DEFAULT_MAX_TEXTURE_BYTES } = this.#options;
    const maxLayers = this.#device.limits.maxTextureArrayLayers;
    const maxBytes =
      Math.min(gpuBytes - colorTextureBytes(gpuBytes), sliceBytes) -
      screenBytes(size, this.#lookup) -
      (this.#points?.bytes ?? 0);
    return { maxBytes, maxTextureBytes, maxLayers };
  }

  #brickLimits(size: ScreenSize): BrickPoolLimits {
    const { gpuBytes } = this.#options;
    // Either may take more, where the larger one has to be drawn smaller.
    const either = [true, false].map((hasDepths) =>
      screenBytes({ ...size, hasDepth: hasDepths }, this.#lookup),
    );
    const screen = Math.max(...either);
    const points = this.#points?.bytes ?? 0;
    const maxBytes = gpuBytes - screen - colorTextureBytes(gpuBytes) - volumeOverheadBytes(gpuBytes) - points;
    const maxTextureSize = this.#device.limits.maxTextureDimension3D;
    return { maxBytes, maxTextureBytes: MAX_BRICK_BYTES, maxTextureSize };
  }
}

function isVolume(layer: SceneLayer): layer is VolumeLayerFrame {
  return 'kind' in layer;
}

function isSlice(layer: SceneLayer): layer is LayerFrame {
  return !isVolume(layer);
}
