import type { ArrayEstimate, RecordingChoice } from '../../app';
import { exporting as t } from '../../messages';
import { steppedText, wholeText } from '../text/numbers';
import { bytesText } from '../text/sizes';

/** Returns the size of a picture: '2,880 × 1,800'. */
export function pixelsText({ width, height }: { readonly width: number; readonly height: number }): string {
  return `${wholeText(width)} × ${wholeText(height)}`;
}

/** Returns how long a recording is and of how many frames: '90 frames, 3.6 s'. */
export function recordingText({ motion, fps }: RecordingChoice): string {
  const frames =
    motion.kind === 'turn'
      ? motion.frames
      : Math.floor(Math.abs(motion.last - motion.first) / motion.step) + 1;
  return t.recordingLength({ frames, seconds: steppedText(frames / fps, 0.1) });
}

/** Returns what an array is: 'z, y, x: 64 × 512 × 512 of uint16, 34 MB'. */
export function arrayText({ axes, shape, dtype, bytes }: ArrayEstimate): string {
  return t.arrayContents({
    axes: axes.join(', '),
    shape: shape.map(wholeText).join(' × '),
    dtype,
    bytes: bytesText(bytes),
  });
}
