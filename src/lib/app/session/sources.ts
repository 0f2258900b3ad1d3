import {
  AppError,
  storedDatasetId,
  type ChunkArray,
  type ChunkKey,
  type ChunkSource,
  type OpenHints,
  type ReadOptions,
  type Tuning,
} from '../../core';
import { Lane, type LaneObservation } from '../../chunks';

/** A source that layers read from, how many of them do, and the lane that its requests share with its origin. */
interface Entry {
  readonly source: ChunkSource;
  readonly hints: OpenHints;
  readonly lane: Lane;
  users: number;
}

/** The open sources by dataset, so that two layers that show the same dataset share its chunks and its requests. */
export class Sources {
  readonly #entries = new Map<string, Entry>();
  readonly #lanes = new Map<string, Lane>();
  readonly #workers: number;
  readonly #tuning: () => Tuning;

  /** @param workers how many there are that generate chunks. */
  constructor(workers: number, tuning: () => Tuning) {
    this.#workers = workers;
    this.#tuning = tuning;
  }

  /** What is open of a location as the same, in the order in which it gave them; nothing is read again for another layer of it. */
  openAt(location: string, { as, isListed = false }: OpenHints = {}): ChunkSource[] {
    return [...this.#entries.values()].flatMap(({ source, hints }) => {
      const isSame = hints.as === as && (hints.isListed ?? false) === isListed;
      return isSame && source.dataset.location === location ? source : [];
    });
  }

  /** Counts a layer that reads from the source. */
  use(source: ChunkSource, hints: OpenHints = {}): void {
    const { id, origin, generated } = source.dataset;
    const known = this.#entries.get(id);
    if (known) {
      known.users++;
      return;
    }
    const name = generated ? '' : origin;
    const lane = this.#lanes.get(name) ?? this.#makeLane(generated);
    this.#lanes.set(name, lane);
    this.#entries.set(id, { source, hints, lane, users: 1 });
  }

  /** Returns true when no layer uses the dataset any more, so that what is held of it can go. */
  release(datasetId: string): boolean {
    const entry = this.#entries.get(datasetId);
    if (!entry || --entry.users > 0) return false;
    this.#entries.delete(datasetId);
    return true;
  }

  isGenerated(key: ChunkKey): boolean {
    return this.#entries.get(key.dataset)?.source.dataset.generated ?? false;
  }

  laneOf(key: ChunkKey): Lane {
    return this.#entry(key.dataset).lane;
  }

  read(key: ChunkKey, options: ReadOptions): Promise<ChunkArray | undefined> {
    return this.#entry(key.dataset).source.read(key, options);
  }

  /** Tells the lane of a dataset how a chunk came. */
  observe(datasetId: string, observation: LaneObservation): void {
    this.#entries.get(datasetId)?.lane.observe(observation);
  }

  #entry(datasetId: string): Entry {
    const entry = this.#entries.get(storedDatasetId(datasetId));
    if (!entry) throw new AppError('not-found', `The dataset ${datasetId} is no longer open.`, {});
    return entry;
  }

  #makeLane(generated: boolean): Lane {
    const tuning = this.#tuning;
    if (!generated) return new Lane({ tuning });
    const workers = this.#workers;
    return new Lane({
      get fixedLimit() {
        return workers * tuning().generatedPerWorker;
      },
    });
  }
}
