import type { FramePredictor } from './frame-predictor';

/** A picture that takes less than this is drawn at once. */
export const AT_ONCE_MS = 12;
/** What one strip may take, so that input waits for less than one frame of the screen. */
export const STRIP_MS = 8;
/** Strips that a picture may take while the user moves the view. */
const MOVING_STRIPS = 3;
/** A picture takes at most this many strips: more answer input no faster, and what submitting them costs adds up. */
const MAX_STRIPS = 24;
/** Volumes take far longer, and then input must not wait: 20 ms for one that takes three seconds. */
const MAX_VOLUME_STRIPS = 160;
/** Points that all strips of a picture take together, but in a single one: their places are found again in each. Volumes keep as many as a slice. */
const MAX_STRIP_POINTS = 2 ** 18;
/** Below a quarter of the size, a picture is no longer worth drawing; a volume, below an eighth. */
const MIN_SCALE = 0.25;
const MIN_VOLUME_SCALE = 0.125;

/** Rows of a picture, counted from its bottom as the GPU does. */
export interface Strip {
  readonly y: number;
  readonly height: number;
}

/** A picture as far as pacing must know it. */
export interface PacedPicture {
  readonly height: number;
  readonly work: number;
  /** Share of the work in each of as many equal bands, from the bottom up; even when absent. Volumes have one. */
  readonly profile?: readonly number[];
  /** Points, which every strip takes anew. */
  readonly points?: number;
}

/** Returns the size, as a share of full size, at which a picture is drawn while the view moves. */
export function movingScale(
  predictor: FramePredictor,
  { work, profile }: Pick<PacedPicture, 'work' | 'profile'>,
): number {
  const ms = predictor.predictMs(work);
  const limitMs = MOVING_STRIPS * STRIP_MS;
  const least = profile ? MIN_VOLUME_SCALE : MIN_SCALE;
  return ms <= limitMs ? 1 : Math.max(least, Math.sqrt(limitMs / ms));
}

/** Returns the next strip from row `y` on of a picture. */
export function nextStrip(predictor: FramePredictor, y: number, picture: PacedPicture): Strip {
  const { height, profile, points = 0 } = picture;
  const bearable = Math.max(profile ? MAX_STRIPS : 1, Math.ceil(MAX_STRIP_POINTS / (points + 1)));
  const most = Math.min(profile ? MAX_VOLUME_STRIPS : MAX_STRIPS, bearable);
  const least = Math.ceil(height / most);
  const allowed = workBelow(picture, y) + predictor.workFor(STRIP_MS);
  let [low, high] = [Math.min(least, height - y), height - y];
  while (low < high) {
    const rows = Math.ceil((low + high) / 2);
    if (workBelow(picture, y + rows) <= allowed) low = rows;
    else high = rows - 1;
  }
  return { y, height: low };
}

/** Work of the rows below `y`. */
export function workBelow({ height, work, profile = [1] }: PacedPicture, y: number): number {
  const bands = (y / height) * profile.length;
  const whole = Math.floor(bands);
  const below = profile.slice(0, whole).reduce((sum, share) => sum + share, 0);
  return work * (below + (bands - whole) * (profile[whole] ?? 0));
}
