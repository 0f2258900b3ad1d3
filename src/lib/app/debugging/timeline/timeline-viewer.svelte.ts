import { untrack } from 'svelte';
import type { Session } from '../../session/session';
import { downloadFile } from '../../viewer/download-file';
import { HeatMap, heatColors } from './heat-map';
import { loadAgain } from '../loads/load-again';
import type { LoadEntry } from '../loads/load-entry';
import type { LoadLog } from '../loads/load-log';
import type { LoadRecorder } from '../loads/load-recorder';
import { arrived, emptyTimeline, layerNames, timeline, timelineJson } from './timeline';
import type { TimelineState, TimelineViewer } from './timeline-model';

/** Fast enough to see bars grow, and slow enough to be read. */
const PERIOD_MS = 250;
/** How long the loads take when they are shown again, whatever they took: long enough to see, short enough to wait for. */
const PLAY_MS = { least: 2500, most: 10_000 };

/** The interface's view of the order in which chunks came. */
export class AppTimelineViewer implements TimelineViewer {
  state = $state.raw<TimelineState>(emptyTimeline);
  isRecording = $state(false);
  isKept = $state(false);
  isHeatMapOn = $state(false);
  replayMs = $state<number | undefined>();
  isPlaying = $state(false);
  readonly heatColors = heatColors;
  readonly #session: Session;
  readonly #recorder: LoadRecorder;
  readonly #log: LoadLog;
  #stopRecording: (() => void) | undefined;
  readonly #heatMap: HeatMap;
  #version = -1;
  #came: { version: number; firstMs: number; entries: readonly LoadEntry[] } = {
    ...{ version: -1, firstMs: 0, entries: [] },
  };
  #frame = 0;
  #watchers = 0;

  constructor(session: Session, recorder: LoadRecorder) {
    this.#session = session;
    this.#recorder = recorder;
    this.#log = recorder.log;
    this.#heatMap = new HeatMap(session, () => this.#order());
  }

  cameBy(ms: number | undefined): number {
    return arrived(this.state.loads, ms).length;
  }

  watch(): () => void {
    this.#watchers++;
    this.record(true);
    // Whoever watches within an effect is not to begin anew with each change.
    untrack(() => this.#follow());
    const timer = setInterval(() => this.#follow(), PERIOD_MS);
    return () => {
      clearInterval(timer);
      this.#watchers--;
      if (this.#watchers > 0) return;
      if (!this.isKept) this.record(false);
      this.showHeatMap(false);
      this.seek(undefined);
    };
  }

  record(isRecording: boolean): void {
    this.isRecording = isRecording;
    if (isRecording) this.#stopRecording ??= this.#recorder.use();
    else {
      this.#stopRecording?.();
      this.#stopRecording = undefined;
    }
  }

  keep(isKept: boolean): void {
    this.isKept = isKept;
  }

  showHeatMap(isOn: boolean): void {
    this.isHeatMapOn = isOn;
    if (isOn) this.#heatMap.start();
    else this.#heatMap.stop();
  }

  clear(): void {
    this.seek(undefined);
    this.#log.clear();
    this.state = emptyTimeline;
    this.#follow();
  }

  loadAgain(): void {
    this.record(true);
    loadAgain(this.#session, this.#log);
    this.clear();
  }

  seek(ms: number | undefined): void {
    this.#stop();
    this.replayMs = ms;
    if (ms !== undefined) this.showHeatMap(true);
  }

  play(isPlaying: boolean): void {
    this.#stop();
    const { spanMs } = this.state;
    if (!isPlaying || spanMs === 0) return;
    const fromMs = this.replayMs === undefined || this.replayMs >= spanMs ? 0 : this.replayMs;
    const speed = spanMs / Math.min(PLAY_MS.most, Math.max(PLAY_MS.least, spanMs));
    const startMs = performance.now();
    this.showHeatMap(true);
    this.isPlaying = true;
    const step = (): void => {
      this.replayMs = Math.min(spanMs, fromMs + speed * (performance.now() - startMs));
      if (this.replayMs < spanMs) this.#frame = requestAnimationFrame(step);
      else this.isPlaying = false;
    };
    step();
  }

  save(): void {
    const json = new Blob([timelineJson(this.state)], { type: 'application/json' });
    downloadFile(json, 'exascope-loads.json');
  }

  #stop(): void {
    cancelAnimationFrame(this.#frame);
    this.isPlaying = false;
  }

  /** Brings the state up to date, except while a moment of the past is shown, or others alone record. */
  #follow(): void {
    const isFixed = this.replayMs !== undefined || !this.isRecording;
    if (isFixed || this.#log.version === this.#version) return;
    this.#version = this.#log.version;
    this.state = timeline(this.#log.entries(), {
      dropped: this.#log.dropped,
      layerOf: layerNames(this.#session.scene),
    });
  }

  /** Chunks that have come by the moment that is shown. */
  #order() {
    if (this.#came.version !== this.#log.version) {
      const entries = this.#log.entries();
      const firstMs = entries.reduce((least, { wantedMs }) => Math.min(least, wantedMs), Infinity);
      this.#came = { version: this.#log.version, firstMs, entries: arrived(entries) };
    }
    const { entries, firstMs } = this.#came;
    const isReplay = this.replayMs !== undefined;
    const untilMs = firstMs + (this.replayMs ?? Infinity);
    const here = isReplay ? entries.filter(({ endedMs = Infinity }) => endedMs <= untilMs) : entries;
    const keysOf = (loads: readonly LoadEntry[]) => loads.map(({ key }) => key);
    return { keys: keysOf(here), all: keysOf(entries), isReplay };
  }
}
