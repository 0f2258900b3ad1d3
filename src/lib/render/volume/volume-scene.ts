import type { Device } from '@luma.gl/core';
import type { HeldDataset, VoxelKind } from '../../core';
import type { BrickKey, Camera3D } from '../../view';
import type { LookupTable } from '../color/lookup-table';
import type { DrawList } from '../frame/draw-list';
import type { DrawSources } from '../gpu/frame-drawer';
import type { ShownFrame } from '../frame/shown-frame';
import type { BuildPlace, SceneShare } from '../frame/slice-scene';
import type { ColorTextures } from '../labels/color-textures';
import type { ChunkLookup } from '../layer-frame';
import type { UploadBudget, UploadResult } from '../tiles/upload-plan';
import { BrickPool } from './brick-pool';
import type { BrickPoolLimits } from './bricks/pool-grid';
import type { BrickStore } from './bricks/brick-store';
import { BrickUploader } from './bricks/brick-upload';
import { buildVolumes } from './build-volumes';
import { isFilterable } from './gpu/brick-textures';
import { TABLE_WIDTH } from './gpu/march-walk-shader';
import { VolumeGpu, volumeGpuBytes } from './gpu/volume-gpu';
import { type VolumePick, pickVolume } from './march/pick-volume';
import type { ShownVolume } from './shown-volume';
import { tableEnd, writeTable } from './table/page-table';
import type { VolumeLayerFrame, VolumeRequest } from './volume-frame';

/** Part of the GPU's bytes that the page table may take, and its rows. */
const TABLE_SHARE = 1 / 32;
const MIN_TABLE_ROWS = 16;
const MAX_TABLE_ROWS = 256;
const ROW_BYTES = TABLE_WIDTH * 8;
/** While the view moves, samples lie this many voxels apart. */
const MOVING_STEP = 2;

export interface VolumeUpload {
  readonly chunks: ChunkLookup;
  readonly budget: UploadBudget;
  /** The picture in work, whose bricks must stay, and the one on the canvas, which may be drawn again. */
  readonly drawing: ShownFrame | undefined;
  readonly shown: ShownFrame | undefined;
}

/** Rows of the page table for GPUs with so many bytes in all. */
function tableRows(gpuBytes: number): number {
  return Math.min(MAX_TABLE_ROWS, Math.max(MIN_TABLE_ROWS, Math.floor((gpuBytes * TABLE_SHARE) / ROW_BYTES)));
}

/** Bytes that volumes take besides bricks. */
export function volumeOverheadBytes(gpuBytes: number): number {
  return volumeGpuBytes(tableRows(gpuBytes));
}

/** Pictures of volumes: which bricks are held, where the shader finds them, and what a picture is made of. */
export class VolumeScene {
  readonly #device: Device;
  readonly #lookup: LookupTable;
  readonly #colors: ColorTextures;
  readonly #pool: BrickPool;
  readonly #uploader = new BrickUploader();
  readonly #rows: number;
  #gpu: VolumeGpu | undefined;
  #planned: readonly VolumeLayerFrame[] = [];
  #chunks: ChunkLookup | undefined;
  #table: Uint32Array;
  #tableEnd = 0;
  #tabled: readonly ShownVolume[] = [];
  #tabledVersion = -1;

  constructor(
    device: Device,
    limits: BrickPoolLimits & { readonly gpuBytes: number },
    { lookup, colors, hooks }: SceneShare,
  ) {
    this.#device = device;
    this.#lookup = lookup;
    this.#colors = colors;
    this.#pool = new BrickPool(device, limits, hooks);
    this.#rows = tableRows(limits.gpuBytes);
    this.#table = new Uint32Array(0);
  }

  /** Which bricks there are, and where. */
  get store(): BrickStore {
    return this.#pool.store;
  }

  get sources(): DrawSources['volumes'] {
    return this.#gpu && { gpu: this.#gpu, bricks: this.#pool.textures };
  }

  get bytes(): number {
    return this.#pool.bytes + (this.#gpu?.bytes ?? 0);
  }

  /** Bricks that take room. */
  get bricks(): number {
    return this.#pool.store.size;
  }

  /** Bytes of the bricks of a dataset. */
  bytesOf(dataset: HeldDataset): number {
    return this.#pool.store.bytesOf(dataset);
  }

  /** Makes room for bricks of these kinds; returns whether all bricks were dropped for it. */
  use(kinds: readonly VoxelKind[]): boolean {
    this.#gpu ??= new VolumeGpu(this.#device, this.#rows);
    if (this.#table.length === 0) this.#table = new Uint32Array(this.#rows * TABLE_WIDTH * 2);
    const isDropped = this.#pool.use(kinds);
    if (isDropped) this.#forgetTable();
    return isDropped;
  }

  limit(limits: BrickPoolLimits): void {
    if (this.#pool.limit(limits)) this.#forgetTable();
  }

  /** Gives everything back until it is used again. */
  release(): void {
    this.#pool.release();
    this.#gpu?.destroy();
    this.#gpu = undefined;
    this.#table = new Uint32Array(0);
    this.#planned = [];
    this.#forgetTable();
  }

  capacity(kind: VoxelKind): number {
    return this.#pool.capacity(kind);
  }

  upload(
    layers: readonly VolumeLayerFrame[],
    { chunks, budget, drawing, shown }: VolumeUpload,
  ): UploadResult {
    const { store } = this.#pool;
    this.#chunks = chunks;
    this.#planned = layers.filter(({ visible }) => visible);
    store.beginRound();
    const protectDrawn = (): void => {
      for (const { layer } of (drawing ?? shown)?.volumes ?? [])
        for (const name of this.#uploader.namesOf(layer.plan)) store.protect(layer.dataset, name, 'drawn');
    };
    const limit = drawing ? 'drawn' : 'planned';
    return this.#uploader.upload(this.#planned, budget, {
      store,
      chunks,
      clock: () => performance.now(),
      ...{ limit, protectDrawn },
    });
  }

  build(
    request: VolumeRequest,
    { viewport, points }: BuildPlace,
  ): { list: DrawList; volumes: readonly ShownVolume[] } {
    const volumes = this.#tableFor(request.layers.filter(({ visible }) => visible));
    this.#colors.use(volumes.flatMap(({ layer }) => layer.labels?.colors ?? []));
    const list = buildVolumes(request, volumes, {
      viewport,
      store: this.#pool.store,
      layout: this.#pool.textures.layout,
      rowOf: this.#lookup.rowOf,
      colorsAt: (table) => this.#colors.placeOf(table),
      step: request.interacting && !request.deterministic ? MOVING_STEP : 1,
      mustFilterFloats: !isFilterable(this.#device, 'r32float'),
      table: this.#table.subarray(0, this.#tableEnd * 2),
      ...(points && { points }),
    });
    return { list, volumes };
  }

  /** Whether the coarsest planned bricks of all channels are there, so that nothing in view is blank. */
  coverage(layerId: string): boolean {
    const layer = this.#planned.find(({ id }) => id === layerId);
    const coarsest = layer?.plan.bricks[0]?.level;
    if (!layer || coarsest === undefined) return false;
    const names = this.#uploader.namesOf(layer.plan);
    return layer.plan.bricks.every(
      ({ level }, n) => level !== coarsest || this.#pool.store.find(names[n] ?? '') !== undefined,
    );
  }

  failedBricks(layerId: string): readonly BrickKey[] {
    return this.#uploader.failedOf(layerId);
  }

  pick(layer: VolumeLayerFrame, camera: Camera3D, point: readonly [number, number]): VolumePick | undefined {
    const base = this.#pool.store.baseOf(layer.dataset);
    if (base === undefined || !this.#chunks) return undefined;
    return pickVolume(layer, camera, { chunks: this.#chunks, base, point });
  }

  destroy(): void {
    this.#pool.destroy();
    this.#gpu?.destroy();
  }

  /** Writes the page table anew when plans or bricks changed. */
  #tableFor(layers: readonly VolumeLayerFrame[]): readonly ShownVolume[] {
    const { store } = this.#pool;
    const isSame = this.#tabledVersion === store.version && sameTable(layers, this.#tabled);
    if (isSame) {
      this.#tabled = this.#tabled.map((shown, i) => ({ ...shown, layer: layers[i] ?? shown.layer }));
      return this.#tabled;
    }
    let end = 0;
    this.#tabled = layers.map((layer) => {
      const records = this.#uploader.namesOf(layer.plan).map((name) => store.find(name));
      const channels = layer.channels.map(({ index }) => index);
      const volume = {
        dataset: layer.dataset,
        view: layer.view,
        plan: layer.plan,
        channels,
        find: (n: number) => records[n],
      };
      const levels = writeTable(volume, { words: this.#table, start: end });
      end = tableEnd(levels, channels.length, end);
      return { layer, levels, records };
    });
    this.#tableEnd = end;
    this.#tabledVersion = store.version;
    return this.#tabled;
  }

  #forgetTable(): void {
    this.#tabled = [];
    this.#tableEnd = 0;
    this.#tabledVersion = -1;
  }
}

function sameTable(layers: readonly VolumeLayerFrame[], tabled: readonly ShownVolume[]): boolean {
  if (layers.length !== tabled.length) return false;
  return layers.every(({ plan, channels }, i) => {
    const before = tabled[i]?.layer;
    const isSamePlan = before?.plan === plan && before.channels.length === channels.length;
    return isSamePlan && channels.every(({ index }, c) => before.channels[c]?.index === index);
  });
}
