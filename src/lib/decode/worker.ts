import type { DecodeRequest } from '../core';
import { timerDelay } from '../source';
import { DecodeKernel } from './decode-kernel';

interface WorkerScope {
  readonly location: { readonly href: string };
  postMessage(message: unknown, transfer: ArrayBuffer[]): void;
  addEventListener(type: 'message', listener: (event: MessageEvent<DecodeRequest>) => void): void;
}

const scope = globalThis as unknown as WorkerScope;

const kernel = new DecodeKernel({
  fetch: (input, init) => fetch(input, init),
  random: () => Math.random(),
  delay: timerDelay,
  isOnline: () => navigator.onLine,
  pageUrl: scope.location.href,
  post: (reply, transfer) => scope.postMessage(reply, transfer),
  protocol: lastProtocol,
  holdLock: (name) =>
    new Promise((resolve, reject) => {
      const held = new Promise<never>(() => undefined);
      navigator.locks
        .request(name, () => {
          resolve();
          return held;
        })
        .catch(reject);
    }),
});

scope.addEventListener('message', ({ data }) => kernel.handle(data));

/** Servers of other origins hide it unless they send Timing-Allow-Origin. The list is emptied, since browsers keep only 250. */
function lastProtocol(origin: string): string {
  const entries = performance.getEntriesByType('resource') as PerformanceResourceTiming[];
  performance.clearResourceTimings();
  return entries.findLast(({ name }) => name.startsWith(`${origin}/`))?.nextHopProtocol ?? '';
}
