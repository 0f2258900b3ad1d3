import { IDBFactory, IDBKeyRange } from 'fake-indexeddb';
import { KeepDatabase } from '../../db';
import { FakeDisk, type OnStep } from '../caches.fixture';
import { entryBytes } from '../entry/entry';
import { isDead } from '../manifest/segment';
import type { KeeperMessage, KeeperNews, KeeperQuestion, ReaderMessage } from '../messages';
import { documentsLevel } from '../names/entry-path';
import { KeepReader } from '../reader/keep-reader';
import { Keeper } from './keeper';
import type { KeeperEffects, KeeperLocks } from './keeper-effects';
import { isTabMessage, type TabMessage } from './tabs/tabs';

export const origin = 'https://app.test';
export const scope = '01234567';
export const dataset = '0123456789abcdef';

/** What all tabs of a browser share: caches, database, locks, messages and the clock, which a test drives by hand. */
export class FakeBrowser {
  readonly disk = new FakeDisk();
  #indexedDB = new IDBFactory();
  readonly tabs: FakeTab[] = [];
  nowMs = 0;
  /** Messages between tabs wait until this is false again. */
  areMessagesHeld = false;
  readonly #timers: { readonly atMs: number; readonly run: () => void }[] = [];
  readonly #held = new Map<string, FakeTab>();
  readonly #queued: { readonly to: readonly FakeTab[]; readonly message: TabMessage }[] = [];
  readonly #lockQueue: (() => void)[] = [];

  get indexedDB(): IDBFactory {
    return this.#indexedDB;
  }

  /** As the browser does that clears one storage and not the other. */
  loseDatabase(): void {
    this.#indexedDB = new IDBFactory();
  }

  /** Opens a tab, and waits until its keeper has started. */
  async open(options: TabOptions = {}): Promise<FakeTab> {
    const tab = new FakeTab(this, String(this.tabs.length + 1), options);
    this.tabs.push(tab);
    void tab.keeper.start();
    await this.settle();
    return tab;
  }

  later(ms: number, run: () => void): void {
    if (ms <= 4) setImmediate(run);
    else this.#timers.push({ atMs: this.nowMs + ms, run });
  }

  /** Lets time pass, and all happen that is due. */
  async pass(ms: number): Promise<void> {
    const endMs = this.nowMs + ms;
    await this.settle();
    for (;;) {
      const due = this.#timers.filter(({ atMs }) => atMs <= endMs).sort((a, b) => a.atMs - b.atMs)[0];
      if (!due) break;
      this.#timers.splice(this.#timers.indexOf(due), 1);
      this.nowMs = Math.max(this.nowMs, due.atMs);
      due.run();
      await this.settle();
    }
    this.nowMs = endMs;
  }

  /** Lets what was begun come to its end. */
  async settle(): Promise<void> {
    let quiet = 0;
    for (let i = 0; i < 5000 && quiet < 40; i++) {
      await new Promise((resolve) => setImmediate(resolve));
      const isBusy = this.tabs.some((tab) => !tab.isDead && tab.keeper.writes.bytes > 0);
      quiet = (!this.areMessagesHeld && this.#deliver()) || isBusy ? 0 : quiet + 1;
    }
  }

  /** As of a BroadcastChannel (HTML, section 9.5): a tab that is opened later does not get what was sent before. */
  post(from: FakeTab, message: TabMessage): void {
    const to = this.tabs.filter((tab) => tab !== from);
    this.#queued.push({ to, message: structuredClone(message) });
  }

  locksOf(tab: FakeTab): KeeperLocks {
    const take = async <T>(name: string, run: (lock: unknown) => Promise<T>): Promise<T> => {
      this.#held.set(name, tab);
      try {
        return await run({ name });
      } finally {
        this.#free(name);
      }
    };
    return {
      request: async (name, { ifAvailable }, run) => {
        while (this.#held.has(name)) {
          if (ifAvailable) return run(null);
          await new Promise<void>((resolve) => this.#lockQueue.push(resolve));
        }
        return take(name, run);
      },
      query: () => Promise.resolve({ held: [...this.#held.keys()].map((name) => ({ name })) }),
    };
  }

  freeAll(tab: FakeTab): void {
    for (const [name, holder] of this.#held) if (holder === tab) this.#free(name);
  }

  #free(name: string): void {
    this.#held.delete(name);
    for (const go of this.#lockQueue.splice(0)) go();
  }

  #deliver(): boolean {
    const queued = this.#queued.splice(0);
    for (const { to, message } of queued)
      for (const tab of to)
        if (!tab.isDead && isTabMessage(message)) tab.keeper.handleTab(structuredClone(message));
    return queued.length > 0;
  }
}

export interface TabOptions {
  readonly onStep?: OnStep;
  readonly effects?: Partial<KeeperEffects>;
}

/** A keeper, and a reader beside it. A crash stops both in the middle of whatever they do. */
export class FakeTab {
  readonly owner: string;
  readonly keeper: Keeper;
  readonly reader: KeepReader;
  readonly database: KeepDatabase;
  readonly news: KeeperNews[] = [];
  onStep: OnStep;
  /** Called before each write to a table of the database. */
  onMutate: (table: string) => void = () => undefined;
  isDead = false;
  readonly #browser: FakeBrowser;
  #questions = 0;

  constructor(browser: FakeBrowser, owner: string, { onStep, effects }: TabOptions) {
    this.#browser = browser;
    this.owner = `tab${owner}`;
    this.onStep = onStep ?? (() => undefined);
    this.database = this.#openDatabase();
    const caches = browser.disk.view(async (step) => {
      await this.onStep(step);
      if (this.isDead) await new Promise(() => undefined);
    });
    const later = (ms: number, run: () => void): void => browser.later(ms, () => this.isDead || run());
    this.keeper = new Keeper({
      ...{ caches, origin, scope, later, database: this.database, owner: this.owner },
      locks: browser.locksOf(this),
      broadcast: (message) => this.isDead || browser.post(this, message),
      tell: (news) => void this.news.push(news),
      nowMs: () => browser.nowMs,
      estimate: () => Promise.resolve({}),
      defaultLimitBytes: () => 2 ** 40,
      maxQueueBytes: 2 ** 20,
      ...effects,
    });
    const post = (message: ReaderMessage): void => {
      const copy = structuredClone(message);
      setImmediate(() => this.isDead || this.keeper.handleReader(port, copy));
    };
    const port = {
      post: (message: KeeperMessage): void => {
        const copy = structuredClone(message);
        setImmediate(() => this.isDead || this.reader.handle(copy));
      },
    };
    this.reader = new KeepReader({ caches, origin, scope, later, post });
  }

  crash(): void {
    this.isDead = true;
    this.#browser.freeAll(this);
    this.database.close();
  }

  /** Has the keeper write entries of so many bytes, as a decode worker would. */
  write(paths: readonly string[], { size = 100, generation = 1, to = dataset, isAbsent = false } = {}): void {
    for (const path of paths) {
      const level = path.startsWith('c/') ? Number(path.split('/')[1]) : documentsLevel;
      const bytes = isAbsent ? ('absent' as const) : bodyOf(path, size);
      const where = { dataset: to, generation, path, level };
      this.keeper.handleReader({ post: () => undefined }, { type: 'write', ...where, bytes, version: {} });
    }
  }

  /** Paths of a generation that are kept, as far as this tab knows. */
  kept(generation = 1, of = dataset): string[] {
    const paths = this.keeper.index.segmentsOf(of, generation).flatMap(({ paths: all }) => all);
    return [...new Set(paths)].filter((path) => this.keeper.index.find(of, generation, path)).sort();
  }

  /** Asks the keeper, and lets what was begun come to its end. */
  async ask(question: KeeperQuestion): Promise<unknown> {
    const id = ++this.#questions;
    this.keeper.handlePage({ type: 'ask', id, question });
    await this.#browser.settle();
    const answer = this.news.find((news) => news.type === 'answer' && news.id === id);
    if (answer?.type !== 'answer') throw new Error(`No answer to ${question.type}.`);
    if (answer.error !== undefined) throw new Error(answer.error);
    return answer.value;
  }

  #openDatabase(): KeepDatabase {
    const database = new KeepDatabase(scope, { indexedDB: this.#browser.indexedDB, IDBKeyRange });
    database.use({
      stack: 'dbcore',
      create: (core) => ({
        ...core,
        table: (name) => {
          const table = core.table(name);
          return {
            ...table,
            mutate: (request) => {
              this.onMutate(name);
              if (!this.isDead) return table.mutate(request);
              (request.trans as unknown as IDBTransaction).abort();
              return new Promise(() => undefined);
            },
          };
        },
      }),
    });
    return database;
  }
}

/** Bytes that differ from path to path. */
export function bodyOf(path: string, size: number): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(
    { length: size },
    (_, i) => (path.length * 31 + i * 7 + path.charCodeAt(i % path.length)) & 255,
  );
}

/** Paths of chunks of one level: the first so many. */
export function chunks(count: number, level = 0, from = 0): string[] {
  return Array.from({ length: count }, (_, i) => `c/${level}/${from + i}`);
}

/** What is wrong between the index of a keeper, the rows and the bodies; empty when all agree. */
export async function disagreements(browser: FakeBrowser, { keeper }: FakeTab): Promise<string[]> {
  const wrong: string[] = [];
  let bytes = 0;
  for (const segment of keeper.index.segments()) {
    const bodies = new Set(browser.disk.pathsOf(segment.id));
    const alive = segment.paths.filter((_, slot) => segment.slotBytes(slot) > 0);
    for (const path of alive) if (!bodies.has(path)) wrong.push(`${segment.id} lacks ${path}`);
    for (const path of bodies)
      if (!alive.includes(path)) wrong.push(`${segment.id} does not tell of ${path}`);
    segment.paths.forEach((path, slot) => {
      if (!segment.has(slot, isDead) && segment.flags[slot] === 0)
        bytes += entryBytes(segment.lengths[slot] ?? 0, path);
    });
  }
  if (bytes !== keeper.index.bytes) wrong.push(`${keeper.index.bytes} bytes are accounted, not ${bytes}`);
  for (const row of await keeper.effects.database.segments.toArray()) {
    const segment = keeper.index.segment(row.id);
    if (!segment) wrong.push(`${row.id} is only in the database`);
    const bodies = new Set(browser.disk.pathsOf(row.id));
    row.paths.split('\n').forEach((path, slot) => {
      if (row.flags[slot] === 0 && !bodies.has(path)) wrong.push(`the row ${row.id} promises ${path}`);
    });
  }
  return wrong;
}
