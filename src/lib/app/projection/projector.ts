import { encodedBound, type ChunkStore } from '../../chunks';
import {
  AppError,
  storedDatasetId,
  type ChunkArray,
  type ChunkKey,
  type NumericArray,
  type ReadOptions,
} from '../../core';
import { fillVoxel } from './fill-value';
import { recipeOf, type ChunkRecipe, type Projection } from './projection';
import { madeStrides, partsOf, slabsOf, type RecipePart } from './recipe-parts';
import type { Ratio } from './worker/accumulate';
import { ProjectionPort, type ProjectionWorker } from './worker/projection-port';

export interface ProjectorOptions {
  /** Holds what was read, so that another range needs only what is missing. */
  readonly store: Pick<ChunkStore, 'get' | 'stateOf' | 'offer'>;
  /** Reads a stored chunk. */
  readonly read: (key: ChunkKey, options: ReadOptions) => Promise<ChunkArray | undefined>;
  readonly createWorker: () => ProjectionWorker;
}

/** Makes the chunks of thick slices, each from its stored ones, one after another. */
export class Projector {
  readonly #options: ProjectorOptions;
  readonly #port: ProjectionPort;
  #projections = new Map<string, Projection>();
  #jobs = 0;

  constructor(options: ProjectorOptions) {
    this.#options = options;
    this.#port = new ProjectionPort(options.createWorker);
  }

  /** Takes the place of what was projected before: only of these are chunks wanted from now on. */
  use(projections: readonly Projection[]): void {
    this.#projections = new Map(projections.map((projection) => [projection.made.id, projection]));
  }

  /** Whether a chunk is made, and not stored. */
  makes({ dataset }: ChunkKey): boolean {
    return storedDatasetId(dataset) !== dataset;
  }

  /**
   * Makes a chunk; `undefined` when all of it would be the fill value of its dataset. Rejects as reading does when any stored
   * chunk fails: a chunk of which a part is missing would show wrong values.
   */
  async make(key: ChunkKey, signal: AbortSignal): Promise<ChunkArray | undefined> {
    const projection = this.#projections.get(key.dataset);
    if (!projection) throw new AppError('not-found', 'The thick slice is no longer shown.');
    const recipe = recipeOf(projection, key);
    const shape = projection.made.levels[key.level]?.array?.chunks;
    if (!recipe || !shape) return undefined;
    const job = this.#jobs++;
    try {
      return await this.#gather({ projection, recipe, key, signal, job, shape });
    } catch (error) {
      this.#port.ask({ job, drop: true }).catch(() => undefined);
      throw error;
    }
  }

  async #gather(task: Task): Promise<ChunkArray | undefined> {
    const { projection, recipe, key, job, shape } = task;
    const { stored, made, mode } = projection;
    const strides = madeStrides(
      shape,
      projection.axes.map(({ axis }) => axis),
    );
    const length = shape.reduce((product, size) => product * size, 1);
    await this.#port.ask({ job, begin: { mode, dtype: stored.dtype, length } });
    let isFill = true;
    for (const part of partsOf(projection, key, recipe))
      isFill = !(await this.#take(task, part, strides)) && isFill;
    const isEmpty = isFill && (mode !== 'sum' || Number(fillOf(task)) === 0);
    const finish = { dtype: made.dtype, ratio: ratioOf(projection, recipe) };
    const { values } = await this.#port.ask(isEmpty ? { job, drop: true } : { job, finish });
    if (isEmpty) return undefined;
    if (!values)
      throw new AppError('worker-crashed', 'The projection worker lost a chunk that it was making.');
    return { data: values, shape, stride: strides };
  }

  /** Takes a part in; returns whether its chunk is stored. */
  async #take(task: Task, part: RecipePart, strides: readonly number[]): Promise<boolean> {
    const chunk = await this.#chunk(task, part.key);
    const { dtype } = task.projection.stored;
    const source = chunk ?? voxelForAll(fillVoxel(dtype, fillOf(task)), part.counts);
    for (const slab of slabsOf(source, part, strides)) {
      task.signal.throwIfAborted();
      await this.#port.ask({ job: task.job, slab }, [slab.data.buffer as ArrayBuffer]);
    }
    return chunk !== undefined;
  }

  /** A stored chunk: as it is held, or read and held from now on. */
  async #chunk({ projection, signal }: Task, key: ChunkKey): Promise<ChunkArray | undefined> {
    const { store } = this.#options;
    signal.throwIfAborted();
    const held = store.get(key);
    if (held || store.stateOf(key) === 'empty') return held;
    const chunkBytes = projection.made.levels[key.level]?.madeFrom?.chunkBytes ?? 0;
    const chunk = await this.#options.read(key, { signal, maxEncodedBytes: encodedBound(chunkBytes) });
    signal.throwIfAborted();
    store.offer(key, chunk);
    return chunk;
  }
}

/** A chunk that is being made. */
interface Task {
  readonly projection: Projection;
  readonly recipe: ChunkRecipe;
  readonly key: ChunkKey;
  readonly signal: AbortSignal;
  readonly job: number;
  /** Of the made chunk. */
  readonly shape: readonly number[];
}

function fillOf({ projection: { stored }, key }: Task): number | string {
  return stored.levels[key.level]?.array?.fillValue ?? 0;
}

/** A chunk of which all voxels are one. */
function voxelForAll(data: NumericArray, shape: readonly number[]): ChunkArray {
  return { data, shape, stride: shape.map(() => 0) };
}

/** Sums count as many voxels at every level as at the finest, so that the picture is as bright at each. */
function ratioOf({ mode }: Projection, { count, finestCount }: ChunkRecipe): Ratio {
  if (mode === 'mean') return { times: 1, by: count };
  return count === finestCount ? { times: 1, by: 1 } : { times: finestCount, by: count };
}
