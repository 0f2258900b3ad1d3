import type { ChunkStore, MemoryBudget } from '../chunks';
import { dtypeRange, isAbort, type DType } from '../core';
import type { FrameRequest, LayerFrame, Renderer } from '../render';
import { planTiles, type ChunkWant, type SliceView } from '../view';
import type { Layer } from './layer';
import { setContrast } from './layer-contrast';
import type { Scene } from './scene';

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
  /** A level's metadata could not be read. */
  readonly onLevelError: (layer: Layer, level: number, error: unknown) => void;
  readonly background: () => readonly [number, number, number];
  readonly reducedMotion: () => boolean;
}

/** The frame loop: plan what the view wants, reconcile the loads, upload within a budget, draw. Sleeps when nothing changes. */
export class Engine {
  readonly #options: EngineOptions;
  readonly #opening = new Map<string, AbortController>();
  #renderer: Renderer | undefined;
  #planDirty = true;
  #drawDirty = true;
  #scheduled = false;
  #pendingUploads = 0;
  #busy = false;
  #gpuBytes = 0;
  #lastInputMs = -Infinity;
  #frames = 0;
  /** Above 1 is coarser: the inverse of the quality that scripts set. */
  bias = 1;
  /** Where the pointer is, so that what is looked at loads first. */
  focus: readonly [number, number] | undefined;

  constructor(options: EngineOptions) {
    this.#options = options;
  }

  get renderer(): Renderer | undefined {
    return this.#renderer;
  }

  /** Frames run since the start. */
  get frames(): number {
    return this.#frames;
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

  /** What is still to come before the picture is final; empty when settled. */
  pending(): string[] {
    const reasons: string[] = [];
    const chunks = this.#options.store.pendingCount();
    if (!this.#renderer) reasons.push('the GPU');
    if (this.#planDirty) reasons.push('a plan');
    if (this.#opening.size > 0) reasons.push(`metadata of ${String(this.#opening.size)} levels`);
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
    return this.#visibleLayers().every(({ frame }) => sameSlice(frame.shown, frame.wanted));
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
    this.#frames++;
    beforeFrame(nowMs);
    const renderer = this.#renderer;
    if (!renderer) {
      afterFrame({ nowMs, drawn: false });
      return;
    }
    if (this.#planDirty) this.#plan(renderer);
    this.#accountForGpu();
    const interacting = nowMs - this.#lastInputMs < STILL_AFTER_MS;
    const drawn = this.#uploadAndDraw(renderer, nowMs, interacting);
    afterFrame({ nowMs, drawn });
    if (this.#planDirty || this.#drawDirty || this.#busy || this.#pendingUploads > 0) this.wake();
    else if (interacting) this.redraw();
  }

  /** Keeps the budget's GPU tier at what the renderer holds. */
  #accountForGpu(): void {
    const { budget } = this.#options;
    const bytes = this.#renderer?.memory().bytes ?? 0;
    if (bytes === this.#gpuBytes) return;
    budget.release('gpu', this.#gpuBytes);
    if (!budget.reserve('gpu', bytes))
      throw new Error(`The renderer holds ${String(bytes)} bytes: more than its tier has.`);
    this.#gpuBytes = bytes;
  }

  #uploadAndDraw(renderer: Renderer, nowMs: number, interacting: boolean): boolean {
    const { store } = this.#options;
    this.#chooseMissingContrast();
    const before = this.frameRequest(interacting);
    const upload = renderer.upload(before.layers, store, interacting ? { maxMs: 2 } : {});
    this.#pendingUploads = upload.pending;
    const moved = this.#chooseShownSlices(renderer);
    if (this.#drawDirty || moved || upload.bytes > 0) {
      renderer.request(moved ? this.frameRequest(interacting) : before);
      this.#drawDirty = false;
    }
    const step = renderer.step(nowMs);
    this.#busy = step.busy;
    this.#countLoaded();
    return step.drawn;
  }

  #plan(renderer: Renderer): void {
    const { scene, store, budget } = this.#options;
    this.#planDirty = false;
    const visible = this.#visibleLayers();
    renderer.configure([...new Set(visible.map((layer) => layer.source.dataset.dtype))]);
    const share = 1 / Math.max(1, visible.length);
    const wants: ChunkWant[] = [];
    for (const layer of visible) {
      const slice = scene.sliceOf(layer);
      if (!slice) continue;
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
      wants.push(...plan.want);
      for (const level of plan.open) this.#openLevel(layer, level);
    }
    store.want(mergeWants(wants));
  }

  #openLevel(layer: Layer, level: number): void {
    const name = `${layer.source.dataset.id}#${String(level)}`;
    if (this.#opening.has(name)) return;
    const controller = new AbortController();
    this.#opening.set(name, controller);
    layer.source
      .openLevel(level, controller.signal)
      .catch((error: unknown) => {
        if (!isAbort(error)) this.#options.onLevelError(layer, level, error);
      })
      .finally(() => {
        this.#opening.delete(name);
        this.changed();
      });
  }

  #visibleLayers(): Layer[] {
    return this.#options.scene.layers.filter(
      (layer) => layer.look.visible && layer.drawnChannels().length > 0,
    );
  }

  #layerFrame(layer: Layer): LayerFrame | undefined {
    const { plan, shown, wanted } = layer.frame;
    const slice = shown ?? wanted;
    if (!plan || !slice) return undefined;
    const { visible, opacity, blending, interpolation } = layer.look;
    const dataset = this.#options.scene.datasetOf(layer);
    const channels = layer.drawnChannels().map((channel) => ({
      index: channel.index,
      colormap: channel.colormap,
      gamma: channel.gamma,
      contrast: channel.contrast ?? placeholderContrast(dataset.dtype),
    }));
    return { id: layer.id, dataset, slice, plan, channels, visible, opacity, blending, interpolation };
  }

  /** A channel without a window gets one as soon as something of the coarsest level is here. */
  #chooseMissingContrast(): void {
    for (const layer of this.#visibleLayers())
      for (const channel of layer.drawnChannels())
        if (!channel.contrast)
          setContrast(this.#options, layer, { channel: channel.index, from: 'coarsest' });
  }

  /** The old slice stays until the new one covers the view at some level. */
  #chooseShownSlices(renderer: Renderer): boolean {
    let moved = false;
    for (const { id, frame } of this.#visibleLayers()) {
      const { wanted, shown } = frame;
      if (!wanted || shown === wanted) continue;
      const isOther = !sameSlice(shown, wanted);
      if (shown && isOther && sameAxes(shown, wanted) && !renderer.coverage(id, wanted)) {
        // Channels switched on or off show at once, in the old slice.
        if (shown.channels.join() !== wanted.channels.join())
          frame.shown = { ...shown, channels: wanted.channels };
        else continue;
      } else frame.shown = wanted;
      moved = true;
    }
    return moved;
  }

  #countLoaded(): void {
    const { store } = this.#options;
    for (const { frame } of this.#visibleLayers()) {
      const states = (frame.plan?.want ?? []).map(({ key }) => store.stateOf(key));
      frame.loaded = states.filter((state) => state === 'ready' || state === 'empty').length;
      frame.failed = states.filter((state) => state === 'failed').length;
    }
  }
}

/** Each chunk once, with the most urgent of its priorities. */
function mergeWants(wants: readonly ChunkWant[]): ChunkWant[] {
  return [...wants].sort((a, b) => a.priority - b.priority);
}

function sameAxes(a: SliceView, b: SliceView): boolean {
  return a.horizontal === b.horizontal && a.vertical === b.vertical;
}

function sameSlice(a: SliceView | undefined, b: SliceView | undefined): boolean {
  if (!a || !b) return a === b;
  return sameAxes(a, b) && a.position.join() === b.position.join() && a.channels.join() === b.channels.join();
}

/** Until data has decided: nothing is in memory yet, so nothing is drawn with it. */
function placeholderContrast(dtype: DType): readonly [number, number] {
  return dtypeRange(dtype) ?? [0, 1];
}
