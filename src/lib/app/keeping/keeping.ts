import { createDecodeWorker } from '../../decode';
import {
  cachesHere,
  createKeeperWorker,
  datasetKey,
  entryPath,
  KeeperClient,
  keptPrefix,
  scopeOf,
  type KeepTrouble,
  type SeenDataset,
} from '../../offline';
import { planOf } from '../scene/layers/layer';
import type { Layer } from '../scene/layers/layer';
import type { Scene } from '../scene/scene';
import type { Reconnect } from './reconnect';

/** What of a browser decides how much is kept. */
export type DeviceClass = 'desktop' | 'tablet' | 'phone';

export interface KeepingOptions {
  readonly scene: Scene;
  /** Absolute address of the app. */
  readonly pageUrl: string;
  readonly device: DeviceClass;
  /** A small picture of what is on the screen. */
  readonly picture: () => Promise<Blob | undefined>;
  /** The picture has all that it is to have. */
  readonly isSettled: () => boolean;
  readonly now: () => number;
  /** The view as the fragment of a link. */
  readonly view: () => string;
  /** Documents of a dataset have changed since they were kept. */
  readonly onStale: (layers: readonly Layer[]) => void;
  /** What the library shows may have changed. */
  readonly onNews: () => void;
  /** Entries went to make room. */
  readonly onEvicted: (entries: number) => void;
  readonly later: (ms: number, run: () => void) => void;
  readonly reconnect: Reconnect;
}

/** What the frame shows is told at most so often. */
const leaseMs = 1000;
/** A picture of a dataset is taken at most so often. */
const pictureMs = 20_000;
/** Where nothing is kept yet, the keeper starts once the first picture is there: it is not to be in its way. */
const startMs = 2500;

/** The page's side of what is kept on this device: says what is on the screen, and hears what has changed. */
export class Keeping {
  readonly client: KeeperClient;
  trouble: KeepTrouble | undefined;
  /** Grows whenever other chunks are kept than before. */
  keptVersion = 0;
  /** Resolves once the keeper has been started. */
  readonly started: Promise<void>;
  readonly #options: KeepingOptions;
  /** Keys of datasets by their roots; '' while one is being computed. */
  readonly #ids = new Map<string, string>();
  readonly #pictured = new Map<string, number>();
  /** Datasets that the library has been told of: who leaves soon after the first chunks finds them there all the same. */
  readonly #described = new Set<string>();
  /** Datasets that are others than when they were kept: word of it may come before their layers do. */
  readonly #changed = new Set<string>();
  #wants: readonly unknown[] = [];
  #isTelling = false;

  constructor(options: KeepingOptions) {
    this.#options = options;
    const { origin, pathname } = new URL('.', options.pageUrl);
    const scope = scopeOf(origin + pathname);
    this.client = new KeeperClient({
      createWorker: createKeeperWorker,
      setup: { scope, origin, device: options.device },
      onNews: (news) => {
        if (news.type === 'evicted') return options.onEvicted(news.entries);
        if (news.type === 'trouble') this.trouble = news.trouble;
        if (news.type === 'dataset-changed') {
          this.#changed.add(news.dataset);
          this.#renew();
        }
        if (news.type === 'library-changed') options.reconnect.again();
        if (news.type !== 'trouble') this.keptVersion += 1;
        options.onNews();
      },
    });
    this.started = this.#start(keptPrefix(scope));
  }

  /** A decode worker that reads and keeps on this device. */
  createWorker(): Worker {
    const worker = createDecodeWorker();
    this.client.connect(worker);
    return worker;
  }

  /** The key of what a layer shows; absent when it is not kept, or not yet known. */
  idOf({ source }: Layer): string | undefined {
    const root = source.dataset.keepRoot;
    if (root === undefined) return undefined;
    const known = this.#ids.get(root);
    if (known === undefined) {
      this.#ids.set(root, '');
      void datasetKey(root).then((id) => this.#ids.set(root, id));
    }
    return known === '' ? undefined : known;
  }

  /** The same, once it is known. */
  async keyOf({ source }: Layer): Promise<string | undefined> {
    const root = source.dataset.keepRoot;
    if (root === undefined) return undefined;
    const id = await datasetKey(root);
    this.#ids.set(root, id);
    return id;
  }

  /** Called after each frame: what it shows is told a little later, when the last one may be long past. */
  afterFrame(): void {
    this.#options.reconnect.watch();
    if (this.#changed.size > 0) this.#renew();
    for (const layer of this.#options.scene.layers) if (layer.look.visible) this.#describeOnce(layer);
    if (this.#isTelling) return;
    this.#isTelling = true;
    this.#options.later(leaseMs, () => {
      this.#isTelling = false;
      this.#tell();
    });
  }

  #tell(): void {
    const { scene, isSettled } = this.#options;
    const layers = scene.layers.filter((layer) => this.idOf(layer) !== undefined);
    // The key of a new dataset is still being computed.
    if (scene.layers.some((layer) => this.#ids.get(layer.source.dataset.keepRoot ?? '?') === ''))
      this.afterFrame();
    const wants = layers.map(({ frame }) => planOf(frame)?.want);
    const isSame = wants.length === this.#wants.length && wants.every((want, i) => want === this.#wants[i]);
    this.#wants = wants;
    if (!isSame) this.client.showing(layers.map((layer) => this.#lease(layer)));
    const shown = layers.filter(({ look }) => look.visible);
    if (isSettled()) for (const layer of shown) void this.#picture(layer);
  }

  /** Something could not be opened: looks whether its server comes back. */
  missed(): void {
    this.#options.reconnect.watch();
  }

  async #start(prefix: string): Promise<void> {
    const names =
      (await cachesHere()
        ?.keys()
        .catch(() => [])) ?? [];
    const isEmpty = !names.some((name) => name.startsWith(prefix));
    if (isEmpty) await new Promise<void>((resolve) => this.#options.later(startMs, resolve));
    this.client.start();
  }

  #lease(layer: Layer): { dataset: string; paths: string[] } {
    const want = planOf(layer.frame)?.want ?? [];
    const paths = want.map(({ key: { level, index } }) => entryPath({ kind: 'chunk', level, index }));
    return { dataset: this.idOf(layer) ?? '', paths };
  }

  /** Tells the library what a layer shows: the more of its levels have been opened, the better it knows how much is kept. */
  describe(layer: Layer): SeenDataset | undefined {
    const id = this.idOf(layer);
    const { keepRoot, levels: all, levelPaths = [] } = layer.source.dataset;
    if (id === undefined || keepRoot === undefined) return undefined;
    const levels = all.map(({ array }, at) => ({
      path: levelPaths[at] ?? '',
      // Of a level that is not open, nothing but its metadata is kept.
      isSharded: array === undefined || array.shards !== undefined,
    }));
    const totals = all.map(({ array }) => chunkCountOf(array));
    const seen = { id, location: keepRoot, name: layer.name, totals, levels, view: this.#options.view() };
    this.client.seen(seen);
    return seen;
  }

  #describeOnce(layer: Layer): void {
    const id = this.idOf(layer);
    if (id === undefined || this.#described.has(id)) return;
    this.#described.add(id);
    void this.started.then(() => {
      if (this.#options.scene.layers.includes(layer)) this.describe(layer);
    });
  }

  /** Tells the library what a dataset is, and what it looks like now. */
  async #picture(layer: Layer): Promise<void> {
    const nowMs = this.#options.now();
    const id = this.idOf(layer);
    if (id === undefined || nowMs - (this.#pictured.get(id) ?? -Infinity) < pictureMs) return;
    this.#pictured.set(id, nowMs);
    const seen = this.describe(layer);
    const thumbnail = await this.#options.picture();
    if (seen && thumbnail) this.client.seen({ ...seen, thumbnail });
  }

  #renew(): void {
    for (const dataset of this.#changed) {
      const layers = this.#options.scene.layers.filter((layer) => this.idOf(layer) === dataset);
      if (layers.length === 0) continue;
      this.#changed.delete(dataset);
      this.#options.onStale(layers);
    }
  }
}

function chunkCountOf(array: { shape: readonly number[]; chunks: readonly number[] } | undefined): number {
  if (!array) return 0;
  return array.shape.reduce((count, size, axis) => count * Math.ceil(size / (array.chunks[axis] ?? 1)), 1);
}
