import type { Device } from '@luma.gl/core';
import type { VoxelKind } from '../../core';
import { exchangedSlot } from '../exchange-slots';
import type { PoolHooks } from '../pool-hooks';
import { type BrickFormat, brickFormat } from './bricks/brick-format';
import { BrickStore } from './bricks/brick-store';
import { type BrickPoolLimits, planBrickPools } from './bricks/pool-grid';
import { BrickTextures } from './gpu/brick-textures';

/** How often half the room is tried when the device has no memory for a pool. */
const MAX_HALVINGS = 6;

/** The textures for bricks and the record of what is in them: replaced together when formats or limits change. */
export class BrickPool {
  readonly #device: Device;
  readonly #hooks: PoolHooks;
  #limits: BrickPoolLimits;
  #textures: BrickTextures;
  #store = new BrickStore([], 0, () => undefined);

  constructor(device: Device, limits: BrickPoolLimits, hooks: PoolHooks = {}) {
    this.#hooks = hooks;
    this.#device = device;
    this.#limits = limits;
    this.#textures = new BrickTextures(device, planBrickPools([], limits));
  }

  get textures(): BrickTextures {
    return this.#textures;
  }

  get store(): BrickStore {
    return this.#store;
  }

  get bytes(): number {
    return this.#textures.layout.bytes;
  }

  /** Bricks of voxels of a kind that there is room for, or would be if it were in use as well. */
  capacity(kind: VoxelKind): number {
    const { formats, slots } = this.#textures.layout;
    const format = brickFormat(kind);
    return formats.includes(format) ? slots : planBrickPools([...formats, format], this.#limits).slots;
  }

  /** Makes room for voxels of these kinds; returns whether all bricks were dropped for it. */
  use(kinds: readonly VoxelKind[]): boolean {
    const wanted = [...new Set(kinds.map(brickFormat))].sort();
    if (wanted.every((format) => this.#textures.layout.formats.includes(format))) return false;
    this.#rebuild(wanted);
    return true;
  }

  /** Sets new limits; returns whether all bricks were dropped since they no longer fit. */
  limit(limits: BrickPoolLimits): boolean {
    this.#limits = limits;
    if (this.bytes <= limits.maxBytes) return false;
    this.#rebuild(this.#textures.layout.formats);
    return true;
  }

  /** Gives everything back until it is used again. */
  release(): void {
    this.#rebuild([]);
  }

  destroy(): void {
    this.#textures.destroy();
  }

  #rebuild(formats: readonly BrickFormat[]): void {
    this.#textures.destroy();
    for (let halvings = 0; ; halvings++) {
      const maxBytes = this.#limits.maxBytes / 2 ** halvings;
      const layout = planBrickPools(formats, { ...this.#limits, maxBytes });
      const textures = new BrickTextures(this.#device, layout);
      this.#textures = textures;
      if (textures.isAllocated || halvings === MAX_HALVINGS) break;
      textures.destroy();
    }
    const { textures } = this;
    const { slots } = textures.layout;
    const { exchangesUploads, onEvict } = this.#hooks;
    this.#store = new BrickStore(
      formats,
      slots,
      (format, slot, part) =>
        textures.write(format, exchangesUploads ? exchangedSlot(slot, slots) : slot, part),
      onEvict,
    );
  }
}
