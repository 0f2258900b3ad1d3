import { KeepDatabase } from '../../db';
import { cachesHere } from '../caches-here';
import type { KeeperSetup, PageMessage, ReaderMessage } from '../messages';
import { defaultLimitBytes } from '../quota';
import { Keeper } from './keeper';
import { isTabMessage, tabChannel } from './tabs/tabs';

interface WorkerScope {
  postMessage(message: unknown): void;
  addEventListener(type: 'message', listener: (event: MessageEvent<PageMessage | KeeperSetup>) => void): void;
}

const scope = globalThis as unknown as WorkerScope;
const queueBytes = { desktop: 32, tablet: 16, phone: 8 };

let keeper: Keeper | undefined;

scope.addEventListener('message', ({ data }) => {
  if (data.type === 'setup') keeper = begin(data);
  else if (data.type !== 'connect') keeper?.handlePage(data);
  else connect(data.port);
});

function begin({ scope: keepScope, origin, device }: KeeperSetup): Keeper {
  const channel = 'BroadcastChannel' in globalThis ? new BroadcastChannel(tabChannel(keepScope)) : undefined;
  const database = new KeepDatabase(keepScope);
  const started = new Keeper({
    ...{ caches: cachesOf(), database, origin, scope: keepScope },
    owner: [...crypto.getRandomValues(new Uint32Array(2))].map((part) => part.toString(36)).join(''),
    ...('locks' in navigator && { locks: navigator.locks }),
    broadcast: (message) => channel?.postMessage(message),
    tell: (news) => scope.postMessage(news),
    later: (ms, run) => void setTimeout(run, ms),
    nowMs: () => Date.now(),
    estimate: async () => (await navigator.storage?.estimate()) ?? {},
    defaultLimitBytes: ({ quota, usage = 0 }) =>
      defaultLimitBytes(device, quota === undefined ? undefined : { quotaBytes: quota, otherBytes: usage }),
    maxQueueBytes: queueBytes[device] * 2 ** 20,
  });
  channel?.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
    if (isTabMessage(data)) started.handleTab(data);
  });
  // A newer version of the app in another tab changes the tables: this one must not write rows of the old shape into them.
  // The browser says the same when the user clears what this site keeps.
  database.on('versionchange', ({ newVersion }) => {
    started.setTrouble(newVersion === null ? 'broken' : 'newer-version');
    database.close({ disableAutoOpen: true });
  });
  void started.start();
  return started;
}

function connect(port: MessagePort): void {
  const end = { post: (message: unknown) => port.postMessage(message) };
  port.addEventListener('message', ({ data }: MessageEvent<ReaderMessage>) =>
    keeper?.handleReader(end, data),
  );
  port.start();
}

/** Where there are none, every use of them rejects. */
function cachesOf(): CacheStorage {
  const here = cachesHere();
  if (here) return here;
  const refuse = (): Promise<never> => Promise.reject(new Error('This browser has no Cache Storage here.'));
  return {
    open: refuse,
    has: refuse,
    delete: refuse,
    keys: refuse,
    match: refuse,
  } as unknown as CacheStorage;
}
