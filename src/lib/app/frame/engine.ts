import type { ChunkStore, ChunkWish, MemoryBudget } from '../../chunks';
import type { AppError, Tuning } from '../../core';
import type { Renderer, SceneRequest } from '../../render';
import type { ChunkWant } from '../../view';
import type { Projection } from '../projection/projection';
import type { Layer } from '../scene/layers/layer';
import type { Scene } from '../scene/scene';
import { isPlaceDrawn } from './plan/drawn';
import { chooseContrast } from './contrast/layer-contrast';
import { countChunks } from './plan/count-chunks';
import { sceneRequest } from './plan/layer-frames';
import { LevelOpener } from './plan/level-opener';
import { planLayer } from './plan/plan-layer';
import { prefetchWishes } from './plan/prefetch';
import { chooseShownSlices } from './plan/shown-slices';
import { chooseShownVolumes } from './plan/shown-volumes';
import { PointsLoader } from './points-loader';
import type { PointsPart } from './points-part';

export interface EngineOptions {
  readonly scene: Scene;
  readonly store: ChunkStore;
  readonly budget: MemoryBudget;
  readonly tuning: () => Tuning;
  readonly requestFrame: (callback: (nowMs: number) => void) => void;
  /** Fetches what shows points. */
  readonly loadPoints: () => Promise<PointsPart>;
  /** A part of the program could not be fetched. */
  readonly onPartError: (error: AppError) => void;
  /** Where play goes next, by axis. */
  readonly upcoming: () => readonly { readonly axis: string; readonly index: number }[];
  /** Thick slices of which chunks will be wanted, and of no others. */
  readonly onProjections: (projections: readonly Projection[]) => void;
  /** Before a frame is planned: steps what plays. */
  readonly beforeFrame: (nowMs: number) => void;
  /** After a frame: tells the interface what changed. */
  readonly afterFrame: (frame: { nowMs: number; drawn: boolean }) => void;
  /** A level's metadata could not be read; told once. */
  readonly onLevelError: (layer: Layer, error: AppError) => void;
  readonly background: () => readonly [number, number, number];
  readonly reducedMotion: () => boolean;
}

/** The frame loop: plan what the view wants, reconcile the loads, upload within a budget, draw. Sleeps when nothing changes. */
export class Engine {
  readonly levels: LevelOpener;
  readonly points: PointsLoader;
  readonly #options: EngineOptions;
  #renderer: Renderer | undefined;
  #planDirty = true;
  #drawDirty = true;
  #scheduled = false;
  #pendingUploads = 0;
  #busy = false;
  #gpuBytes = 0;
  #lastInputMs = -Infinity;
  /** Layers of pictures that were asked for when all that the plan wants was there. */
  #complete = new WeakSet<SceneRequest['layers']>();
  /** Above 1 is coarser: the inverse of the quality that scripts set. */
  bias = 1;
  /** Above 1 is coarser: what the device is to be spared. */
  thrift = 1;
  /** Whether the next steps of play are fetched before they are shown. */
  prefetches = true;
  /** Pixels of a picture that is to be taken per device pixel: the plan is as fine as it needs. 1 while none is. */
  pictureScale = 1;
  /** Where the pointer is, CSS pixels from the top left, so that what is looked at loads first. */
  focus: readonly [number, number] | undefined;

  constructor(options: EngineOptions) {
    this.#options = options;
    const onChange = (): void => {
      this.changed();
    };
    this.levels = new LevelOpener({ onChange, onError: options.onLevelError });
    this.points = new PointsLoader({ load: options.loadPoints, onChange, onError: options.onPartError });
  }

  get renderer(): Renderer | undefined {
    return this.#renderer;
  }

  setRenderer(renderer: Renderer | undefined): void {
    this.#renderer = renderer;
    this.#accountForGpu();
    this.changed();
  }

  /** The scene changed: plan anew. */
  changed(): void {
    this.#planDirty = true;
    this.#complete = new WeakSet();
    this.redraw();
  }

  /** Only the look changed, or something arrived. */
  redraw(): void {
    this.#drawDirty = true;
    this.wake();
  }

  /** A person did something: answer fast rather than fine for a moment. */
  noteInput(nowMs: number): void {
    this.#lastInputMs = nowMs;
  }

  wake(): void {
    if (this.#scheduled) return;
    this.#scheduled = true;
    this.#options.requestFrame((nowMs) => {
      this.#scheduled = false;
      this.#frame(nowMs);
    });
  }

  /** Tries everything again that failed. */
  retryFailed(): void {
    this.levels.forget();
    this.points.retry();
    this.#options.store.retryFailed();
    this.changed();
  }

  /** What is still to come before the picture is final; empty when settled. */
  pending(): string[] {
    const reasons: string[] = [];
    const chunks = this.#options.store.pendingCount();
    if (!this.#renderer) reasons.push('the GPU');
    if (this.#planDirty) reasons.push('a plan');
    if (this.points.isComing) reasons.push('what shows points');
    if (this.levels.pendingCount > 0) reasons.push(`metadata of ${String(this.levels.pendingCount)} levels`);
    if (chunks > 0) reasons.push(`${String(chunks)} chunks`);
    if (this.#pendingUploads > 0) reasons.push(`${String(this.#pendingUploads)} uploads`);
    if (this.#busy || this.#drawDirty) reasons.push('drawing');
    return reasons;
  }

  /** True once something of the data is on the screen. */
  hasPicture(): boolean {
    return this.#visibleLayers().some(
      ({ id }) => Object.keys(this.#renderer?.drawnByLevel(id) ?? {}).length > 0,
    );
  }

  /**
   * True when the picture on the canvas is of where the sliders stand: `something` of it, at any level, or `everything`
   * that the view wants.
   */
  isDrawn(quality: 'something' | 'everything'): boolean {
    const canvas = this.#renderer;
    if (this.#planDirty || !this.#visibleLayers().every((layer) => isPlaceDrawn(canvas, layer))) return false;
    const drawn = canvas?.drawnLayers;
    return quality === 'something' || (drawn !== undefined && this.#complete.has(drawn));
  }

  /** True when all that the view wants has come, or has failed, and is on the GPU. */
  isLoaded(): boolean {
    const isLoaded = this.#options.store.isIdle() && this.levels.pendingCount === 0;
    return !this.#planDirty && isLoaded && this.#pendingUploads === 0;
  }

  /** What a frame is drawn from, for the screen and for captures. */
  frameRequest(interacting: boolean, { wanted = false } = {}): SceneRequest {
    const { scene, background, reducedMotion } = this.#options;
    const options = { background: background(), interacting, deterministic: false };
    const parts = { wanted, points: this.points.part };
    return sceneRequest(scene, { ...options, reducedMotion: reducedMotion() }, parts);
  }

  #frame(nowMs: number): void {
    const { beforeFrame, afterFrame } = this.#options;
    beforeFrame(nowMs);
    const renderer = this.#renderer;
    if (!renderer) {
      afterFrame({ nowMs, drawn: false });
      return;
    }
    if (this.#planDirty) this.#plan(renderer);
    const interacting = nowMs - this.#lastInputMs < this.#options.tuning().stillMs;
    const drawn = this.#uploadAndDraw(renderer, nowMs, interacting);
    this.#accountForGpu();
    afterFrame({ nowMs, drawn });
    if (this.#planDirty || this.#drawDirty || this.#busy || this.#pendingUploads > 0) this.wake();
    else if (interacting) this.redraw();
  }

  /** Keeps the budget's GPU tier at what the renderer holds. */
  #accountForGpu(): void {
    const { budget } = this.#options;
    const bytes = this.#renderer?.memory().bytes ?? 0;
    if (bytes < this.#gpuBytes) budget.release('gpu', this.#gpuBytes - bytes);
    else if (bytes > this.#gpuBytes && !budget.reserve('gpu', bytes - this.#gpuBytes))
      throw new Error(`The renderer holds ${String(bytes)} bytes: more than its tier has.`);
    this.#gpuBytes = bytes;
  }

  #uploadAndDraw(renderer: Renderer, nowMs: number, interacting: boolean): boolean {
    const { store, scene, tuning } = this.#options;
    const visible = this.#visibleLayers();
    chooseContrast(this.#options, visible);
    const wanted = this.frameRequest(interacting, { wanted: true });
    const limits = uploadLimits(tuning(), interacting, scene.mode);
    const upload = renderer.upload(wanted.layers, store, limits);
    const cells = renderer.points.upload(wanted, store, limits);
    this.#pendingUploads = upload.pending + cells.pending;
    const moved =
      scene.mode === '3d'
        ? chooseShownVolumes(visible, { store, isCovered: (id) => renderer.volumeCoverage(id) })
        : chooseShownSlices(visible, { store, isCovered: renderer.coverage.bind(renderer) });
    if (this.#drawDirty || moved || upload.bytes + cells.bytes > 0) {
      const isRough = interacting || (scene.mode === '3d' && !this.isLoaded());
      const request = this.frameRequest(isRough);
      if (this.isLoaded()) this.#complete.add(request.layers);
      renderer.request(request);
      this.#drawDirty = false;
    }
    const step = renderer.step(nowMs);
    this.#busy = step.busy;
    countChunks(scene, store, nowMs);
    return step.drawn;
  }

  #plan(renderer: Renderer): void {
    const { scene, store, budget, tuning } = this.#options;
    this.#planDirty = false;
    const visible = this.#visibleLayers();
    for (const layer of scene.layers) if (!visible.includes(layer)) layer.frame = { loaded: 0, failed: 0 };
    const { mode } = scene;
    renderer.configure(
      visible
        .filter(({ kind }) => kind !== 'points')
        .flatMap((layer) => [...new Set([scene.storedOf(layer), scene.datasetOf(layer)])]),
      mode,
    );
    const sources = {
      ...{
        scene,
        budget,
        tuning: tuning(),
        bias: (this.bias * this.thrift) / this.pictureScale,
        focus: this.focus,
      },
      hasFailed: this.levels.hasFailed.bind(this.levels),
      capacity: mode === '3d' ? renderer.brickCapacity.bind(renderer) : renderer.tileCapacity.bind(renderer),
    };
    const wants = visible.flatMap((layer) => {
      const share = 1 / visible.length;
      const plan =
        layer.kind === 'points'
          ? this.points.need()?.plan(layer, sources, { share, renderer })
          : planLayer(layer, sources, share);
      for (const level of plan?.open ?? []) this.levels.open(layer, level);
      return plan ? [...plan.want, ...this.#prefetch(layer, plan.want, visible.length)] : [];
    });
    this.#options.onProjections(visible.flatMap((layer) => scene.projectionOf(layer) ?? []));
    store.want(wants);
  }

  /** What the next steps of play will want. */
  #prefetch(layer: Layer, want: readonly ChunkWant[], layers: number): ChunkWish[] {
    if (!this.prefetches || layer.kind === 'points') return [];
    const { scene, budget, upcoming, tuning } = this.#options;
    const maxBytes = (budget.tier('chunks').maxBytes * tuning().prefetchShare) / layers;
    const steps = upcoming().flatMap(({ axis, index }) => {
      const world = scene.worldOf(axis, index);
      return world === undefined ? [] : [{ axis, world }];
    });
    return prefetchWishes(scene.datasetOf(layer), want, { steps, maxBytes });
  }

  /** Layers that are switched on and have the displayed axes. */
  #visibleLayers(): Layer[] {
    const { scene } = this.#options;
    return scene.layers.filter(
      (layer) => layer.look.visible && layer.drawnChannels().length > 0 && scene.hasDisplayed(layer),
    );
  }
}

/** What uploads may take of a frame; slices of a view that stands still take as little as they need. */
function uploadLimits(
  { movingUploadMs, volumeUploadMs, volumeUploadMiB }: Tuning,
  isMoving: boolean,
  mode: '2d' | '3d',
) {
  if (isMoving) return { maxMs: movingUploadMs };
  return mode === '2d' ? {} : { maxMs: volumeUploadMs, maxBytes: volumeUploadMiB * 2 ** 20 };
}
