import { AppError, chunkKeyString } from '../../core';
import {
  dataProperties,
  FailureCount,
  isMet,
  OwnTime,
  rounded,
  TaskRecorder,
  upToMultiple,
  type Answers,
  type ReportedDevice,
  type SeenFailure,
  type TaskFile,
  type TaskOutcome,
  type TaskReport,
  type TaskSettings,
  type UserTask,
  type UserTestReport,
} from '../../telemetry';
import { readDevice } from '../device/watch-device';
import type { Session } from '../session/session';
import { LargestOpened } from '../memory/largest-opened';
import { listen } from './listen';
import { currentSettings, hundredths, SettingsWatch, SIZE_STEP_PX } from './reported-settings';
import { seenView } from './seen-view';

/** How often it is looked whether a task has ended. */
const LOOK_MS = 250;
const MAX_DATASETS = 100;

export interface SessionRecordingOptions {
  readonly session: Session;
  readonly tasks: TaskFile;
  /** Failures that the page tells the person of. */
  readonly notices: () => readonly { readonly error: AppError }[];
  /** A task has ended by itself. */
  readonly onEnd: (outcome: 'met' | 'timed-out') => void;
}

/** Records a session, task by task, until it is disposed of. */
export class SessionRecording {
  readonly #options: SessionRecordingOptions;
  readonly #own = new OwnTime(() => performance.now());
  readonly #reports: TaskReport[] = [];
  readonly #stopListening: () => void;
  readonly #watch: Session['frames']['watch'];
  readonly #timer: ReturnType<typeof setInterval>;
  #task: UserTask | undefined;
  #recorder: TaskRecorder | undefined;
  #betweenFramesMs = 0;
  #failures = new FailureCount([]);
  /** What a task opens is not there yet: it cannot have ended. */
  #isOpening = false;
  #watched: SettingsWatch | undefined;
  readonly #largest = new LargestOpened();
  #settings: TaskSettings | undefined;

  constructor(options: SessionRecordingOptions) {
    this.#options = options;
    const { session } = options;
    const during = (work: () => void) => this.#own.during(work);
    this.#stopListening = listen({
      during,
      input: (atMs, nowMs) => this.#recorder?.input(atMs, nowMs),
      interaction: (kind) => this.#recorder?.interaction(kind),
      unexpected: () => this.#recorder?.error('unexpected'),
    });
    this.#watch = ({ nowMs, gapMs, drawn, isIdle }) =>
      during(() => {
        const isSettled = isIdle && !session.opening.isPending;
        this.#recorder?.frame({ nowMs, gapMs, drawn, isSettled });
      });
    session.frames.watch = this.#watch;
    this.#timer = setInterval(() => this.#look(), LOOK_MS);
  }

  /** `isOpening`: what the task opens is not there before {@link opened} is called. */
  begin(task: UserTask, isOpening: boolean): void {
    const { session } = this.#options;
    this.#own.during(() => {
      this.#task = task;
      this.#isOpening = isOpening;
      this.#watched = new SettingsWatch(currentSettings(session));
      this.#failures = new FailureCount(seenFailures(this.#options));
      this.#recorder = new TaskRecorder(task.id, {
        nowMs: () => performance.now(),
        held: () => heldBytes(session),
        traffic: () => session.traffic,
        memoryHits: () => session.cacheUse.memoryHits,
        evicted: () => session.cacheUse.evicted,
        hasPicture: () => session.engine.hasPicture(),
      });
    });
  }

  /** What a task opens is there, with the settings that its link gives. */
  opened(task: UserTask): void {
    if (this.#task !== task) return;
    this.#isOpening = false;
    this.#own.during(() => (this.#watched = new SettingsWatch(currentSettings(this.#options.session))));
  }

  /** The person is asked about the task now: what happens from here on is not part of it. */
  endTask(): void {
    this.#own.during(() => {
      this.#settings = this.#endedWith();
      this.#noteFailures();
      this.#recorder?.stop();
    });
  }

  /** Puts the task that has ended into the report. */
  keep(outcome: TaskOutcome, answers: Answers = {}): void {
    const recorder = this.#recorder;
    if (!recorder) return;
    const layers = voxelLayers(this.#options.session);
    this.#largest.look(layers);
    const datasets = new Map(layers.map(({ source: { dataset } }) => [dataset.id, dataset]));
    const data = [...datasets.values()].slice(0, MAX_DATASETS).map(dataProperties);
    const settings = this.#settings ?? this.#endedWith();
    this.#reports.push(recorder.report({ outcome, settings, data, ...answers }));
    this.#betweenFramesMs += recorder.betweenFramesMs;
    this.#recorder = this.#task = this.#settings = undefined;
  }

  report(): UserTestReport {
    const { session, tasks } = this.#options;
    const { id: test, variant } = tasks;
    return {
      userTestReport: 3,
      id: [...crypto.getRandomValues(new Uint8Array(4))]
        .map((byte) => byte.toString(16).padStart(2, '0'))
        .join(''),
      test,
      ...(variant !== undefined && { variant }),
      app: __APP_VERSION__,
      day: new Date().toISOString().slice(0, 10),
      device: reportedDevice(session, this.#largest),
      tasks: [...this.#reports],
      recorder: { ownMs: rounded(this.#own.totalMs), betweenFramesMs: rounded(this.#betweenFramesMs) },
    };
  }

  dispose(): void {
    clearInterval(this.#timer);
    this.#stopListening();
    const { frames } = this.#options.session;
    // Another one may have begun since.
    if (frames.watch === this.#watch) frames.watch = undefined;
    this.#recorder = this.#task = undefined;
  }

  #look(): void {
    const ended = this.#own.during(() => {
      this.#recorder?.lookAtMemory();
      this.#largest.look(voxelLayers(this.#options.session));
      if (!this.#isOpening) this.#watched?.look(currentSettings(this.#options.session));
      this.#noteFailures();
      return this.#ending();
    });
    if (ended) this.#options.onEnd(ended);
  }

  #ending(): 'met' | 'timed-out' | undefined {
    const [task, recorder] = [this.#task, this.#recorder];
    const { session } = this.#options;
    if (!task || !recorder || this.#isOpening || session.opening.isPending) return undefined;
    if (task.end && isMet(task.end, seenView(session))) return 'met';
    return task.maxSeconds !== undefined && recorder.seconds >= task.maxSeconds ? 'timed-out' : undefined;
  }

  #endedWith(): TaskSettings {
    const now = currentSettings(this.#options.session);
    return (this.#watched ?? new SettingsWatch(now)).endedWith(now);
  }

  #noteFailures(): void {
    for (const kind of this.#failures.take(seenFailures(this.#options))) this.#recorder?.error(kind);
  }
}

/** What the person is told of, levels that could not be opened, and chunks of the view that could not be had. */
function seenFailures({ session, notices }: SessionRecordingOptions): SeenFailure[] {
  const { engine, store } = session;
  const errors = [...notices().map(({ error }) => error), ...engine.levels.errors()];
  return [
    ...errors.map((error) => ({ subject: error, kind: error.code })),
    ...store.failures().map(({ key, error }) => ({
      subject: chunkKeyString(key),
      kind: error instanceof AppError ? error.code : ('unexpected' as const),
    })),
  ];
}

function heldBytes({ budget }: Session) {
  const [gpu, chunks, inFlight] = (['gpu', 'chunks', 'inFlight'] as const).map(
    (name) => budget.tier(name).bytes,
  );
  return { total: budget.bytes, gpu: gpu ?? 0, chunks: chunks ?? 0, inFlight: inFlight ?? 0 };
}

/** Reports know images and labels: points are none of their datasets. */
function voxelLayers({ scene }: Session) {
  return scene.layers.filter(({ kind }) => kind !== 'points');
}

function reportedDevice({ engine }: Session, { dataset }: LargestOpened): ReportedDevice {
  const { cores, deviceMemoryGiB, coarsePointer } = readDevice();
  const gpu = engine.renderer?.gpu;
  return {
    cores,
    ...(deviceMemoryGiB !== undefined && { memoryGiB: deviceMemoryGiB }),
    pixelRatio: hundredths(devicePixelRatio),
    pointer: coarsePointer ? 'coarse' : 'fine',
    window: [upToMultiple(innerWidth, SIZE_STEP_PX), upToMultiple(innerHeight, SIZE_STEP_PX)],
    ...(dataset && { largest: dataProperties(dataset) }),
    ...(gpu && { gpu: { isSoftware: gpu.isSoftware, maxTexture: gpu.maxTextureSize } }),
  };
}
