import type { ShardIndex } from './shard-index';
import { SharedLoads } from './shared-loads';

/** What is known of an object that should be a shard; `refused`: it counts as absent since its server answers 403. */
export type KnownShard = ShardIndex | 'no shard' | 'refused';

/** 16 bytes for each inner chunk, so 16 shards of 32³ chunks. */
const maxIndexBytes = 8 * 2 ** 20;

/**
 * The shard indices that one worker keeps, of all arrays that it reads: what bounds each array alone bounds nothing of
 * many. Least recently used goes first; one that is larger than the bound is read anew each time.
 */
export class ShardIndices {
  readonly #loads: SharedLoads<KnownShard>;
  #owners = 0;

  constructor(maxBytes = maxIndexBytes) {
    this.#loads = new SharedLoads(maxBytes, (index) => (typeof index === 'string' ? 16 : index.byteLength));
  }

  /** Bytes of what is kept. */
  get bytes(): number {
    return this.#loads.bytes;
  }

  /** A name for whoever reads shards, under which nobody else has indices. */
  newOwner(): string {
    return `${String(this.#owners++)}:`;
  }

  get(
    owner: string,
    path: string,
    { load, signal }: { load: (signal: AbortSignal) => Promise<KnownShard>; signal?: AbortSignal },
  ): Promise<KnownShard> {
    return this.#loads.get(owner + path, load, signal);
  }

  /** Forgets an index, unless another has replaced it. */
  drop(owner: string, path: string, index: KnownShard): void {
    this.#loads.drop(owner + path, index);
  }

  /** Forgets all that an owner has. */
  dropAll(owner: string): void {
    this.#loads.dropWhere((name) => name.startsWith(owner));
  }
}
