import { describe, expect, it } from 'vitest';
import type { ChunkKey } from '../../../core';
import type { BrickPlan } from '../../../view';
import type { ChunkLookup } from '../../layer-frame';
import type { UploadBudget } from '../../tiles/upload-plan';
import { SyntheticVolume } from '../volume.fixture';
import { BrickStore } from './brick-store';
import { BrickUploader, type BrickUploadOptions, type PlannedVolume } from './brick-upload';

/** A volume of 4×4×4 bricks, all of which are wanted, a clock that a look moves on, and a store. */
class World {
  readonly volume = new SyntheticVolume({ size: [128, 128, 128], formula: ([x, y, z]) => (x + y + z) % 256 });
  readonly written: number[] = [];
  store: BrickStore;
  readonly uploader = new BrickUploader();
  readonly layer: PlannedVolume;
  readonly failed = new Set<string>();
  isHere = true;
  version = 0;
  limit: BrickUploadOptions['limit'] = 'planned';
  #nowMs = 0;

  constructor(slots = 100) {
    this.store = new BrickStore(['r8unorm'], slots, (_, slot) => this.written.push(slot));
    const { dataset } = this.volume;
    const bricks = Array.from({ length: 64 }, (_, n) => ({
      ...{ dataset: dataset.id, level: 0, axes: [3, 2, 1], slice: [0, 0, 0, 0] },
      brick: [n % 4, Math.floor(n / 4) % 4, Math.floor(n / 16)] as const,
    }));
    this.layer = { id: 'layer1', dataset, plan: { bricks } as unknown as BrickPlan };
  }

  /** The GPU dropped everything. */
  lose(): void {
    this.store = new BrickStore(['r8unorm'], 100, () => undefined);
  }

  /** One call, in which there is time to look at some twenty bricks, unless it is told otherwise. */
  upload(
    budget: UploadBudget = { maxMs: 20 },
    layer = this.layer,
  ): { uploadedTiles: number; pending: number } {
    return this.uploader.upload([layer], budget, {
      store: this.store,
      chunks: this.#chunks(),
      clock: () => this.#nowMs++,
      limit: this.limit,
    });
  }

  #chunks(): ChunkLookup {
    const stateOf = ({ index }: ChunkKey) =>
      this.failed.has(index.join()) ? 'failed' : this.isHere ? 'ready' : 'loading';
    return {
      version: this.version,
      stateOf,
      get: (key) => (stateOf(key) === 'ready' ? this.volume.get(key) : undefined),
    };
  }
}

/** Calls until nothing is pending; fails when that does not come. */
function settle(world: World): number {
  for (let calls = 1; calls < 200; calls++) if (world.upload().pending === 0) return calls;
  throw new Error('It never settled.');
}

describe('the upload of bricks', () => {
  it('brings all of a plan over many calls, and then has nothing to do', () => {
    const world = new World();
    settle(world);
    expect(world.store.size).toBe(64);
    expect(world.upload()).toMatchObject({ uploadedTiles: 0, pending: 0 });
  });

  it('brings more in one call the more time and bytes it may take', () => {
    const brought = (budget: UploadBudget) => new World().upload(budget).uploadedTiles;
    const [short = 0, long = 0] = [10, 40].map((maxMs) => brought({ maxMs }));
    expect(short).toBeGreaterThan(0);
    expect(long).toBeGreaterThan(2 * short);
    // A brick of 34³ voxels of a byte; one may go beyond.
    const brickBytes = 34 ** 3;
    expect([1, 5, 20].map((bricks) => brought({ maxMs: 1000, maxBytes: bricks * brickBytes }))).toEqual([
      1, 5, 20,
    ]);
  });

  it('settles though one call has no time to look at all that is missing', () => {
    const world = new World();
    world.isHere = false;
    settle(world);
    expect(world.store.size).toBe(0);
  });

  it('looks again once chunks have come', () => {
    const world = new World();
    world.isHere = false;
    settle(world);
    world.isHere = true;
    world.version++;
    expect(world.upload().pending).toBeGreaterThan(0);
    settle(world);
    expect(world.store.size).toBe(64);
  });

  it('tells which bricks failed, wherever in the plan they are', () => {
    const world = new World();
    world.failed.add('0,3,3,3');
    settle(world);
    expect(world.uploader.failedOf('layer1').map(({ brick }) => brick)).toEqual([[3, 3, 3]]);
    expect(world.store.size).toBe(63);
    world.failed.clear();
    world.version++;
    settle(world);
    expect(world.uploader.failedOf('layer1')).toEqual([]);
  });

  it('RFC row 37: tells of each brick that has to go for another', () => {
    const world = new World(30);
    let evicted = 0;
    world.store = new BrickStore(
      ['r8unorm'],
      30,
      () => undefined,
      () => evicted++,
    );
    const { bricks } = world.layer.plan;
    const half = (from: number): PlannedVolume => ({
      ...world.layer,
      plan: { bricks: bricks.slice(from, from + 20) } as unknown as BrickPlan,
    });
    for (const layer of [half(0), half(20)])
      for (let i = 0; i < 5; i++) {
        world.store.beginRound();
        world.upload({ maxMs: 1000 }, layer);
      }
    expect([world.store.size, evicted]).toEqual([30, 10]);
  });

  it('waits while a picture is drawn from all slots, and goes on after it', () => {
    const world = new World(30);
    world.limit = 'drawn';
    for (let i = 0; i < 60; i++) world.upload();
    expect(world.store.size).toBe(30);
    expect(world.upload().pending).toBeGreaterThan(0);
    world.limit = 'planned';
    settle(world);
    expect(world.store.size).toBe(30);
  });

  it('begins anew when the textures are others, though nothing else has changed', () => {
    const world = new World();
    world.isHere = false;
    settle(world);
    world.lose();
    world.isHere = true;
    settle(world);
    expect(world.store.size).toBe(64);
  });
});
