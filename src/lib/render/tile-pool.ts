import type { Device } from '@luma.gl/core';
import type { DType } from '../core';
import { exchangedSlot } from './exchange-slots';
import type { PoolHooks } from './pool-hooks';
import { TexturePool } from './gpu/texture-pool';
import { type PoolLayout, type PoolLimits, planPools } from './tiles/pool-layout';
import { type Bucket, tileFormat } from './tiles/tile-format';
import { TileStore } from './tiles/tile-store';

/** The textures for tiles and the record of what is in them: replaced together when the types in use or the limits change. */
export class TilePool {
  readonly #device: Device;
  readonly #hooks: PoolHooks;
  #limits: PoolLimits;
  #layout: PoolLayout;
  #textures: TexturePool;
  #store: TileStore;

  constructor(device: Device, limits: PoolLimits, hooks: PoolHooks = {}) {
    this.#hooks = hooks;
    this.#device = device;
    this.#limits = limits;
    this.#layout = planPools([], limits);
    this.#textures = new TexturePool(device, this.#layout);
    this.#store = new TileStore([], 0, () => undefined);
  }

  get textures(): TexturePool {
    return this.#textures;
  }

  get store(): TileStore {
    return this.#store;
  }

  get bytes(): number {
    return this.#layout.bytes;
  }

  /** Tiles of `dtype` that there is room for, or would be if it were in use as well. */
  capacity(dtype: DType): number {
    const { bucket } = tileFormat(dtype);
    const buckets = this.#buckets();
    return buckets.includes(bucket)
      ? this.#layout.slots
      : planPools([...buckets, bucket], this.#limits).slots;
  }

  /**
   * Makes room for these types; returns whether all tiles were dropped for it. A type that is no longer used keeps its
   * share until another one needs it, so that a layer that is hidden for a moment is not uploaded again.
   */
  use(dtypes: readonly DType[]): boolean {
    const wanted = [...new Set(dtypes.map((dtype) => tileFormat(dtype).bucket))].sort();
    const has = this.#buckets();
    if (wanted.every((bucket) => has.includes(bucket))) return false;
    this.#rebuild(wanted);
    return true;
  }

  /** Sets new limits; returns whether all tiles were dropped since they no longer fit. */
  limit(limits: PoolLimits): boolean {
    this.#limits = limits;
    if (this.#layout.bytes <= limits.maxBytes) return false;
    this.#rebuild(this.#buckets());
    return true;
  }

  /** Gives everything back until it is used again. */
  release(): void {
    this.#rebuild([]);
  }

  destroy(): void {
    this.#textures.destroy();
  }

  #buckets(): Bucket[] {
    return this.#layout.buckets.map(({ bucket }) => bucket);
  }

  #rebuild(buckets: readonly Bucket[]): void {
    this.#textures.destroy();
    this.#layout = planPools(buckets, this.#limits);
    const textures = new TexturePool(this.#device, this.#layout);
    this.#textures = textures;
    const { slots } = this.#layout;
    const { exchangesUploads, onEvict } = this.#hooks;
    this.#store = new TileStore(
      buckets,
      slots,
      (bucket, slot, part) =>
        textures.write(bucket, exchangesUploads ? exchangedSlot(slot, slots) : slot, part),
      onEvict,
    );
  }
}
