export interface SettleOptions {
  /** What is still to come; empty when nothing is. */
  readonly pending: () => readonly string[];
  readonly failures: () => string[];
  /** Resolves after the next frame. */
  readonly nextFrame: () => Promise<void>;
  readonly now: () => number;
  readonly timeoutMs: number;
}

/**
 * Resolves once everything that the view wants has been loaded, uploaded and drawn: after two frames at least, so that
 * what was just set has been planned. Rejects after `timeoutMs`, saying what is pending.
 */
export async function settle(options: SettleOptions): Promise<{ ms: number; failures: string[] }> {
  const { pending, failures, nextFrame, now, timeoutMs } = options;
  const startedMs = now();
  await nextFrame();
  await nextFrame();
  for (let rest = pending(); rest.length > 0; rest = pending()) {
    if (now() - startedMs > timeoutMs)
      throw new Error(`Not settled after ${String(timeoutMs)} ms. Pending: ${rest.join(', ')}.`);
    await nextFrame();
  }
  return { ms: now() - startedMs, failures: failures() };
}
