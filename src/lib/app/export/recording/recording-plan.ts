import type { PictureMarks } from '../picture/picture-model';

/** How the view moves in a recording. */
export type RecordingMotion =
  | {
      readonly kind: 'turn';
      /** `screen`: the vertical of the screen; else a displayed axis of the data. */
      readonly about: string;
      /** Whole turns are 360 each; below 0 the front moves to the left. */
      readonly degrees: number;
      readonly frames: number;
    }
  | {
      readonly kind: 'sweep';
      readonly axis: string;
      /** Level-0 indices; backwards when the first is the larger one. */
      readonly first: number;
      readonly last: number;
      /** Above 0. */
      readonly step: number;
    };

export interface RecordingChoice {
  readonly motion: RecordingMotion;
  readonly fps: number;
  /** Height in pixels; the width follows from the shape of the screen. */
  readonly height: number;
  readonly marks: PictureMarks;
}

export const MAX_FRAMES = 3600;

/** Returns where each frame stands: degrees of a turn, or indices of a slider. */
export function recordingFrames(motion: RecordingMotion): number[] {
  if (motion.kind === 'turn') return turnFrames(motion.degrees, motion.frames);
  const { first, last, step } = motion;
  const count = Math.floor(Math.abs(last - first) / step) + 1;
  const sign = last < first ? -1 : 1;
  return Array.from({ length: count }, (_, n) => first + sign * n * step);
}

/** Whole turns end a step before they began, so that they go round in a loop without a stop; others end where they are told to. */
function turnFrames(degrees: number, frames: number): number[] {
  const isWhole = degrees % 360 === 0;
  const steps = isWhole ? frames : Math.max(1, frames - 1);
  return Array.from({ length: frames }, (_, n) => (degrees * n) / steps);
}

/** How many frames a motion has, without listing them. */
export function frameCount(motion: RecordingMotion): number {
  return motion.kind === 'turn'
    ? motion.frames
    : Math.floor(Math.abs(motion.last - motion.first) / motion.step) + 1;
}

/** Size of a recording: encoders want even numbers. */
export function recordingSize(
  screen: { readonly width: number; readonly height: number },
  height: number,
): { width: number; height: number } {
  const even = (px: number): number => Math.max(2, 2 * Math.round(px / 2));
  return { width: even((screen.width / screen.height) * height), height: even(height) };
}
