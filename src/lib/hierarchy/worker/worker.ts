import type { LocalConnectMessage } from '../../core';
import { Archives, Hosts, LocalClient, timerDelay } from '../../source';
import type { TreeReply, TreeRequest } from './messages';
import { TreeServer } from './tree-server';

interface WorkerScope {
  readonly name: string;
  readonly location: { readonly href: string };
  postMessage(message: TreeReply): void;
  addEventListener(
    type: 'message',
    listener: (event: MessageEvent<TreeRequest | PageMessage | LocalConnectMessage>) => void,
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
/** The page says how to ask it before anything else. */
const local = new LocalClient((question) => page?.postMessage(question));

scope.addEventListener('message', ({ data }) => {
  if ('type' in data) listen(data.port);
  else if (data.name === 'page') server = serve(data.pageUrl);
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
      archives: new Archives(() => Math.random()),
      delay: timerDelay,
      isOnline: () => navigator.onLine,
      pageUrl,
      hosts: new Hosts(),
    },
    post: (reply) => scope.postMessage(reply),
  });
}
