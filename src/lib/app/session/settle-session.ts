import { settle } from '../frame/settle';
import { nextFrame } from './animation-frame';
import type { Session } from './session';

export interface SettleSessionOptions {
  /** Without end when absent. */
  readonly timeoutMs?: number;
  /** Rejects with an AbortError once it aborts. */
  readonly signal?: AbortSignal;
}

/** Resolves once everything that the view of a session wants is on the screen, or has failed; see `settle`. */
export function settleSession(
  session: Session,
  { timeoutMs = Infinity, signal }: SettleSessionOptions = {},
): Promise<{ ms: number; failures: string[] }> {
  return settle({
    pending: () => pendingReasons(session),
    failures: () => session.failures(),
    nextFrame: async () => {
      await nextFrame();
      signal?.throwIfAborted();
    },
    now: () => performance.now(),
    timeoutMs,
  });
}

function pendingReasons({ opening, engine, scene }: Session): string[] {
  if (opening.isPending) return ['metadata'];
  return scene.layers.length === 0 ? [] : engine.pending();
}
