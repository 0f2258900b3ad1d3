import type { DecodeReply } from '../core';
import type { WorkerPort } from './worker-port';

/** Watches one worker. Its own requests have negative ids, so that they never meet those of jobs. */
export interface Liveness {
  /** Tells of any reply: whoever replies is alive. */
  heard(reply: DecodeReply): void;
  stop(): void;
}

/** The part of the Web Locks API that is used. */
export interface Locks {
  request(name: string, options: { readonly signal: AbortSignal }, held: () => void): Promise<unknown>;
}

/** A repeating timer; returns how to stop it. */
export type Every = (intervalMs: number, tick: () => void) => () => void;

/**
 * Learns of a worker's death from the system: the worker holds a lock, and whoever waits for it gets it when it dies.
 * The wait begins once the worker says that it holds the lock; it begins nothing that may kill it before.
 */
export function watchByLock(
  port: WorkerPort,
  onDeath: () => void,
  { locks, name }: { locks: Locks; name: string },
): Liveness {
  const controller = new AbortController();
  let isWaiting = false;
  port.postMessage({ type: 'hold-lock', id: -1, name });
  return {
    heard(reply) {
      if (reply.id !== -1 || isWaiting) return;
      isWaiting = true;
      // A worker that could not get its lock is watched by its error events alone.
      if (!('alive' in reply)) return;
      locks.request(name, { signal: controller.signal }, onDeath).catch((error: unknown) => {
        if (!controller.signal.aborted) throw error;
      });
    },
    stop: () => controller.abort(),
  };
}

const pingIntervalMs = 5_000;
/** A worker that decodes or computes one chunk does not answer meanwhile; none takes this long. */
const silentTicks = 12;

/** Where there are no locks: asks every 5 s, and takes a minute without any answer for death. */
export function watchByPing(port: WorkerPort, onDeath: () => void, every: Every): Liveness {
  let unanswered = 0;
  const stop = every(pingIntervalMs, () => {
    if (unanswered === silentTicks) {
      onDeath();
      return;
    }
    unanswered += 1;
    port.postMessage({ type: 'ping', id: -2 });
  });
  return { heard: () => (unanswered = 0), stop };
}
