import type { ArrayChoice, ArrayEstimate, ArraySource } from './array/array-model';
import type { PictureChoice } from './picture/picture-model';
import type { RecordingChoice } from './recording/recording-plan';

export type { ArrayChoice, ArrayEstimate, ArraySource } from './array/array-model';
export type { PictureChoice, PictureMarks } from './picture/picture-model';
export type { RecordingChoice, RecordingMotion } from './recording/recording-plan';

/** Something that is being made. */
export interface ExportJobModel {
  readonly title: string;
  /** How far it is, such as 'Frame 12 of 90'. */
  readonly text: string;
  /** 0–1. */
  readonly fraction: number;
  /** The view belongs to it until it is done: input waits, and the interface says why. */
  readonly holdsStill: boolean;
}

/**
 * What the interface sees and does to take pictures and data out of the viewer. Properties are reactive. Commands resolve once
 * they are done; those that fail say so in a notice, and what came of them is in `said`. One runs at a time.
 */
export interface ExportViewer {
  readonly job: ExportJobModel | undefined;
  /** What came of the last command, for a live region; '' before the first. */
  readonly said: string;
  /** Size of a picture at 1×, in pixels. */
  readonly size: { readonly width: number; readonly height: number };
  /** Axes that a volume can turn about besides the vertical of the screen; empty in 2D. */
  readonly turnAxes: readonly string[];

  /** Downloads the picture as a PNG, at once and as it is on the screen. */
  screenshot(): Promise<void>;
  /** Why a picture of this scale cannot be taken; absent when it can. */
  whyNoPicture(scale: number): string | undefined;
  /** Waits until the view is settled at that size, and downloads it as a PNG. */
  savePicture(choice: PictureChoice): Promise<void>;
  /** The same, to the clipboard. */
  copyPicture(choice: PictureChoice): Promise<void>;
  /** Why this cannot be recorded; absent when it can. */
  whyNoRecording(choice: RecordingChoice): Promise<string | undefined>;
  /** Records a motion and downloads it as WebM. The view is as before when it ends, however it ends. */
  record(choice: RecordingChoice): Promise<void>;
  /** Layers that have an array to save, top one first. */
  arraySources(): readonly ArraySource[];
  /** Reads what it must of the metadata. Rejects with an AppError when that fails. */
  estimateArray(choice: ArrayChoice): Promise<ArrayEstimate>;
  /** Downloads an array as .npy, and beside it what it means as JSON. */
  saveArray(choice: ArrayChoice): Promise<void>;
  cancel(): void;
}
