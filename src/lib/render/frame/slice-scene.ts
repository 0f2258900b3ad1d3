import type { Device } from '@luma.gl/core';
import type { DType, HeldDataset, Rect } from '../../core';
import { type SliceView, isCovered } from '../../view';
import type { LookupTable } from '../color/lookup-table';
import type { TexturePool } from '../gpu/texture-pool';
import type { ColorTextures } from '../labels/color-textures';
import type { ChunkLookup, FrameRequest, LayerFrame } from '../layer-frame';
import type { PoolHooks } from '../pool-hooks';
import { TilePool } from '../tile-pool';
import type { PointsSource } from '../points/points-among';
import type { PoolLimits } from '../tiles/pool-layout';
import { tileFormat } from '../tiles/tile-format';
import type { TileStore } from '../tiles/tile-store';
import { type UploadBudget, type UploadResult, protectPlans, uploadTiles } from '../tiles/upload-plan';
import { buildFrame } from './build-frame';
import type { FrameOptions } from './frame-options';
import type { LayerQuads } from './layer-quads';
import { coverLayer } from './cover-layer';
import { type DrawList, DrawPacker } from './draw-list';
import type { Viewport } from './place-quad';
import { type ShownFrame, tilesToRestore } from './shown-frame';

/** A picture of too many tiles is built from up to so many levels above its own, rather than with parts left out. */
const MAX_COARSER = 8;

const UNBOUNDED: UploadBudget = { maxBytes: Infinity, maxMs: Infinity };

export interface SliceUpload {
  readonly chunks: ChunkLookup;
  readonly budget: UploadBudget;
  readonly fades: boolean;
  /** The picture in work, whose tiles must stay, and the one on the canvas. */
  readonly drawing: ShownFrame | undefined;
  readonly shown: ShownFrame | undefined;
}

/** What flat pictures and volumes share. */
export interface SceneShare {
  readonly lookup: LookupTable;
  readonly colors: ColorTextures;
  readonly hooks?: PoolHooks;
}

/** Where a picture is drawn, and what of points. */
export interface BuildPlace {
  readonly viewport: Viewport;
  readonly points?: PointsSource | undefined;
}

/** Flat pictures: which tiles are held, and what a picture is made of. */
export class SliceScene {
  readonly #pool: TilePool;
  readonly #lookup: LookupTable;
  readonly #colors: ColorTextures;
  readonly #packer = new DrawPacker();
  #planned: readonly LayerFrame[] = [];
  #failed: ReadonlyMap<string, readonly Rect[]> = new Map();
  /** Tiles were dropped that the canvas shows: they come back before a new picture is drawn. */
  #mustRestore = false;

  constructor(device: Device, limits: PoolLimits, { lookup, colors, hooks }: SceneShare) {
    this.#lookup = lookup;
    this.#colors = colors;
    this.#pool = new TilePool(device, limits, hooks);
  }

  /** Which tiles there are, and where. */
  get store(): TileStore {
    return this.#pool.store;
  }

  get textures(): TexturePool {
    return this.#pool.textures;
  }

  get bytes(): number {
    return this.#pool.bytes;
  }

  /** Tiles held. */
  get tiles(): number {
    return this.#pool.store.size;
  }

  /** Bytes of the tiles of a dataset. */
  bytesOf(dataset: HeldDataset): number {
    return this.#pool.store.bytesOf(dataset);
  }

  get mustRestore(): boolean {
    return this.#mustRestore;
  }

  /** Makes room for tiles of these types; returns whether all tiles were dropped for it. */
  use(dtypes: readonly DType[]): boolean {
    const isDropped = this.#pool.use(dtypes);
    this.#mustRestore ||= isDropped;
    return isDropped;
  }

  limit(limits: PoolLimits): void {
    if (this.#pool.limit(limits)) this.#mustRestore = true;
  }

  /** Gives all tiles back until they are used again. */
  release(): void {
    this.#pool.release();
    this.#planned = [];
    this.#mustRestore = false;
  }

  capacity(dtype: DType): number {
    return this.#pool.capacity(dtype);
  }

  upload(
    layers: readonly LayerFrame[],
    { chunks, budget, fades, drawing, shown }: SliceUpload,
  ): UploadResult {
    const { store } = this.#pool;
    this.#planned = layers.filter(({ visible }) => visible);
    store.beginRound();
    protectPlans(this.#planned, store);
    for (const { layer, channels } of (drawing ?? shown)?.layers ?? []) {
      for (const { quad } of channels.flatMap(({ quads }) => quads))
        store.protect(layer.dataset.dtype, quad.key, 'drawn');
    }
    const options = { store, chunks, clock: () => performance.now() };
    const isRestored = this.#mustRestore;
    if (isRestored) {
      const tiles = tilesToRestore(shown, this.#planned);
      uploadTiles(tiles, UNBOUNDED, { ...options, fades: false, limit: 'planned' });
      this.#mustRestore = false;
    }
    const limit = drawing || isRestored ? 'drawn' : 'planned';
    const { failed, ...result } = uploadTiles(this.#planned, budget, { ...options, fades, limit });
    this.#failed = failed;
    return result;
  }

  build(
    request: FrameRequest,
    { nowMs, viewport, points }: BuildPlace & { readonly nowMs: number },
  ): { list: DrawList; layers: readonly LayerQuads[] } {
    const { store, textures } = this.#pool;
    const fades = !request.deterministic && !request.reducedMotion;
    const visible = request.layers.filter((layer) => layer.visible);
    this.#colors.use(visible.flatMap(({ labels }) => labels?.colors ?? []));
    const options: FrameOptions = {
      viewport,
      findTile: ({ quad }, { dataset }) => {
        const record = store.find(quad.key);
        return record && textures.place(tileFormat(dataset.dtype).bucket, record.slot);
      },
      rowOf: this.#lookup.rowOf,
      colorsAt: (table) => this.#colors.placeOf(table),
      packer: this.#packer,
      ...(points && { points }),
    };
    for (let coarser = 0; ; coarser++) {
      const layers = visible.map((layer) => {
        const drawn = coarser > 0 ? { ...layer, plan: coarserPlan(layer, coarser) } : layer;
        return { ...coverLayer(drawn, store, { now: nowMs, fades: fades && coarser === 0 }), layer };
      });
      const list = buildFrame(request, layers, options);
      if (list.isCut !== true || coarser >= MAX_COARSER) return { list, layers };
    }
  }

  coverage(layerId: string, slice: SliceView): boolean {
    const layer = this.#planned.find(({ id }) => id === layerId);
    if (!layer) return false;
    const { dataset, plan } = layer;
    const residency = this.#pool.store.residency();
    return slice.channels.every((channel) => isCovered({ dataset, slice, channel, plan, residency }));
  }

  failedRects(layerId: string): readonly Rect[] {
    return this.#failed.get(layerId) ?? [];
  }

  destroy(): void {
    this.#pool.destroy();
  }
}

/** A layer's plan with nothing finer than some levels above its target. */
function coarserPlan({ dataset, plan }: LayerFrame, levels: number): LayerFrame['plan'] {
  const level = Math.min(plan.level + levels, dataset.levels.length - 1);
  return { ...plan, level, finestLevel: Math.max(plan.finestLevel ?? 0, level) };
}
