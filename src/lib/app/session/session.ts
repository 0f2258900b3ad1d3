import { MemoryBudget, type ChunkStore } from '../../chunks';
import {
  addTraffic,
  noTraffic,
  progressiveTuning,
  type AppError,
  type LocalAnswer,
  type LocalQuestion,
} from '../../core';
import { DecodePool, defaultWorkerCount } from '../../decode';
import type { Insets } from '../../view';
import { WorkerAccess } from '../access/worker-access';
import { requestFrame } from './animation-frame';
import { isCollection } from '../collection/is-collection';
import type { LoadListener } from '../debugging/loads/load-listener';
import { CanvasHost } from '../frame/canvas-host';
import { Dimensions } from '../dimensions/dimensions';
import { LargestOpened } from '../memory/largest-opened';
import { Engine } from '../frame/engine';
import { gpuBudget, MIN_MEMORY_LIMIT, sliceBudget } from '../frame/memory-limit';
import { drawnPosition } from '../frame/plan/drawn';
import { FrameCounter, trafficSince } from '../frame/stats';
import { CameraMover } from '../input/camera-mover';
import type { Downloads } from '../keeping/downloads';
import { connectLocal } from '../local/connect-local';
import { makeDownloads, makeKeeping } from '../keeping/make-keeping';
import type { DeviceClass, Keeping } from '../keeping/keeping';
import { failureTexts } from './failure-texts';
import { CacheUse } from './cache-use';
import { makeStore, readStored, watchReads } from './make-store';
import { makeLabelFinder, type LabelFinder } from './make-label-finder';
import type { LoadDetour } from './load-detour';
import { isOfflineMiss } from './offline-miss';
import { Opening } from './opening';
import type { Layer } from '../scene/layers/layer';
import { Projector } from '../projection/projector';
import { createProjectionWorker } from '../projection/worker/create-worker';
import { loadPoints } from './load-points';
import { pointerCommands, type MenuPlace } from './pointer-commands';
import { hitUnder, valuesUnder } from './read-point';
import { Scene } from '../scene/scene';
import { OBLIQUE } from '../scene/space/space';
import type { OpenRequest } from '../scene/state/source-slots';
import type { ValueAt } from '../scene/read/value-at';
import { Sources } from './sources';

export interface SessionOptions {
  readonly memoryLimitBytes: number;
  /** Device pixels of the screen. */
  readonly screenPx: number;
  readonly cores: number;
  /** Relative locations resolve against it. */
  readonly pageUrl: string;
  readonly device: DeviceClass;
  readonly background: () => readonly [number, number, number];
  readonly reducedMotion: () => boolean;
  /** Something that the interface shows may have changed. */
  readonly onChange: () => void;
  readonly onError: (error: AppError, location?: string) => void;
  readonly onGpuError: (error: AppError) => void;
  /** See `MakeKeepingOptions`. */
  readonly unopened: () => readonly AppError[];
  readonly onBack: () => void;
  /** Opens a location that holds several images. Rejects with an AppError. */
  readonly openCollection: (request: OpenRequest) => Promise<Layer[]>;
  /** Answers what workers ask of folders and files of this device. */
  readonly answerLocal: (question: LocalQuestion) => Promise<LocalAnswer>;
}

/** Everything behind the interface, without it: what is open, what is seen, and the loop that makes the picture. */
export class Session {
  readonly scene = new Scene();
  /** What was given for servers that do not let everyone read. */
  readonly access = new WorkerAccess();
  readonly frames = new FrameCounter();
  readonly cacheUse = new CacheUse(() => this.store.counters);
  readonly largest = new LargestOpened();
  readonly budget: MemoryBudget;
  readonly store: ChunkStore;
  readonly engine: Engine;
  readonly projector: Projector;
  readonly dimensions: Dimensions;
  readonly host: CanvasHost;
  readonly opening: Opening;
  readonly labels: LabelFinder;
  readonly pool: DecodePool;
  readonly keeping: Keeping;
  readonly downloads: Downloads;
  /** Moves the camera by hand. */
  readonly mover: CameraMover;
  /** What chunks take on their way into memory; absent while they come as they are. */
  detour: LoadDetour | undefined;
  /** Where the pointer is, CSS pixels from the canvas' top left. */
  hover: readonly [number, number] | undefined;
  /** Where the menu of the picture was last asked for. */
  menuAt: MenuPlace | undefined;
  /** The constants of planner, scheduler and caches. */
  tuning = progressiveTuning;
  /** Follows how chunks come, while somebody looks. */
  loads: LoadListener | undefined;
  readonly #options: SessionOptions;
  readonly #sources: Sources;
  readonly #traffic = noTraffic();
  #trafficAtReset = noTraffic();
  #hasSeenVolume = false;

  constructor(options: SessionOptions) {
    this.#options = options;
    const { memoryLimitBytes: limitBytes, screenPx, cores } = options;
    const workerCount = defaultWorkerCount(cores);
    this.budget = new MemoryBudget({ limitBytes, gpuBytes: gpuBudget(limitBytes, screenPx) });
    this.#sources = new Sources(workerCount, () => this.tuning);
    this.store = makeStore(this, this.#sources);
    this.projector = new Projector({
      store: this.store,
      read: (key, readOptions) => readStored(this, this.#sources, { key, options: readOptions }),
      createWorker: createProjectionWorker,
    });
    this.dimensions = this.#makeDimensions();
    this.engine = this.#makeEngine();
    this.mover = this.#makeMover();
    this.host = this.#makeHost();
    this.keeping = makeKeeping(this, options);
    this.pool = this.#makePool(workerCount);
    this.opening = this.#makeOpening(this.pool);
    this.labels = makeLabelFinder(this, options);
    this.downloads = makeDownloads(this.keeping, this.pool);
  }

  get traffic() {
    return trafficSince(this.#traffic, this.#trafficAtReset);
  }

  resetStats(): void {
    this.#trafficAtReset = { ...this.#traffic };
    this.cacheUse.reset();
    this.frames.reset();
    this.budget.resetPeak();
  }

  /** Opens a location on top. Rejects with an AppError; what is open stays. */
  async open(request: OpenRequest): Promise<Layer[]> {
    const layers = await this.opening.open(request).catch((error: unknown) => {
      if (!isCollection(error)) throw error;
      return this.#options.openCollection(request);
    });
    this.fitIfNew();
    this.engine.changed();
    return layers;
  }

  close(layer: Layer): void {
    this.opening.close(layer);
    if (this.scene.layers.length === 0) this.dimensions.playback.stop();
    this.engine.changed();
  }

  /** Area that panels cover, CSS pixels. The first picture is fitted into what they leave; later ones never move for them. */
  setInsets(insets: Insets): void {
    this.scene.insets = insets;
    if (this.scene.isFirstPicture) this.home();
  }

  /** Changes the limit while running. Pools of another size need a fresh canvas. */
  setMemoryLimit(limitBytes: number): void {
    if (!(limitBytes >= MIN_MEMORY_LIMIT))
      throw new Error(
        `memoryLimitBytes must be at least ${String(MIN_MEMORY_LIMIT)}, not ${String(limitBytes)}.`,
      );
    const before = this.budget.tier('gpu').maxBytes;
    this.budget.setLimits({ limitBytes, gpuBytes: gpuBudget(limitBytes, this.#options.screenPx) });
    this.store.trim();
    if (this.budget.tier('gpu').maxBytes !== before) this.host.renew();
    this.engine.changed();
  }

  /** The first look at a volume is from its side, so that it is seen to be one. */
  setMode(mode: '2d' | '3d'): void {
    const { space } = this.scene;
    if (mode === '3d' && !this.#hasSeenVolume) space.pose = { ...space.pose, rotation: OBLIQUE };
    this.#hasSeenVolume ||= mode === '3d';
    this.scene.setMode(mode);
    this.engine.changed();
  }

  home(): void {
    this.scene.fit();
    this.engine.changed();
  }

  /** Points the camera at everything when it has not been placed yet, and its viewport has a size. */
  fitIfNew(): void {
    if (!this.scene.mustFit || this.scene.camera.width <= 1 || this.scene.layers.length === 0) return;
    this.scene.mustFit = false;
    this.scene.fit();
    this.scene.isFirstPicture = true;
  }

  /** Values at a place of the canvas, CSS pixels from its top left, bottom layer first. */
  valueAt(x: number, y: number): ValueAt[] {
    return valuesUnder(this, [x, y]);
  }

  /** Chunks of the current view, and levels of its layers, that failed, each `code path`. */
  failures(): string[] {
    return failureTexts(this);
  }

  #makePool(workerCount: number): DecodePool {
    return new DecodePool({
      workerCount,
      createWorker: () =>
        this.access.connect(connectLocal(this.keeping.createWorker(), this.#options.answerLocal)),
      ...('locks' in navigator && { locks: navigator.locks }),
      onTraffic: (traffic) => addTraffic(this.#traffic, traffic),
      ...watchReads(this, this.#sources),
    });
  }

  #makeOpening(pool: DecodePool): Opening {
    return new Opening({
      scene: this.scene,
      sources: this.#sources,
      pool,
      pageUrl: this.#options.pageUrl,
      onChange: this.#options.onChange,
      onUnused: (dataset) => {
        this.store.clear(dataset);
        this.engine.levels.forget(dataset);
      },
    });
  }

  #makeDimensions(): Dimensions {
    return new Dimensions({
      scene: this.scene,
      isDrawn: (quality) => this.engine.isDrawn(quality),
      tuning: () => this.tuning,
      drawnPosition: (layerId) => drawnPosition(this.engine.renderer, layerId),
      onMove: () => this.engine.changed(),
      onChange: this.#options.onChange,
    });
  }

  #makeEngine(): Engine {
    const { background, reducedMotion, onError, onChange } = this.#options;
    return new Engine({
      scene: this.scene,
      store: this.store,
      budget: this.budget,
      tuning: () => this.tuning,
      requestFrame,
      onProjections: (projections) => this.projector.use(projections),
      ...{ loadPoints, onPartError: onError },
      upcoming: () => this.dimensions.playback.upcoming(),
      beforeFrame: (nowMs) => this.dimensions.playback.tick(nowMs),
      afterFrame: ({ nowMs, drawn }) => {
        if (this.dimensions.playback.isPlaying) this.engine.wake();
        this.scene.isFirstPicture &&= !(drawn && this.engine.hasPicture());
        const isIdle = this.engine.pending().length === 0;
        this.frames.count({ nowMs, drawn, isIdle });
        this.largest.look(this.scene.layers);
        this.keeping.afterFrame();
        this.labels.afterFrame();
        onChange();
      },
      onLevelError: (layer, error) => {
        if (!isOfflineMiss(error)) onError(error, layer.source.dataset.location);
      },
      background,
      // What plays moves enough: fades would make each step last longer than it may.
      reducedMotion: () => reducedMotion() || this.dimensions.playback.isPlaying,
    });
  }

  #makeMover(): CameraMover {
    return new CameraMover({
      scene: this.scene,
      hitAt: (at) => hitUnder(this, at),
      onMove: () => {
        this.scene.mustFit = this.scene.isFirstPicture = false;
        this.engine.noteInput(performance.now());
        this.engine.changed();
      },
    });
  }

  #makeHost(): CanvasHost {
    return new CanvasHost({
      scene: this.scene,
      engine: this.engine,
      input: { commands: pointerCommands(this, this.#options), requestFrame },
      gpuBytes: () => this.budget.tier('gpu').maxBytes,
      sliceBytes: sliceBudget(this.#options.screenPx),
      onResize: () => this.fitIfNew(),
      onEvict: () => this.cacheUse.noteGpu(),
      onGpuError: this.#options.onGpuError,
    });
  }
}
