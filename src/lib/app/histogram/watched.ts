import type { Layer } from '../scene/layers/layer';

/** A view that goes on changing is counted this long after its last change … */
const QUIET_MS = 150;
/** … but not later than this after the first. */
const PATIENCE_MS = 1000;

export interface WatchedOptions {
  readonly now: () => number;
  readonly later: (ms: number, run: () => void) => void;
  /** Counts a channel anew; resolves when it has. */
  readonly count: (layer: Layer, channel: number) => Promise<void>;
}

interface Watch {
  watchers: number;
  /** What was on the screen when it was last counted, or is about to be. */
  seen: readonly unknown[];
  changedMs: number;
  sinceMs: number;
  isDue: boolean;
}

/** Channels whose values are to be counted whenever the screen shows others, once it has come to rest. */
export class Watched {
  readonly #options: WatchedOptions;
  readonly #watches = new Map<string, Watch>();

  constructor(options: WatchedOptions) {
    this.#options = options;
  }

  add(layerId: string, channel: number): void {
    const name = watchName(layerId, channel);
    const watch = this.#watches.get(name);
    if (watch) watch.watchers++;
    else this.#watches.set(name, { watchers: 1, seen: [], changedMs: 0, sinceMs: 0, isDue: false });
  }

  remove(layerId: string, channel: number): void {
    const name = watchName(layerId, channel);
    const watch = this.#watches.get(name);
    if (watch && --watch.watchers <= 0) this.#watches.delete(name);
  }

  /** Called once a frame: looks whether layers show something else than before. */
  look(layers: readonly Layer[]): void {
    for (const layer of layers)
      for (const { index, contrastRange } of layer.channels) {
        const watch = this.#watches.get(watchName(layer.id, index));
        if (watch) this.#lookAt(watch, layer, { channel: index, range: contrastRange });
      }
  }

  #lookAt(
    watch: Watch,
    layer: Layer,
    { channel, range }: { readonly channel: number; readonly range: readonly [number, number] },
  ): void {
    const { plan, bricks, shown, shownVolume, loaded } = layer.frame;
    const seen = [plan, bricks, shown, shownVolume, loaded, ...range];
    if (seen.length === watch.seen.length && seen.every((one, i) => Object.is(one, watch.seen[i]))) return;
    const nowMs = this.#options.now();
    watch.seen = seen;
    watch.changedMs = nowMs;
    if (watch.isDue) return;
    watch.isDue = true;
    watch.sinceMs = nowMs;
    this.#options.later(QUIET_MS, () => this.#come(watch, layer, channel));
  }

  #come(watch: Watch, layer: Layer, channel: number): void {
    const nowMs = this.#options.now();
    const restMs = watch.changedMs + QUIET_MS - nowMs;
    if (restMs > 0 && nowMs - watch.sinceMs < PATIENCE_MS) {
      this.#options.later(restMs, () => this.#come(watch, layer, channel));
      return;
    }
    watch.isDue = false;
    if (this.#watches.get(watchName(layer.id, channel)) === watch) void this.#options.count(layer, channel);
  }
}

/** Names a channel of a layer. */
export function watchName(layerId: string, channel: number): string {
  return `${String(channel)} ${layerId}`;
}
