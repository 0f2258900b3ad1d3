import { ChunkStore, MemoryBudget } from '../chunks';
import { addTraffic, AppError, chunkKeyString, isAbort, noTraffic, type ChunkSource } from '../core';
import { createDecodeWorker, DecodePool, defaultWorkerCount } from '../decode';
import { panBy, screenToWorld, zoomAbout, type Insets } from '../view';
import { CanvasHost } from './canvas-host';
import { Engine } from './engine';
import { Layer } from './layer';
import { gpuBudget } from './memory-limit';
import { Playback } from './playback';
import { readValues } from './read-values';
import { Scene, type SceneDimension } from './scene';
import { Sources } from './sources';
import { FrameCounter, trafficSince } from './stats';
import type { ValueAt } from './value-at';

export interface SessionOptions {
  readonly memoryLimitBytes: number;
  /** Device pixels of the screen. */
  readonly screenPx: number;
  readonly cores: number;
  /** Relative locations resolve against it. */
  readonly pageUrl: string;
  readonly background: () => readonly [number, number, number];
  readonly reducedMotion: () => boolean;
  /** Something that the interface shows may have changed. Called at most once a frame. */
  readonly onChange: () => void;
  readonly onError: (error: AppError, location?: string) => void;
  readonly onGpuError: (error: AppError) => void;
}

/** Everything behind the interface, without it: what is open, what is seen, and the loop that makes the picture. */
export class Session {
  readonly scene = new Scene();
  readonly frames = new FrameCounter();
  readonly budget: MemoryBudget;
  readonly store: ChunkStore;
  readonly engine: Engine;
  readonly playback: Playback;
  readonly host: CanvasHost;
  readonly #options: SessionOptions;
  readonly #sources: Sources;
  readonly #pool: DecodePool;
  readonly #traffic = noTraffic();
  #trafficAtReset = noTraffic();
  #hitsAtReset = 0;
  #age = 0;
  #opening = 0;
  #focusedAxis: string | undefined;
  /** The camera stands where the first fit put it, and nobody has seen a picture yet. */
  #isFirstPicture = false;
  #hover: readonly [number, number] | undefined;

  constructor(options: SessionOptions) {
    this.#options = options;
    const { memoryLimitBytes, screenPx, cores } = options;
    const workerCount = defaultWorkerCount(cores);
    this.budget = new MemoryBudget({
      limitBytes: memoryLimitBytes,
      gpuBytes: gpuBudget(memoryLimitBytes, screenPx),
    });
    this.#sources = new Sources(2 * workerCount);
    this.#pool = new DecodePool({
      workerCount,
      createWorker: createDecodeWorker,
      ...('locks' in navigator && { locks: navigator.locks }),
      onTraffic: (traffic) => {
        addTraffic(this.#traffic, traffic);
      },
      onRead: ({ dataset, ...observation }) => {
        this.#sources.observe(dataset, observation);
      },
    });
    this.store = new ChunkStore({
      budget: this.budget,
      load: (key, options) => this.#sources.read(key, options),
      laneOf: (key) => this.#sources.laneOf(key),
      isRemade: (key) => this.#sources.isGenerated(key),
      onChange: () => {
        this.engine.redraw();
      },
      now: () => performance.now(),
    });
    this.playback = this.#makePlayback();
    this.engine = this.#makeEngine();
    this.host = this.#makeHost();
  }

  get isOpening(): boolean {
    return this.#opening > 0;
  }

  get traffic() {
    return trafficSince(this.#traffic, this.#trafficAtReset);
  }

  get memoryHits(): number {
    return this.store.counters.hits - this.#hitsAtReset;
  }

  /** Where the pointer is, CSS pixels from the canvas' top left. */
  get hover(): readonly [number, number] | undefined {
    return this.#hover;
  }

  resetStats(): void {
    this.#trafficAtReset = { ...this.#traffic };
    this.#hitsAtReset = this.store.counters.hits;
    this.frames.reset();
    this.budget.resetPeak();
  }

  /** Opens a location on top. Rejects with an AppError; what is open stays. */
  async open(location: string, name?: string): Promise<Layer[]> {
    this.#opening++;
    this.#options.onChange();
    try {
      const sources = await this.#pool.open(location, this.#options.pageUrl);
      return sources.map((source) => this.#addLayer(source, name));
    } finally {
      this.#opening--;
      this.engine.changed();
      this.#options.onChange();
    }
  }

  close(layer: Layer): void {
    const { id } = layer.source.dataset;
    this.scene.remove(layer);
    if (this.#sources.release(id)) this.store.clear(id);
    if (this.scene.layers.length === 0) this.playback.stop();
    this.engine.changed();
    this.#options.onChange();
  }

  #addLayer(opened: ChunkSource, name?: string): Layer {
    const source = this.#sources.add(opened);
    const layer = new Layer(++this.#age, source, name);
    this.scene.add(layer);
    this.#fitIfNew();
    return layer;
  }

  /** Area that panels cover, CSS pixels. The first picture is fitted into what they leave; later ones never move for them. */
  setInsets(insets: Insets): void {
    this.scene.insets = insets;
    if (this.#isFirstPicture) this.home();
  }

  /** The dimension that the wheel and the arrow keys step. */
  get focusedDimension(): SceneDimension | undefined {
    const dimensions = this.scene.dimensions();
    return dimensions.find(({ axis }) => axis === this.#focusedAxis) ?? dimensions[0];
  }

  focusAxis(axis: string): void {
    this.#focusedAxis = axis;
    this.#options.onChange();
  }

  /** Changes the limit while running. Pools of another size need a fresh canvas. */
  setMemoryLimit(limitBytes: number): void {
    const before = this.budget.tier('gpu').maxBytes;
    const gpuBytes = gpuBudget(limitBytes, this.#options.screenPx);
    this.budget.setLimits({ limitBytes, gpuBytes });
    this.store.trim();
    if (gpuBytes !== before) this.host.renew();
    this.engine.changed();
  }

  home(): void {
    this.scene.fit();
    this.engine.changed();
  }

  pan(deltaX: number, deltaY: number): void {
    this.scene.camera = panBy(this.scene.camera, deltaX, deltaY);
    this.#moved();
  }

  zoom(factor: number, at?: readonly [number, number]): void {
    const { camera } = this.scene;
    this.scene.camera = zoomAbout(camera, factor, at ?? [camera.width / 2, camera.height / 2]);
    this.#moved();
  }

  setPosition(axis: string, index: number): void {
    if (this.scene.setPosition(axis, index)) this.engine.changed();
  }

  /** Values at a place of the canvas, CSS pixels from its top left, bottom layer first. */
  valueAt(x: number, y: number): ValueAt[] {
    return readValues(this, screenToWorld(this.scene.camera, [x, y]));
  }

  /** Chunks of the current view that failed, each `code path`. */
  failures(): string[] {
    return this.store.failures().map(({ key, error }) => {
      const code = error instanceof AppError ? error.code : 'error';
      return `${code} ${chunkKeyString(key)}`;
    });
  }

  #moved(): void {
    this.scene.mustFit = false;
    this.#isFirstPicture = false;
    this.engine.noteInput(performance.now());
    this.engine.changed();
  }

  #fitIfNew(): void {
    if (!this.scene.mustFit || this.scene.camera.width <= 1 || this.scene.layers.length === 0) return;
    this.scene.mustFit = false;
    this.scene.fit();
    this.#isFirstPicture = true;
  }

  #makePlayback(): Playback {
    return new Playback({
      range: (axis) =>
        this.scene.dimensions().find((dimension) => dimension.axis === axis) ?? { index: 0, count: 1 },
      isShown: () => this.engine.isSliceShown(),
      setPosition: (axis, index) => {
        this.setPosition(axis, index);
      },
    });
  }

  #makeEngine(): Engine {
    const { background, reducedMotion, onError, onChange } = this.#options;
    return new Engine({
      scene: this.scene,
      store: this.store,
      budget: this.budget,
      requestFrame: (callback) => requestAnimationFrame(callback),
      beforeFrame: (nowMs) => {
        this.playback.tick(nowMs);
      },
      afterFrame: ({ nowMs, drawn }) => {
        if (this.playback.isPlaying) this.engine.wake();
        if (drawn && this.engine.hasPicture()) this.#isFirstPicture = false;
        this.frames.count({ nowMs, drawn, isIdle: this.engine.pending().length === 0 });
        onChange();
      },
      onLevelError: (layer, level, error) => {
        if (isAbort(error)) return;
        const message = `Level ${String(level)} of ${layer.name} could not be opened.`;
        onError(
          error instanceof AppError ? error : new AppError('bad-metadata', message, {}, error),
          layer.source.dataset.location,
        );
      },
      background,
      reducedMotion,
    });
  }

  #makeHost(): CanvasHost {
    const { onGpuError } = this.#options;
    return new CanvasHost({
      scene: this.scene,
      engine: this.engine,
      commands: {
        pan: (x, y) => {
          this.pan(x, y);
        },
        zoom: (factor, at) => {
          this.zoom(factor, at);
        },
        step: (delta) => {
          const dimension = this.focusedDimension;
          if (dimension) this.setPosition(dimension.axis, dimension.index + delta);
        },
        hover: (at) => {
          this.#hover = at;
          this.#options.onChange();
        },
      },
      gpuBytes: () => this.budget.tier('gpu').maxBytes,
      onResize: () => {
        this.#fitIfNew();
      },
      onGpuError,
    });
  }
}
