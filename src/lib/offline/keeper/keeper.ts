import { schemaEpoch } from '../../db';
import type { KeepTrouble } from '../library';
import { SegmentIndex } from '../manifest/segment-index';
import { isAbsent, type Segment } from '../manifest/segment';
import type { KeeperNews, KeeperQuestion, PageMessage, ReaderMessage, SeenDataset } from '../messages';
import type { SegmentName } from '../names/cache-name';
import { answer } from './answers/answers';
import type { AnsweringKeeper } from './answers/downloads';
import { Generations } from './generations';
import { Housekeeping } from './room/housekeeping';
import { IndexFlush } from './store/index-flush';
import { KeepStore, type Dropped } from './store/keep-store';
import { isFull, pauseBy, within, type KeeperEffects } from './keeper-effects';
import { Mending } from './mend/mending';
import { openKeep } from './open-keep';
import { newSlots, OtherTabs } from './tabs/other-tabs';
import { holdOwnership } from './tabs/owners';
import { listingOf, Readers, type ReaderPort } from './readers';
import type { TabMessage } from './tabs/tabs';
import { noteSeen } from './answers/note-seen';
import { putInRoom, type Written } from './store/put-in-room';
import { WriteBehind, type WriteJob } from './store/write-behind';

/** What fails within a minute before this gives up until the page is opened again. */
const [maxFailures, failuresMs] = [3, 60_000];
/** A database that opens, and does not give its rows within this time, will not. */
const loadMs = 15_000;

/** Keeps what was read on this device: writes it, says where it is, makes room. One for each page, in a worker of its own. */
export class Keeper implements AnsweringKeeper {
  readonly index = new SegmentIndex();
  readonly store: KeepStore;
  readonly writes: WriteBehind;
  readonly effects: KeeperEffects;
  readonly housekeeping: Housekeeping;
  readonly mending = new Mending(this);
  /** Why nothing is kept; 'starting' until it is known. */
  trouble: KeepTrouble | 'starting' | undefined = 'starting';
  tick = 0;
  readonly #generations = new Generations(this.index);
  readonly #readers = new Readers(this.index);
  readonly #otherTabs: OtherTabs;
  readonly #waiting: (() => void)[] = [];
  /** What the user told us to forget, while it is still open. */
  readonly #forgotten = new Set<string>();
  readonly #flush = new IndexFlush(this);
  #failures = 0;

  constructor(effects: KeeperEffects) {
    this.effects = effects;
    this.store = new KeepStore(effects, this.index);
    this.writes = new WriteBehind({
      write: async (job) => {
        if (this.trouble !== undefined || this.#forgotten.has(job.dataset)) return;
        const written = await putInRoom(this, job);
        if (written) await this.#written(written).catch((error: unknown) => this.failed(error));
        await this.housekeeping.tidy();
      },
      ...{ pause: pauseBy(effects), maxBytes: effects.maxQueueBytes },
    });
    this.housekeeping = new Housekeeping(this);
    const refresh = (dataset: string): void => this.#readers.refresh(dataset, this.generationOf(dataset));
    this.#otherTabs = new OtherTabs({ effects, index: this.index, readers: this.#readers, refresh });
  }

  /** Reads the index, of what a newer version left too; until then readers and questions wait. Never rejects. */
  async start(): Promise<void> {
    const own = holdOwnership(this.effects).then(isDone, isNot);
    const trouble = await openKeep(this.effects);
    const inTime = (work: Promise<unknown>) => within(work.then(isDone, isNot), loadMs, this.effects);
    const isLoaded = trouble === undefined && (await inTime(this.#load()));
    // Who cannot say that it lives would have its caches taken for those of the dead.
    const isOwner = isLoaded === true && (await within(own, loadMs, this.effects));
    if (this.trouble === 'starting')
      this.trouble = trouble ?? (isLoaded !== true ? 'no-database' : isOwner === true ? undefined : 'broken');
    if (trouble === 'newer-version') await inTime(this.#read());
    if (this.trouble !== undefined) this.#tellTrouble();
    // The browser may have cleared the database and left the caches: then all that is kept is found anew first.
    else if (this.index.segments().next().done === true) await this.mending.done();
    for (const go of this.#waiting.splice(0)) go();
    if (this.trouble !== undefined) return;
    this.effects.broadcast({ type: 'hello' });
    this.mending.begin();
    await this.housekeeping.estimate();
  }

  handlePage(message: Exclude<PageMessage, { type: 'connect' }>): void {
    if (message.type === 'showing') this.housekeeping.show(message.leases);
    else if (message.type === 'tune') this.housekeeping.tune(message.tuning);
    else if (message.type === 'seen') this.#whenReady(() => this.#seen(message.dataset));
    else this.#whenReady(() => void this.#answer(message.id, message.question));
  }

  handleReader(port: ReaderPort, message: ReaderMessage): void {
    this.#whenReady(() => this.#handleReader(port, message));
  }

  /** What another tab's keeper did. */
  handleTab(message: TabMessage): void {
    this.#whenReady(() => {
      if (this.isUsable) this.#handleTab(message);
    });
  }

  generationOf(dataset: string): number {
    return this.#generations.of(dataset);
  }

  tellGone(
    { id, name }: { readonly id: string; readonly name: SegmentName },
    gone: readonly string[],
    slots?: readonly number[],
  ): void {
    this.#readers.removed(name.dataset, name.generation, gone);
    this.effects.broadcast(slots ? { type: 'killed', segment: id, slots } : { type: 'dropped', segment: id });
    if (this.store.isDirty) this.#flush.soon();
  }

  /** Tells readers of everything anew. */
  refreshAll(): void {
    for (const dataset of this.#readers.datasets())
      this.#readers.refresh(dataset, this.generationOf(dataset));
    this.tell({ type: 'library-changed' });
  }

  tell(news: KeeperNews): void {
    this.effects.tell(news);
  }

  /** Nothing of this dataset is kept any more until the page is opened again. */
  async forget(dataset: string): Promise<void> {
    this.#forgotten.add(dataset);
    this.writes.forget(dataset);
    await this.store.forget(dataset, ({ segment, gone }, slots) => this.tellGone(segment, gone, slots));
  }

  setTrouble(trouble: KeepTrouble | undefined): void {
    if (this.trouble === trouble) return;
    this.trouble = trouble;
    this.#tellTrouble();
  }

  /** Writes the index now. */
  flush(): Promise<void> {
    return this.#flush.now();
  }

  get isUsable(): boolean {
    return this.trouble === undefined || this.trouble === 'storage-full';
  }

  ticked(): void {
    this.tick += 1;
  }

  async dropLost(): Promise<void> {
    this.tellDropped(await this.store.dropLost());
    this.tell({ type: 'library-changed' });
  }

  tellDropped(dropped: readonly Dropped[]): void {
    for (const { segment, gone } of dropped) this.tellGone(segment, gone);
  }

  #whenReady(run: () => void): void {
    if (this.trouble === 'starting') this.#waiting.push(run);
    else run();
  }

  async #read(): Promise<string[]> {
    const useless = await this.store.load();
    this.#generations.load(await this.effects.database.datasets.toArray());
    return useless.map(({ id }) => id);
  }

  async #load(): Promise<void> {
    const { segments, meta } = this.effects.database;
    await segments.bulkDelete(await this.#read());
    await this.housekeeping.load();
    this.tick = (await meta.get('tick'))?.value ?? 0;
    await meta.put({ key: 'schema-epoch', value: schemaEpoch });
  }

  #handleTab(message: TabMessage): void {
    const { housekeeping } = this;
    if (message.type === 'showing') housekeeping.showOther(message.owner, message.leases);
    else if (message.type === 'library') {
      housekeeping.loadPins().catch((error: unknown) => this.failed(error));
      this.tell({ type: 'library-changed' });
    } else if (message.type === 'generation') this.#otherGeneration(message.dataset, message.generation);
    else if (message.type === 'forgotten')
      this.forget(message.dataset).catch((error: unknown) => this.failed(error));
    else if (message.type === 'hello') {
      housekeeping.showAgain();
      void this.flush();
    } else this.#otherTabs.follow(message).catch((error: unknown) => this.failed(error));
  }

  #handleReader(port: ReaderPort, message: ReaderMessage): void {
    const { dataset } = message;
    if (message.type === 'attach') this.#readers.attach(port, dataset, this.generationOf(dataset));
    else if (!this.isUsable) return;
    else if (message.type === 'write') this.#enqueue(message);
    else if (message.type === 'used') this.#used(dataset, message.generation, message.paths);
    else if (message.type === 'changed') void this.#changed(dataset, message.generation);
    else void this.#drop(dataset, message.generation, message.path);
  }

  #enqueue(job: WriteJob): void {
    if (this.#forgotten.has(job.dataset) || this.trouble !== undefined) return;
    if (this.index.find(job.dataset, job.generation, job.path)) return;
    if (this.housekeeping.admits(job)) this.writes.enqueue(job);
  }

  /** Tells of a new entry, and sees to it that the index is written. */
  async #written({ segment, slot, replaced }: Written): Promise<void> {
    const { dataset, generation } = segment.name;
    const [entry] = newSlots(segment, slot);
    if (entry) {
      this.#readers.added(dataset, generation, listingOf({ segment, slot }));
      this.effects.broadcast({ type: 'appended', segment: segment.id, at: slot, slots: [entry] });
    }
    if (replaced) await this.#kill(replaced.segment, [replaced.slot]);
    if (this.#forgotten.has(dataset)) await this.forget(dataset);
    await this.#flush.added();
  }

  #used(dataset: string, generation: number, paths: readonly string[]): void {
    this.tick += 1;
    for (const path of paths) {
      const place = this.index.find(dataset, generation, path);
      if (place) this.store.touch(place.segment, place.slot, this.tick);
    }
    this.#flush.soon();
  }

  async #drop(dataset: string, generation: number, path: string): Promise<void> {
    const place = this.index.find(dataset, generation, path);
    if (!place || place.segment.has(place.slot, isAbsent)) return;
    await this.#kill(place.segment, [place.slot]);
  }

  async #kill(segment: Segment, slots: readonly number[]): Promise<void> {
    try {
      const gone = await this.store.kill(segment, slots);
      this.tellGone(segment, gone, this.index.segment(segment.id) ? slots : undefined);
    } catch (error) {
      this.failed(error);
    }
  }

  /** The next opening begins anew; what was kept before is the first to go. */
  async #changed(dataset: string, generation: number): Promise<void> {
    if (generation !== this.generationOf(dataset)) return;
    const next = generation + 1;
    this.#generations.raise(dataset, next);
    await this.effects.database.datasets.update(dataset, { generation: next }).catch(() => 0);
    this.#readers.refresh(dataset, next);
    this.effects.broadcast({ type: 'generation', dataset, generation: next });
    this.tell({ type: 'dataset-changed', dataset });
  }

  #otherGeneration(dataset: string, generation: number): void {
    if (!this.#generations.raise(dataset, generation)) return;
    this.#readers.refresh(dataset, generation);
    this.tell({ type: 'dataset-changed', dataset });
  }

  #seen(seen: SeenDataset): void {
    if (this.trouble !== undefined || this.#forgotten.has(seen.id)) return;
    noteSeen(this, seen).catch((error: unknown) => this.failed(error));
  }

  async #answer(id: number, question: KeeperQuestion): Promise<void> {
    try {
      this.tell({ type: 'answer', id, value: await answer(this, question) });
    } catch (error) {
      this.tell({ type: 'answer', id, error: error instanceof Error ? error.message : String(error) });
    }
  }

  /** Counts what went wrong with the storage. Reads go on from the network. */
  failed(error: unknown): undefined {
    if (isFull(error)) {
      this.housekeeping.pauseWrites();
      return undefined;
    }
    this.#failures += 1;
    if (this.#failures === 1) this.effects.later(failuresMs, () => (this.#failures = 0));
    if (this.#failures >= maxFailures && this.trouble === undefined) this.setTrouble('broken');
    return undefined;
  }

  #tellTrouble(): void {
    if (this.trouble !== 'starting') this.tell({ type: 'trouble', trouble: this.trouble });
  }
}

const isDone = (): true => true;
const isNot = (): false => false;
