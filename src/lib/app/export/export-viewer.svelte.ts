import { isAbort, type AppError } from '../../core';
import { jobs as t } from '../../messages';
import { pictureBytes, pictureSize } from '../frame/capture/picture-size';
import type { HistoryRecorder } from '../history/recorder';
import type { Session } from '../session/session';
import { settleSession } from '../session/settle-session';
import { downloadFile } from '../viewer/download-file';
import { toAppError } from '../viewer/to-app-error';
import { arraySources } from './array/array-sources';
import type { ArrayChoice, ArrayEstimate, ArraySource } from './array/array-model';
import type { ExportJobModel, ExportViewer, PictureChoice } from './export-model';
import type { RecordingChoice } from './recording/recording-plan';

export interface ExportViewerOptions {
  readonly recorder: HistoryRecorder;
  readonly fail: (error: AppError) => void;
}

/** The interface's way to take what a session shows out of it. */
export class AppExportViewer implements ExportViewer {
  job = $state.raw<ExportJobModel | undefined>(undefined);
  said = $state('');
  size = $state.raw({ width: 1, height: 1 });
  turnAxes = $state.raw<readonly string[]>([]);
  readonly #session: Session;
  readonly #options: ExportViewerOptions;
  #controller: AbortController | undefined;

  constructor(session: Session, options: ExportViewerOptions) {
    this.#session = session;
    this.#options = options;
  }

  async screenshot(): Promise<void> {
    if (this.job) return;
    try {
      const { capturePng } = await import('../frame/capture/capture');
      downloadFile(await capturePng(this.#session, {}), this.#name('png'));
    } catch (error) {
      this.#options.fail(toAppError(error));
    }
  }

  whyNoPicture(scale: number): string | undefined {
    const { width, height } = this.size;
    const size = { width: Math.round(width * scale), height: Math.round(height * scale) };
    return this.#hasRoom(pictureBytes(size)) ? undefined : t.pictureNeedsMore;
  }

  async savePicture(choice: PictureChoice): Promise<void> {
    await this.#run(t.takingThePicture, true, async (signal) => {
      const { picture, words } = await this.#takePicture(choice, signal);
      downloadFile(picture, this.#name('png'));
      return sentences(t.pictureSaved, words);
    });
  }

  async copyPicture(choice: PictureChoice): Promise<void> {
    await this.#run(t.takingThePicture, true, async (signal) => {
      const taken = this.#takePicture(choice, signal);
      const refused = t.clipboardTakesNoPictures;
      if (typeof ClipboardItem === 'undefined') return taken.then(() => refused);
      // Begun at once: some browsers allow it only while the click is handled.
      const item = new ClipboardItem({ 'image/png': taken.then(({ picture }) => picture) });
      try {
        await navigator.clipboard.write([item]);
      } catch (error) {
        await taken;
        if (!(error instanceof DOMException)) throw error;
        return refused;
      }
      return sentences(t.pictureCopied, (await taken).words);
    });
  }

  async whyNoRecording(choice: RecordingChoice): Promise<string | undefined> {
    const { frameCount, MAX_FRAMES, recordingSize, recordingBytes, whyNoVideo } = await loadRecorder();
    const frames = frameCount(choice.motion);
    if (frames > MAX_FRAMES) return t.tooManyFrames({ frames, most: MAX_FRAMES });
    const size = recordingSize(this.size, choice.height);
    if (!this.#hasRoom(recordingBytes(size))) return t.recordingNeedsMore;
    return whyNoVideo(size);
  }

  async record(choice: RecordingChoice): Promise<void> {
    await this.#run(t.recording, true, async (signal) => {
      const { recordingSize, recordView } = await loadRecorder();
      const size = recordingSize(this.size, choice.height);
      this.#session.dimensions.playback.stop();
      const { file, incomplete } = await recordView(this.#session, choice, {
        ...{ size, signal },
        progress: (done, total) => this.#progress(t.frameOf({ done, total }), done / total),
      });
      downloadFile(file, this.#name('webm'));
      return incomplete === 0 ? t.recordingSaved : t.recordingLacksData({ count: incomplete });
    });
  }

  arraySources(): readonly ArraySource[] {
    return arraySources(this.#session.scene);
  }

  async estimateArray(choice: ArrayChoice): Promise<ArrayEstimate> {
    const { estimateOf, planArray } = await loadArrays();
    return estimateOf(this.#session, await planArray(this.#session, choice));
  }

  async saveArray(choice: ArrayChoice): Promise<void> {
    await this.#run(t.readingTheArray, false, async (signal) => {
      const { estimateOf, exportArray, planArray } = await loadArrays();
      const planned = await planArray(this.#session, choice, signal);
      const { refusal } = estimateOf(this.#session, planned);
      if (!planned || refusal !== undefined) return refusal ?? '';
      const { npy, description, name } = await exportArray(this.#session, planned, {
        signal,
        progress: (part) => this.#progress(t.partsRead({ parts: Math.floor(100 * part) }), part),
      });
      downloadFile(npy, name);
      downloadFile(description, `${name}.json`);
      return t.savedArray({ name });
    });
  }

  cancel(): void {
    this.#controller?.abort();
  }

  /** Called once a frame. */
  publish(): void {
    const { engine, scene } = this.#session;
    const { width, height } = pictureSize(engine.frameRequest(false), 1);
    if (width !== this.size.width || height !== this.size.height) this.size = { width, height };
    const axes = scene.mode === '3d' ? scene.displayed.toReversed() : [];
    if (axes.join() !== this.turnAxes.join()) this.turnAxes = axes;
  }

  async #takePicture(choice: PictureChoice, signal: AbortSignal): Promise<{ picture: Blob; words: string }> {
    const { engine } = this.#session;
    engine.pictureScale = choice.scale;
    engine.changed();
    try {
      const { failures } = await settleSession(this.#session, { signal });
      const [{ capturePng }, { drawPictureMarks }] = await loadPictures();
      const draw = await drawPictureMarks(this.#session, choice.marks);
      const picture = await capturePng(this.#session, { scale: choice.scale, draw, signal });
      return { picture, words: failures.length > 0 ? t.partNotLoaded : '' };
    } finally {
      engine.pictureScale = 1;
      engine.changed();
    }
  }

  /** Runs one command at a time, without a trace in what can be undone; `run` gives the words that say what came of it. */
  async #run(
    title: string,
    holdsStill: boolean,
    run: (signal: AbortSignal) => Promise<string>,
  ): Promise<void> {
    if (this.job) return;
    const controller = new AbortController();
    this.#controller = controller;
    this.said = '';
    this.job = { title, text: t.waitingForData, fraction: 0, holdsStill };
    const led = () => run(controller.signal);
    try {
      this.said = await (holdsStill ? this.#options.recorder.unrecorded(led) : led());
    } catch (error) {
      if (isAbort(error) || controller.signal.aborted) this.said = t.cancelled;
      else this.#options.fail(toAppError(error));
    } finally {
      this.job = undefined;
      this.#controller = undefined;
    }
  }

  #progress(text: string, fraction: number): void {
    if (this.job) this.job = { ...this.job, text, fraction };
  }

  #hasRoom(bytes: number): boolean {
    return bytes <= this.#session.budget.tier('inFlight').maxBytes / 2;
  }

  #name(extension: string): string {
    return `${this.#session.scene.layers[0]?.name ?? 'exascope'}.${extension}`;
  }
}

/** What only those need who record or save arrays is fetched when they do. */
const loadRecorder = () => import('./recording/recorder');
const loadArrays = () => import('./array/array-export');

function sentences(...parts: readonly string[]): string {
  return parts.filter((part) => part !== '').join(' ');
}

function loadPictures() {
  return Promise.all([import('../frame/capture/capture'), import('./picture/picture-marks')]);
}
