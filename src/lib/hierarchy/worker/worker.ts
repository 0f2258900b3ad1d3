import type { AccessMessage, LocalConnectMessage } from '../../core';
import {
  AccessList,
  Archives,
  createHdf5Engine,
  Hdf5Files,
  Hosts,
  LocalClient,
  timerDelay,
} from '../../source';
import type { TreeReply, TreeRequest } from './messages';
import { TreeServer } from './tree-server';

interface WorkerScope {
  readonly name: string;
  readonly location: { readonly href: string };
  postMessage(message: TreeReply): void;
  addEventListener(
    type: 'message',
    listener: (event: MessageEvent<TreeRequest | PageMessage | LocalConnectMessage | AccessMessage>) => void,
  ): void;
}

/** The first message: where the page is. */
export interface PageMessage {
  readonly name: 'page';
  readonly pageUrl: string;
}

const scope = globalThis as unknown as WorkerScope;
let server: TreeServer | undefined;
let page: MessagePort | undefined;
const access = new AccessList();
/** The page says how to ask it before anything else. */
const local = new LocalClient((question) => page?.postMessage(question));

scope.addEventListener('message', ({ data }) => {
  if ('type' in data) {
    if (data.type === 'access') access.set(data.grants);
    else listen(data.port);
  } else if (data.name === 'page') server = serve(data.pageUrl);
  else void server?.handle(data);
});

function listen(port: MessagePort): void {
  page = port;
  local.listen(port);
}

function serve(pageUrl: string): TreeServer {
  return new TreeServer({
    pageUrl,
    effects: {
      fetch: (input, init) => fetch(input, init),
      random: () => Math.random(),
      local,
      access,
      hdf5: new Hdf5Files(createHdf5Engine),
      archives: new Archives(() => Math.random()),
      delay: timerDelay,
      isOnline: () => navigator.onLine,
      pageUrl,
      hosts: new Hosts(),
    },
    post: (reply) => scope.postMessage(reply),
  });
}
