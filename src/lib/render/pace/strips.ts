import type { FramePredictor } from './frame-predictor';

/** A picture that takes less than this is drawn at once. */
export const AT_ONCE_MS = 12;
/** What one strip may take, so that input waits for less than one frame of the screen. */
export const STRIP_MS = 8;
/** Strips that a picture may take while the user moves the view. */
const MOVING_STRIPS = 3;
/** A picture takes at most this many strips: more answer input no faster, and what submitting them costs adds up. */
const MAX_STRIPS = 24;
/** Below a quarter of the size, a picture is no longer worth drawing. */
const MIN_SCALE = 0.25;

/** Rows of a picture, counted from its bottom as the GPU does. */
export interface Strip {
  readonly y: number;
  readonly height: number;
}

/** Returns the size, as a share of full size, at which a picture of `work` is drawn while the view moves. */
export function movingScale(predictor: FramePredictor, work: number): number {
  const ms = predictor.predictMs(work);
  const limitMs = MOVING_STRIPS * STRIP_MS;
  return ms <= limitMs ? 1 : Math.max(MIN_SCALE, Math.sqrt(limitMs / ms));
}

/** Returns the next strip from row `y` on of a picture `height` rows high that takes `work` in all. */
export function nextStrip(
  predictor: FramePredictor,
  y: number,
  picture: { height: number; work: number },
): Strip {
  const perRow = picture.work / picture.height;
  const rows = perRow > 0 ? Math.ceil(predictor.workFor(STRIP_MS) / perRow) : picture.height;
  const least = Math.ceil(picture.height / MAX_STRIPS);
  return { y, height: Math.min(Math.max(rows, least), picture.height - y) };
}
