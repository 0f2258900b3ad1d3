export interface RecordingEffects {
  /** Leads the view to a frame. */
  readonly show: (frame: number) => void;
  /** Resolves once the view is settled, with what failed. */
  readonly settled: () => Promise<readonly string[]>;
  /** Draws and encodes what is shown. */
  readonly encode: (at: number) => Promise<void>;
  readonly progress: (done: number) => void;
  /** Puts the view back as it was before the first frame. */
  readonly restore: () => void;
}

/**
 * Shows, settles and encodes one frame after another; returns how many lacked data. The view is put back however it ends;
 * rejects with an AbortError once `signal` aborts, else with the AppError of what went wrong.
 */
export async function recordFrames(
  frames: readonly number[],
  effects: RecordingEffects,
  signal: AbortSignal,
): Promise<number> {
  let incomplete = 0;
  try {
    for (const [at, frame] of frames.entries()) {
      signal.throwIfAborted();
      effects.show(frame);
      const failures = await effects.settled();
      if (failures.length > 0) incomplete++;
      signal.throwIfAborted();
      await effects.encode(at);
      effects.progress(at + 1);
    }
  } finally {
    effects.restore();
  }
  return incomplete;
}
