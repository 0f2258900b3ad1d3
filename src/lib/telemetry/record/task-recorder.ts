import type { Evictions, Traffic } from '../../core';
import { mebibytes, rounded } from '../report/buckets';
import {
  interactionKinds,
  type Answers,
  type DataProperties,
  type FailureKind,
  type InteractionKind,
  type TaskCache,
  type TaskMemory,
  type TaskOutcome,
  type TaskReport,
  type TaskSettings,
} from '../report/report';
import { Durations } from './durations';

/** Bytes held now, in all and by tier. */
export interface HeldBytes {
  readonly total: number;
  readonly gpu: number;
  readonly chunks: number;
  readonly inFlight: number;
}

/** What a recorder reads, and when it is. */
export interface RecordedWorld {
  readonly nowMs: () => number;
  readonly held: () => HeldBytes;
  /** All that was counted so far. */
  readonly traffic: () => Readonly<Traffic>;
  readonly memoryHits: () => number;
  readonly evicted: () => Evictions;
  /** Something of the data is drawn. */
  readonly hasPicture: () => boolean;
}

/** A frame of the picture. */
export interface RecordedFrame {
  readonly nowMs: number;
  /** Since the frame before; absent for the first after a rest. */
  readonly gapMs?: number | undefined;
  readonly drawn: boolean;
  /** All that the view wants has been drawn. */
  readonly isSettled: boolean;
}

/** How a task ended, with which settings, and what was open meanwhile. */
export interface TaskEnd extends Answers {
  readonly outcome: TaskOutcome;
  readonly settings: TaskSettings;
  readonly data: readonly DataProperties[];
}

/** Counts what happens during one task. Each call is short, and what it holds does not grow. */
export class TaskRecorder {
  /** All times from one frame to the next so far. */
  betweenFramesMs = 0;
  readonly #task: string;
  readonly #world: RecordedWorld;
  readonly #startedMs: number;
  readonly #trafficBefore: Readonly<Traffic>;
  readonly #hitsBefore: number;
  readonly #evictedBefore: Evictions;
  readonly #peaks = { total: 0, gpu: 0, chunks: 0, inFlight: 0 };
  readonly #interactions = Object.fromEntries(interactionKinds.map((kind) => [kind, 0])) as Record<
    InteractionKind,
    number
  >;
  readonly #errors: Partial<Record<FailureKind, number>> = {};
  readonly #sharpAgain = new Durations();
  readonly #inputDelay = new Durations();
  readonly #inputToFrame = new Durations();
  readonly #frameGaps = new Durations();
  #firstPictureMs: number | undefined;
  #settledMs: number | undefined;
  /** The first input that no frame followed yet, and the last one since the picture was settled. */
  #unseenInputMs: number | undefined;
  #lastInputMs: number | undefined;
  #endedMs: number | undefined;

  constructor(task: string, world: RecordedWorld) {
    this.#task = task;
    this.#world = world;
    this.#startedMs = world.nowMs();
    this.#trafficBefore = { ...world.traffic() };
    this.#hitsBefore = world.memoryHits();
    this.#evictedBefore = world.evicted();
  }

  get seconds(): number {
    return ((this.#endedMs ?? this.#world.nowMs()) - this.#startedMs) / 1000;
  }

  frame({ nowMs, gapMs, drawn, isSettled }: RecordedFrame): void {
    if (this.#endedMs !== undefined) return;
    this.lookAtMemory();
    if (gapMs !== undefined) {
      this.#frameGaps.note(gapMs);
      this.betweenFramesMs += gapMs;
    }
    if (drawn && this.#unseenInputMs !== undefined) {
      this.#inputToFrame.note(nowMs - this.#unseenInputMs);
      this.#unseenInputMs = undefined;
    }
    if (this.#firstPictureMs === undefined && this.#world.hasPicture())
      this.#firstPictureMs = nowMs - this.#startedMs;
    if (isSettled && this.#firstPictureMs !== undefined) this.#noteSettled(nowMs);
  }

  /** An input at `atMs`, of which the page learns now. */
  input(atMs: number, nowMs: number): void {
    if (this.#endedMs !== undefined) return;
    this.#inputDelay.note(nowMs - atMs);
    this.#unseenInputMs ??= atMs;
    this.#lastInputMs = atMs;
  }

  interaction(kind: InteractionKind): void {
    if (this.#endedMs === undefined) this.#interactions[kind]++;
  }

  error(kind: FailureKind): void {
    this.#errors[kind] = (this.#errors[kind] ?? 0) + 1;
  }

  lookAtMemory(): void {
    const held = this.#world.held();
    for (const tier of ['total', 'gpu', 'chunks', 'inFlight'] as const)
      if (held[tier] > this.#peaks[tier]) this.#peaks[tier] = held[tier];
  }

  /** From now on nothing more is counted: what comes are questions. */
  stop(): void {
    this.#endedMs ??= this.#world.nowMs();
  }

  report({ outcome, settings, data, rating, text }: TaskEnd): TaskReport {
    return {
      task: this.#task,
      outcome,
      seconds: rounded(this.seconds),
      settings,
      data,
      timings: {
        ...(this.#firstPictureMs !== undefined && { firstPictureMs: rounded(this.#firstPictureMs) }),
        ...(this.#settledMs !== undefined && { settledMs: rounded(this.#settledMs) }),
        sharpAgain: this.#sharpAgain.figures(),
        inputDelay: this.#inputDelay.figures(),
        inputToFrame: this.#inputToFrame.figures(),
        frameGaps: this.#frameGaps.figures(),
      },
      memory: this.#memory(),
      cache: this.#cache(),
      interactions: { ...this.#interactions },
      errors: { ...this.#errors },
      ...(rating !== undefined && { rating }),
      ...(text !== undefined && { text }),
    };
  }

  #noteSettled(nowMs: number): void {
    this.#settledMs ??= nowMs - this.#startedMs;
    if (this.#lastInputMs === undefined || this.#unseenInputMs !== undefined) return;
    this.#sharpAgain.note(nowMs - this.#lastInputMs);
    this.#lastInputMs = undefined;
  }

  #memory(): TaskMemory {
    const { total, gpu, chunks, inFlight } = this.#peaks;
    return {
      peakMiB: mebibytes(total),
      gpuPeakMiB: mebibytes(gpu),
      chunksPeakMiB: mebibytes(chunks),
      inFlightPeakMiB: mebibytes(inFlight),
    };
  }

  /** A script may have set counters back meanwhile: then there is nothing to tell. */
  #cache(): TaskCache {
    const [before, now] = [this.#trafficBefore, this.#world.traffic()];
    const since = (name: keyof Traffic) => Math.max(0, now[name] - before[name]);
    return {
      network: since('chunksFromNetwork'),
      disk: since('chunksFromDisk'),
      memory: Math.max(0, this.#world.memoryHits() - this.#hitsBefore),
      generated: since('chunksGenerated'),
      requests: since('chunkRequests') + since('metadataRequests'),
      failed: since('failed'),
      aborted: since('aborted'),
      networkMiB: mebibytes(since('networkBytes')),
      evicted: evictedSince(this.#evictedBefore, this.#world.evicted()),
    };
  }
}

function evictedSince(before: Evictions, now: Evictions): Evictions {
  const since = (tier: keyof Evictions) => Math.max(0, now[tier] - before[tier]);
  return { gpu: since('gpu'), chunks: since('chunks'), disk: since('disk') };
}
