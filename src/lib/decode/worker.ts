import type { AccessMessage, DecodeRequest, LocalConnectMessage } from '../core';
import { cachesHere, KeepReader, type ConnectMessage, type KeeperMessage } from '../offline';
import { AccessList, createHdf5Engine, Hdf5Files, LocalClient, timerDelay } from '../source';
import { DecodeKernel } from './decode-kernel';

interface WorkerScope {
  readonly location: { readonly href: string };
  postMessage(message: unknown, transfer: ArrayBuffer[]): void;
  addEventListener(
    type: 'message',
    listener: (
      event: MessageEvent<DecodeRequest | ConnectMessage | LocalConnectMessage | AccessMessage>,
    ) => void,
  ): void;
}

const scope = globalThis as unknown as WorkerScope;

let keep: KeepReader | undefined;
let local: MessagePort | undefined;
/** Until the page has said how to ask, nobody knows a location of this device. */
const localFiles = new LocalClient((question) => local?.postMessage(question));

const access = new AccessList();

const kernel = new DecodeKernel({
  local: localFiles,
  hdf5: new Hdf5Files(createHdf5Engine),
  access,
  keepOf: (root, from) => keep?.keepOf(root, from),
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

scope.addEventListener('message', ({ data }) => {
  if (data.type === 'keep') keep = connect(data);
  else if (data.type === 'local') connectLocal(data.port);
  else if (data.type === 'access') access.set(data.grants);
  else kernel.handle(data);
});

function connectLocal(port: MessagePort): void {
  local = port;
  localFiles.listen(port);
}

/** Reads what is kept on this device, and has the keeper at the other end of the port keep what comes. */
function connect({ port, scope: keepScope, origin }: ConnectMessage): KeepReader | undefined {
  const caches = cachesHere();
  if (!caches) return undefined;
  const reader = new KeepReader({
    ...{ caches, origin, scope: keepScope },
    post: (message, transfer) => port.postMessage(message, transfer),
    later: (ms, run) => void setTimeout(run, ms),
  });
  port.addEventListener('message', ({ data }: MessageEvent<KeeperMessage>) => reader.handle(data));
  port.start();
  return reader;
}

/** Servers of other origins hide it unless they send Timing-Allow-Origin. The list is emptied, since browsers keep only 250. */
function lastProtocol(origin: string): string {
  const entries = performance.getEntriesByType('resource') as PerformanceResourceTiming[];
  performance.clearResourceTimings();
  return entries.findLast(({ name }) => name.startsWith(`${origin}/`))?.nextHopProtocol ?? '';
}
