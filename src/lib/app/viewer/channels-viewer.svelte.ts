import { SvelteMap, SvelteSet } from 'svelte/reactivity';
import { createHistogramWorker } from '../histogram/create-worker';
import { Distributions } from '../histogram/distributions';
import type { Distribution } from '../histogram/messages';
import { Watched, watchName } from '../histogram/watched';
import { contrastRange } from '../scene/layers/channel-colors';
import type { Layer } from '../scene/layers/layer';
import { requestFrame } from '../session/animation-frame';
import type { Session } from '../session/session';
import {
  AUTO_PERCENTILES,
  type ChannelsViewer,
  type HistogramModel,
  type Percentiles,
} from './channels-model';

/** The interface's view of the channels of a session: their histograms, and contrasts that come of them. */
export class AppChannelsViewer implements ChannelsViewer {
  readonly #histograms = new SvelteMap<string, HistogramModel>();
  readonly #continuous = new SvelteSet<string>();
  readonly #session: Session;
  readonly #distributions: Distributions;
  readonly #watched: Watched;
  readonly #fail: (error: unknown) => void;

  constructor(session: Session, fail: (error: unknown) => void) {
    this.#session = session;
    this.#fail = fail;
    const now = () => performance.now();
    const { scene, store, budget } = session;
    const createWorker = createHistogramWorker;
    this.#distributions = new Distributions({ scene, store, budget, createWorker, requestFrame, now });
    this.#watched = new Watched({
      now,
      later: (ms, run) => void setTimeout(run, ms),
      count: (layer, channel) => this.#count(layer, channel),
    });
  }

  histogram(layerId: string, channel: number): HistogramModel | undefined {
    return this.#histograms.get(watchName(layerId, channel));
  }

  watch(layerId: string, channel: number): () => void {
    this.#watched.add(layerId, channel);
    this.#session.engine.redraw();
    return () => this.#watched.remove(layerId, channel);
  }

  isContinuous(layerId: string, channel: number): boolean {
    return this.#continuous.has(watchName(layerId, channel));
  }

  setContinuous(layerId: string, channel: number, isOn: boolean): void {
    if (isOn === this.isContinuous(layerId, channel)) return;
    const name = watchName(layerId, channel);
    if (isOn) {
      this.#continuous.add(name);
      this.#watched.add(layerId, channel);
    } else {
      this.#continuous.delete(name);
      this.#watched.remove(layerId, channel);
    }
    if (isOn) void this.#applyFrom(layerId, channel, AUTO_PERCENTILES);
  }

  contrastFrom(layerId: string, channel: number, percentiles: Percentiles): void {
    this.setContinuous(layerId, channel, false);
    void this.#applyFrom(layerId, channel, percentiles);
  }

  resetContrast(layerId: string, channel: number): void {
    this.setContinuous(layerId, channel, false);
    this.#find(layerId)?.resetContrast(channel);
    this.#session.engine.redraw();
  }

  fullContrast(layerId: string, channel: number): void {
    const layer = this.#find(layerId);
    const own = layer?.source.dataset.channels[channel];
    const range = layer && own && contrastRange(layer.source.dataset, own);
    if (!range) {
      this.contrastFrom(layerId, channel, [0, 100]);
      return;
    }
    this.setContinuous(layerId, channel, false);
    layer.patchChannel(channel, { contrast: range });
    this.#session.engine.redraw();
  }

  show(layerId: string, which: 'all' | 'none' | number): void {
    const layer = this.#find(layerId);
    if (!layer) return;
    for (const { index, visible } of layer.channels) {
      const next = which === 'all' || which === index;
      if (visible !== next) layer.patchChannel(index, { visible: next });
    }
    this.#session.engine.changed();
  }

  /** Called once a frame. */
  publish(): void {
    this.#watched.look(this.#session.scene.layers);
  }

  #find(layerId: string): Layer | undefined {
    return this.#session.scene.layers.find(({ id }) => id === layerId);
  }

  async #applyFrom(layerId: string, channel: number, percentiles: Percentiles): Promise<void> {
    const layer = this.#find(layerId);
    const range = layer?.channels[channel]?.contrastRange;
    if (!layer || !range) return;
    try {
      const shares = percentiles.map((percent) => percent / 100);
      const found = await this.#distributions.of(layer, { channel, range, shares });
      if (found) this.#apply(layer, channel, found);
    } catch (error) {
      this.#fail(error);
    }
  }

  /** A constant image gets a window one unit wide, so that it is not divided by zero. */
  #apply(layer: Layer, channel: number, { quantiles }: Distribution): void {
    const [low, high] = quantiles ?? [];
    if (low === undefined || high === undefined) return;
    const contrast = [low, high > low ? high : low + 1] as const;
    const before = layer.channels[channel]?.contrast;
    if (before?.[0] === contrast[0] && before[1] === contrast[1]) return;
    layer.findContrast(channel, contrast);
    this.#session.engine.redraw();
  }

  async #count(layer: Layer, channel: number): Promise<void> {
    const range = layer.channels[channel]?.contrastRange;
    if (!range) return;
    const name = watchName(layer.id, channel);
    const isContinuous = this.#continuous.has(name);
    const shares = isContinuous ? AUTO_PERCENTILES.map((percent) => percent / 100) : [];
    try {
      const found = await this.#distributions.of(layer, { channel, range, shares });
      if (!found) return;
      this.#histograms.set(name, found.histogram);
      if (isContinuous && this.#continuous.has(name)) this.#apply(layer, channel, found);
    } catch (error) {
      this.#fail(error);
    }
  }
}
