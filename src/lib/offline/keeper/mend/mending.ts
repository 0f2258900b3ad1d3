import { readAbout } from './about';
import { pauseBy, within } from '../keeper-effects';
import type { KeeperParts } from '../keeper-parts';
import { newSlots } from '../tabs/other-tabs';
import { asJanitor, livingOwners } from '../tabs/owners';
import { finishForgetting } from './forgetting';
import { reconcile } from './reconcile';

/** After the start, when the first picture is there. */
const afterMs = 3000;
/** Who asks what is missing waits no longer than this: then what a crash left is fetched anew. */
const patienceMs = 10_000;

/** Makes the index and the caches agree, once in the life of a keeper: soon after its start, or when someone has to know. */
export class Mending {
  readonly #keeper: KeeperParts;
  #done: Promise<void> | undefined;

  constructor(keeper: KeeperParts) {
    this.#keeper = keeper;
  }

  /** Plans it. */
  begin(): void {
    this.#keeper.effects.later(afterMs, () => void this.done());
  }

  /** Resolves once it is done, or takes too long. Never rejects. */
  async done(): Promise<void> {
    this.#done ??= this.#mend().catch((error: unknown) => this.#keeper.failed(error));
    await within(this.#done, patienceMs, this.#keeper.effects);
  }

  async #mend(): Promise<void> {
    const { effects } = this.#keeper;
    // Who cannot tell dead tabs from living ones leaves all of it alone.
    if (!effects.locks || this.#keeper.trouble !== undefined) return;
    await asJanitor(effects, async () => {
      await this.#readRows();
      const known = new Map([...this.#keeper.index.segments()].map(({ id, paths }) => [id, paths.length]));
      const { caches, scope } = effects;
      const { index, store, tick } = this.#keeper;
      const breathe = () => pauseBy(effects)(0);
      const owners = { livingOwners: () => livingOwners(effects) };
      await finishForgetting({ database: effects.database, caches, index, store, scope, ...owners });
      await reconcile({ ...{ caches, index, store, scope, tick, breathe }, ...owners });
      await this.#describe();
      this.#tell(known);
      await this.#keeper.flush();
    });
  }

  /** Another tab may have mended something since this one read the rows. */
  async #readRows(): Promise<void> {
    const { index, effects } = this.#keeper;
    for (const row of await effects.database.segments.toArray()) {
      index.follow(row);
      const segment = index.segment(row.id);
      if (segment && row.sealed === 1) segment.isSealed = true;
    }
  }

  /** Makes rows for datasets whose rows were lost, from what their caches say of them. */
  async #describe(): Promise<void> {
    const { index, effects } = this.#keeper;
    const { datasets } = effects.database;
    const known = new Set(await datasets.toCollection().primaryKeys());
    const kept = new Set([...index.segments()].map(({ name }) => name.dataset));
    for (const id of kept) {
      if (known.has(id)) continue;
      const generation = this.#keeper.generationOf(id);
      const about = await readAbout(effects, index, { dataset: id, generation });
      if (about) await datasets.put({ id, generation, viewedAtMs: effects.nowMs(), ...about });
    }
  }

  /** `known`: slots of each segment before. */
  #tell(known: ReadonlyMap<string, number>): void {
    const { index, effects } = this.#keeper;
    for (const [id] of known) if (!index.segment(id)) effects.broadcast({ type: 'dropped', segment: id });
    for (const segment of index.segments()) {
      const at = known.get(segment.id) ?? 0;
      const slots = newSlots(segment, at);
      if (slots.length > 0) effects.broadcast({ type: 'appended', segment: segment.id, at, slots });
    }
    this.#keeper.refreshAll();
  }
}
