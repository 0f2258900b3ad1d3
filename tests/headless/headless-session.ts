import { chooseShownSlices } from '../../src/lib/app/frame/plan/shown-slices';
import { planLayer } from '../../src/lib/app/frame/plan/plan-layer';
import { Projector } from '../../src/lib/app/projection/projector';
import { readValues } from '../../src/lib/app/scene/read/read-values';
import type { ValueAt } from '../../src/lib/app/scene/read/value-at';
import type { Layer } from '../../src/lib/app/scene/layers/layer';
import { Scene } from '../../src/lib/app/scene/scene';
import { makeStore, readStored } from '../../src/lib/app/session/make-store';
import { Opening } from '../../src/lib/app/session/opening';
import { Sources } from '../../src/lib/app/session/sources';
import { MemoryBudget } from '../../src/lib/chunks';
import { progressiveTuning } from '../../src/lib/core';
import { DecodePool } from '../../src/lib/decode';
import { BrickStore } from '../../src/lib/render/volume/bricks/brick-store';
import type { BrickWords } from '../../src/lib/render/volume/bricks/brick-format';
import type { ValueBase } from '../../src/lib/render/volume/bricks/brick-values';
import type { ValueRange } from '../../src/lib/render/volume/bricks/value-range';
import { TileStore } from '../../src/lib/render/tiles/tile-store';
import {
  brickKeyString,
  coverView,
  worldToScreen,
  type BrickKey,
  type BrickPlan,
  type Quad,
  type TilePlan,
} from '../../src/lib/view';
import { KernelPort } from './kernel-port';

const ROOM = 256;
const nothing = (): void => undefined;

/** A brick as textures hold it. */
export interface HeldBrick {
  readonly key: BrickKey;
  /** What is subtracted from its values. */
  readonly base: ValueBase;
  readonly range: ValueRange;
  /** Absent where all of its voxels are the same. */
  readonly words: BrickWords | undefined;
}

/** What the program is without a screen: sources, workers' kernels, plans, the chunk store, and what tiles and bricks are cut to. */
export class HeadlessSession {
  readonly scene = new Scene();
  readonly #budget = new MemoryBudget({ limitBytes: 2 ** 28, gpuBytes: 0 });
  readonly #sources = new Sources(1, () => progressiveTuning);
  readonly #pool = new DecodePool({
    ...{ workerCount: 1, createWorker: () => new KernelPort(), every: () => nothing, onTraffic: nothing },
  });
  readonly #projector: Projector = new Projector({
    store: { get: () => undefined, stateOf: () => 'idle', offer: nothing },
    read: (key, options) => readStored({ loads: undefined }, this.#sources, { key, options }),
    createWorker: () => {
      throw new Error('Nothing is projected here.');
    },
  });
  readonly #store = makeStore(
    {
      ...{ budget: this.#budget, projector: this.#projector, engine: { redraw: nothing } },
      ...{ tuning: progressiveTuning, loads: undefined, detour: undefined },
    },
    this.#sources,
  );
  readonly #opening = new Opening({
    ...{ scene: this.scene, sources: this.#sources, pool: this.#pool, pageUrl: 'https://page.test/' },
    onChange: nothing,
    onUnused: (dataset) => this.#store.clear(dataset),
  });

  constructor() {
    this.scene.camera = { ...this.scene.camera, width: 64, height: 48 };
  }

  /** Opens a location that holds one image. Rejects as the program does. */
  async open(location: string): Promise<Layer> {
    const [layer] = await this.#opening.open({ location });
    if (!layer) throw new Error(`${location} gave no layer.`);
    this.scene.fit();
    return layer;
  }

  close(layer: Layer): void {
    this.#opening.close(layer);
  }

  /** Plans a layer until all levels that it takes are open, and loads what the plan wants. */
  async load(layer: Layer): Promise<TilePlan | BrickPlan> {
    const limits = { budget: this.#budget, tuning: progressiveTuning, bias: 1, focus: undefined };
    const sources = { ...limits, scene: this.scene, capacity: () => ROOM, hasFailed: () => false };
    for (;;) {
      const plan = planLayer(layer, sources, 1);
      if (!plan) throw new Error(`${layer.id} cannot be planned.`);
      for (const level of plan.open) await layer.source.openLevel(level);
      if (plan.open.length > 0) continue;
      this.#store.want(plan.want);
      while (!this.#store.isIdle()) await new Promise(setImmediate);
      return plan;
    }
  }

  /** Cuts the tiles of a layer's slice, and returns what is drawn of its first channel. */
  drawSlice(layer: Layer): Quad[] {
    const [dataset, { plan, wanted }] = [this.scene.datasetOf(layer), layer.frame];
    if (!plan || !wanted) throw new Error(`${layer.id} is not planned.`);
    const tiles = new TileStore(['r8uint', 'r16uint', 'r32uint', 'rg32uint'], ROOM, nothing);
    for (const key of plan.tiles)
      tiles.fill(dataset, key, { chunks: this.#store, now: -Infinity, limit: 'planned' });
    const residency = tiles.residency();
    chooseShownSlices([layer], { store: this.#store, isCovered: () => true });
    const slice = layer.frame.shown ?? wanted;
    return coverView({ dataset, slice, channel: slice.channels[0] ?? 0, plan, residency });
  }

  /** Cuts the bricks of a layer's volume, and returns what each came to. */
  cutBricks(layer: Layer): HeldBrick[] {
    const [dataset, { bricks }] = [this.scene.datasetOf(layer), layer.frame];
    const formats = ['r8unorm', 'rg8unorm', 'r32float', 'r8uint', 'r16uint', 'r32uint', 'rg32uint'] as const;
    const slots = new Map<number, BrickWords>();
    const store = new BrickStore(formats, ROOM, (_, slot, { words }) => slots.set(slot, words));
    const options = { chunks: this.#store, limit: 'planned' } as const;
    return (bricks?.bricks ?? []).map((key) => {
      const name = brickKeyString(key);
      const { outcome } = store.fill(dataset, key, name, options);
      const [record, base] = [store.find(name), store.baseOf(dataset)];
      if (outcome !== 'done' || !record || base === undefined) throw new Error(`${name} is ${outcome}.`);
      return { key, base, range: record.range, words: slots.get(record.slot ?? NaN) };
    });
  }

  /** What the program says stands at a world position, [horizontal, vertical]. */
  valuesAt(world: readonly [number, number]): ValueAt[] {
    return readValues({ scene: this.scene, store: this.#store }, worldToScreen(this.scene.camera, world));
  }

  stop(): void {
    this.#pool.stop();
  }
}
