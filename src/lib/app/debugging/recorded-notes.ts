import type { LoadRecorder } from './loads/load-recorder';
import { noFlags, type ChunkFlags, type ChunkNotes } from './cells/scene-cells';

/** What was recorded of chunks and found of them. */
export class RecordedNotes {
  readonly #recorder: LoadRecorder;
  #stop: (() => void) | undefined;
  #notes: ChunkNotes;

  constructor(recorder: LoadRecorder) {
    this.#recorder = recorder;
    this.#notes = { flags: noFlags, arrivals: recorder.log };
  }

  /** Records loads, or stops that; what was recorded stays. */
  record(isOn: boolean): void {
    if (isOn) this.#stop ??= this.#recorder.use();
    else {
      this.#stop?.();
      this.#stop = undefined;
    }
  }

  /** The same value as before for the same flags. */
  with(flags: ChunkFlags): ChunkNotes {
    if (this.#notes.flags !== flags) this.#notes = { ...this.#notes, flags };
    return this.#notes;
  }
}
