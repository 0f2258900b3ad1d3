import { axisIndex, type ChunkKey, type ChunkLines, type LinePlaces } from '../../../core';
import type { BufferModel } from '../dimensions-model';
import { heldPlaces, joinBuffers, layerBuffer, wantedLines, type BufferedLayer } from './axis-buffer';
import type { SliderSteps } from './level-steps';
import type { Parts } from './parts';

/** The buffer of an axis is found out at most so often. */
const PERIOD_MS = 250;
/** Time that one part of the work takes, between which frames are drawn. */
const PART_MS = 1;
const PAUSE_MS = 16;

/** An axis with a slider, and the layers on the screen that change along it. */
export interface BufferedAxis {
  readonly steps: SliderSteps;
  readonly layers: readonly BufferedLayer[];
}

export interface BufferWatchOptions {
  /** `undefined` when the axis has no slider any more. */
  readonly axis: (name: string) => BufferedAxis | undefined;
  /** Chunks of a dataset that need not be loaded. */
  readonly held: (dataset: string) => Iterable<ChunkKey>;
  /** Where lines of chunks of a layer are kept, as far as it is known by now. */
  readonly kept: (
    layer: BufferedLayer,
    axis: number,
    wanted: readonly ChunkLines[],
  ) => readonly LinePlaces[] | undefined;
  /** All that buffers are made from, to be compared one by one: when none is another, the buffers are the same. */
  readonly basis: () => readonly unknown[];
  readonly onBuffer: (axis: string, buffer: BufferModel | undefined) => void;
  readonly now: () => number;
  readonly later: (ms: number, run: () => void) => void;
}

/** Finds out what is here along the axes that someone watches, in small parts beside the frames, when something has changed. */
export class BufferWatch {
  readonly #options: BufferWatchOptions;
  /** How many watch each axis. */
  readonly #watchers = new Map<string, number>();
  /** What the buffers were last made from. */
  #seen: readonly unknown[] = [];
  #isPlanned = false;
  #startedMs = -Infinity;

  constructor(options: BufferWatchOptions) {
    this.#options = options;
  }

  /** Watches an axis until what it returns is called. */
  add(axis: string): () => void {
    this.#watchers.set(axis, (this.#watchers.get(axis) ?? 0) + 1);
    this.look();
    return () => {
      const left = (this.#watchers.get(axis) ?? 0) - 1;
      if (left > 0) this.#watchers.set(axis, left);
      else this.#watchers.delete(axis);
    };
  }

  /** Called once a frame, and when something was kept: plans the work when the buffers may be others. */
  look(): void {
    const { now, later } = this.#options;
    if (this.#isPlanned || this.#watchers.size === 0 || !this.#hasChanged()) return;
    this.#isPlanned = true;
    later(Math.max(0, this.#startedMs + PERIOD_MS - now()), () => this.#begin());
  }

  #begin(): void {
    this.#startedMs = this.#options.now();
    this.#seen = this.#basis();
    this.#goOn(this.#all());
  }

  #goOn(parts: Parts<void>): void {
    const { now, later } = this.#options;
    const endMs = now() + PART_MS;
    while (!parts.next().done) {
      if (now() < endMs) continue;
      later(PAUSE_MS, () => this.#goOn(parts));
      return;
    }
    this.#isPlanned = false;
    this.look();
  }

  *#all(): Parts<void> {
    for (const name of [...this.#watchers.keys()]) {
      const axis = this.#options.axis(name);
      const buffer = axis && (yield* this.#bufferOf(name, axis));
      if (this.#watchers.has(name)) this.#options.onBuffer(name, buffer);
    }
  }

  *#bufferOf(name: string, { steps, layers }: BufferedAxis): Parts<BufferModel | undefined> {
    const buffers = [];
    for (const layer of layers) {
      const axis = axisIndex(layer.dataset.axes, name) ?? -1;
      const wanted = yield* wantedLines(layer, name);
      if (wanted.length === 0) continue;
      const held = yield* heldPlaces(wanted, this.#options.held(layer.dataset.id), axis);
      const kept = this.#options.kept(layer, axis, wanted);
      buffers.push(yield* layerBuffer(layer, { axis, steps }, { held, kept }));
      yield;
    }
    return joinBuffers(buffers, steps);
  }

  #hasChanged(): boolean {
    const basis = this.#basis();
    return basis.length !== this.#seen.length || basis.some((each, at) => each !== this.#seen[at]);
  }

  #basis(): unknown[] {
    return [...this.#watchers.keys(), ...this.#options.basis()];
  }
}
