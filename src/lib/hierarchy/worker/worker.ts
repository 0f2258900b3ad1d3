import { Hosts, timerDelay } from '../../source';
import type { TreeReply, TreeRequest } from './messages';
import { TreeServer } from './tree-server';

interface WorkerScope {
  readonly name: string;
  readonly location: { readonly href: string };
  postMessage(message: TreeReply): void;
  addEventListener(type: 'message', listener: (event: MessageEvent<TreeRequest | PageMessage>) => void): void;
}

/** The first message: where the page is. */
export interface PageMessage {
  readonly name: 'page';
  readonly pageUrl: string;
}

const scope = globalThis as unknown as WorkerScope;
let server: TreeServer | undefined;

scope.addEventListener('message', ({ data }) => {
  if (data.name === 'page') server = serve(data.pageUrl);
  else void server?.handle(data);
});

function serve(pageUrl: string): TreeServer {
  return new TreeServer({
    pageUrl,
    effects: {
      fetch: (input, init) => fetch(input, init),
      random: () => Math.random(),
      delay: timerDelay,
      isOnline: () => navigator.onLine,
      pageUrl,
      hosts: new Hosts(),
    },
    post: (reply) => scope.postMessage(reply),
  });
}
