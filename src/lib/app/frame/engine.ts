import type { ChunkStore, MemoryBudget } from '../../chunks';
import { dtypeRange, type AppError, type DType } from '../../core';
import type { FrameRequest, LayerFrame, Renderer } from '../../render';
import { planTiles, type ChunkWant } from '../../view';
import type { Layer } from '../scene/layer';
import type { Scene } from '../scene/scene';
import { chooseContrast } from './layer-contrast';
import { LevelOpener } from './level-opener';
import { chooseShownSlices, isSliceShown } from './shown-slices';

/** Without input for this long the view counts as still, and is drawn at full resolution. */
const STILL_AFTER_MS = 120;
/** Part of a tier that one view plans for; the rest keeps what was just left, and the slice before. */
const PLANNED_SHARE = 0.5;
const PLANNED_CHUNK_SHARE = 0.8;

export interface EngineOptions {
  readonly scene: Scene;
  readonly store: ChunkStore;
  readonly budget: MemoryBudget;
  readonly requestFrame: (callback: (nowMs: number) => void) => void;
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
  readonly #options: EngineOptions;
  #renderer: Renderer | undefined;
  #planDirty = true;
  #drawDirty = true;
  #scheduled = false;
  #pendingUploads = 0;
  #busy = false;
  #gpuBytes = 0;
  #lastInputMs = -Infinity;
  /** Above 1 is coarser: the inverse of the quality that scripts set. */
  bias = 1;
  /** Where the pointer is, CSS pixels from the top left, so that what is looked at loads first. */
  focus: readonly [number, number] | undefined;

  constructor(options: EngineOptions) {
    this.#options = options;
    this.levels = new LevelOpener({
      onChange: () => {
        this.changed();
      },
      onError: options.onLevelError,
    });
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
    this.#options.store.retryFailed();
    this.changed();
  }

  /** What is still to come before the picture is final; empty when settled. */
  pending(): string[] {
    const reasons: string[] = [];
    const chunks = this.#options.store.pendingCount();
    if (!this.#renderer) reasons.push('the GPU');
    if (this.#planDirty) reasons.push('a plan');
    if (this.levels.pendingCount > 0) reasons.push(`metadata of ${String(this.levels.pendingCount)} levels`);
    if (chunks > 0) reasons.push(`${String(chunks)} chunks`);
    if (this.#pendingUploads > 0) reasons.push(`${String(this.#pendingUploads)} uploads`);
    if (this.#busy || this.#drawDirty) reasons.push('drawing');
    return reasons;
  }

  /** True once something of the data is on the screen. */
  hasPicture(): boolean {
    return this.#visibleLayers().some(({ id }) => (this.#renderer?.quads(id).length ?? 0) > 0);
  }

  /** True when every layer shows the slice that the sliders stand at. */
  isSliceShown(): boolean {
    return this.#visibleLayers().every(isSliceShown);
  }

  /** True when all that the view wants has come, or has failed, and is on the GPU. */
  isLoaded(): boolean {
    return !this.#planDirty && this.#options.store.isIdle() && this.#pendingUploads === 0;
  }

  /** What a frame is drawn from, for the screen and for captures. */
  frameRequest(interacting: boolean): FrameRequest {
    const { scene, background, reducedMotion } = this.#options;
    return {
      camera: scene.camera,
      layers: scene.layers.flatMap((layer) => this.#layerFrame(layer) ?? []),
      background: background(),
      interacting,
      deterministic: false,
      reducedMotion: reducedMotion(),
    };
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
    const interacting = nowMs - this.#lastInputMs < STILL_AFTER_MS;
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
    const { store } = this.#options;
    const visible = this.#visibleLayers();
    chooseContrast(this.#options, visible);
    const before = this.frameRequest(interacting);
    const upload = renderer.upload(before.layers, store, interacting ? { maxMs: 2 } : {});
    this.#pendingUploads = upload.pending;
    const isCovered = renderer.coverage.bind(renderer);
    const moved = chooseShownSlices(visible, { store, isCovered });
    if (this.#drawDirty || moved || upload.bytes > 0) {
      renderer.request(moved ? this.frameRequest(interacting) : before);
      this.#drawDirty = false;
    }
    const step = renderer.step(nowMs);
    this.#busy = step.busy;
    this.#countChunks();
    return step.drawn;
  }

  #plan(renderer: Renderer): void {
    const { scene, store } = this.#options;
    this.#planDirty = false;
    const visible = this.#visibleLayers();
    for (const layer of scene.layers) if (!visible.includes(layer)) layer.frame = { loaded: 0, failed: 0 };
    renderer.configure([...new Set(visible.map((layer) => layer.source.dataset.dtype))]);
    const wants = visible.flatMap((layer) => this.#planLayer(layer, renderer, 1 / visible.length));
    store.want(wants);
  }

  /** Plans a layer that has `share` of the memory, and returns the chunks that it wants. */
  #planLayer(layer: Layer, renderer: Renderer, share: number): readonly ChunkWant[] {
    const { scene, budget } = this.#options;
    const slice = scene.sliceOf(layer);
    if (!slice) return [];
    const dataset = scene.datasetOf(layer);
    const limits = {
      maxTiles: Math.floor(renderer.tileCapacity(dataset.dtype) * PLANNED_SHARE * share),
      maxChunkBytes: budget.tier('chunks').maxBytes * PLANNED_CHUNK_SHARE * share,
      level: layer.look.level,
      bias: this.bias,
      ...(this.focus && { focus: this.focus }),
    };
    const plan = planTiles({ dataset, slice, camera: scene.camera }, limits, layer.frame.plan);
    layer.frame.plan = plan;
    layer.frame.wanted = slice;
    for (const level of plan.open) this.levels.open(layer, level);
    return plan.want;
  }

  /** Layers that are switched on and have the displayed axes. */
  #visibleLayers(): Layer[] {
    const { scene } = this.#options;
    return scene.layers.filter(
      (layer) => layer.look.visible && layer.drawnChannels().length > 0 && scene.sliceOf(layer) !== undefined,
    );
  }

  #layerFrame(layer: Layer): LayerFrame | undefined {
    const { plan, shown, wanted } = layer.frame;
    const slice = shown ?? wanted;
    if (!plan || !slice) return undefined;
    const dataset = this.#options.scene.datasetOf(layer);
    const channels = layer.drawnChannels().map((channel) => ({
      index: channel.index,
      colormap: channel.colormap,
      gamma: channel.gamma,
      contrast: channel.contrast ?? placeholderContrast(dataset.dtype),
    }));
    const { level: _, ...look } = layer.look;
    return { id: layer.id, dataset, slice, plan, channels, ...look };
  }

  #countChunks(): void {
    const { store, scene } = this.#options;
    for (const { frame } of scene.layers) {
      const states = (frame.plan?.want ?? []).map(({ key }) => store.stateOf(key));
      frame.loaded = states.filter((state) => state === 'ready' || state === 'empty').length;
      frame.failed = states.filter((state) => state === 'failed').length;
    }
  }
}

/** While no chunk of the coarsest level is here, finer ones may be: they are shown over the range of their type. */
function placeholderContrast(dtype: DType): readonly [number, number] {
  return dtypeRange(dtype) ?? [0, 1];
}
