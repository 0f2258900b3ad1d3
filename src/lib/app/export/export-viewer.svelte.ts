import { isAbort, type AppError } from '../../core';
import { capturePng, pictureBytes, pictureSize } from '../frame/capture/capture';
import type { HistoryRecorder } from '../history/recorder';
import type { Session } from '../session/session';
import { settleSession } from '../session/settle-session';
import { downloadFile } from '../viewer/download-file';
import { toAppError } from '../viewer/to-app-error';
import { arraySources, estimateOf, exportArray, planArray } from './array/array-export';
import type { ArrayChoice, ArrayEstimate, ArraySource } from './array/array-model';
import type { ExportJobModel, ExportViewer, PictureChoice } from './export-model';
import { drawPictureMarks } from './picture/picture-marks';
import { recordingBytes, recordView } from './recording/record-view';
import { frameCount, MAX_FRAMES, recordingSize, type RecordingChoice } from './recording/recording-plan';
import { whyNoVideo } from './recording/video-writer';

const NO_ROOM = 'needs more memory than the limit leaves: choose a smaller size, or raise the limit.';

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
      downloadFile(await capturePng(this.#session, {}), this.#name('png'));
    } catch (error) {
      this.#options.fail(toAppError(error));
    }
  }

  whyNoPicture(scale: number): string | undefined {
    const { width, height } = this.size;
    const size = { width: Math.round(width * scale), height: Math.round(height * scale) };
    return this.#hasRoom(pictureBytes(size)) ? undefined : `A picture of this size ${NO_ROOM}`;
  }

  async savePicture(choice: PictureChoice): Promise<void> {
    await this.#run('Taking the picture', true, async (signal) => {
      const { picture, words } = await this.#takePicture(choice, signal);
      downloadFile(picture, this.#name('png'));
      return `Picture saved.${words}`;
    });
  }

  async copyPicture(choice: PictureChoice): Promise<void> {
    await this.#run('Taking the picture', true, async (signal) => {
      const taken = this.#takePicture(choice, signal);
      const refused = 'This browser takes no pictures on its clipboard here: save it instead.';
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
      return `Picture copied.${(await taken).words}`;
    });
  }

  async whyNoRecording(choice: RecordingChoice): Promise<string | undefined> {
    const frames = frameCount(choice.motion);
    if (frames > MAX_FRAMES)
      return `${String(frames)} frames are more than ${String(MAX_FRAMES)}: take larger steps or a shorter way.`;
    const size = recordingSize(this.size, choice.height);
    if (!this.#hasRoom(recordingBytes(size))) return `A recording of this size ${NO_ROOM}`;
    return whyNoVideo(size);
  }

  async record(choice: RecordingChoice): Promise<void> {
    const size = recordingSize(this.size, choice.height);
    await this.#run('Recording', true, async (signal) => {
      this.#session.dimensions.playback.stop();
      const { file, incomplete } = await recordView(this.#session, choice, {
        ...{ size, signal },
        progress: (done, total) => this.#progress(`Frame ${String(done)} of ${String(total)}`, done / total),
      });
      downloadFile(file, this.#name('webm'));
      return incomplete === 0
        ? 'Recording saved.'
        : `Recording saved; ${String(incomplete)} frames lack data that could not be loaded.`;
    });
  }

  arraySources(): readonly ArraySource[] {
    return arraySources(this.#session.scene);
  }

  async estimateArray(choice: ArrayChoice): Promise<ArrayEstimate> {
    return estimateOf(this.#session, await planArray(this.#session, choice));
  }

  async saveArray(choice: ArrayChoice): Promise<void> {
    await this.#run('Reading the array', false, async (signal) => {
      const planned = await planArray(this.#session, choice, signal);
      const { refusal } = estimateOf(this.#session, planned);
      if (!planned || refusal !== undefined) return refusal ?? '';
      const { npy, description, name } = await exportArray(this.#session, planned, {
        signal,
        progress: (part) => this.#progress(`${String(Math.floor(100 * part))} of 100 parts`, part),
      });
      downloadFile(npy, name);
      downloadFile(description, `${name}.json`);
      return `Saved ${name} and ${name}.json.`;
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
      const draw = drawPictureMarks(this.#session, choice.marks);
      const picture = await capturePng(this.#session, { scale: choice.scale, draw, signal });
      return { picture, words: failures.length > 0 ? ' Part of the data could not be loaded.' : '' };
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
    this.job = { title, text: 'Waiting until all data are there', fraction: 0, holdsStill };
    const led = () => run(controller.signal);
    try {
      this.said = await (holdsStill ? this.#options.recorder.unrecorded(led) : led());
    } catch (error) {
      if (isAbort(error) || controller.signal.aborted) this.said = 'Cancelled.';
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
