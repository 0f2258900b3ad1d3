import type { TreeReply, TreeRequest } from './messages';
import type { TreePort } from './tree-client';
import { TreeServer, type TreeServerOptions } from './tree-server';

type Listener = (event: { readonly data: TreeReply }) => void;

/** The worker that reads trees, in the thread of the test. What it answers is copied, as between threads. */
export function portOf(options: Omit<TreeServerOptions, 'post'>): TreePort {
  const listeners: Listener[] = [];
  const post = (reply: TreeReply): void => {
    const data = structuredClone(reply);
    for (const listener of listeners) listener({ data });
  };
  const server = new TreeServer({ ...options, post });
  return {
    postMessage: (message) => {
      const request = message as TreeRequest | { readonly name: 'page' };
      if (request.name !== 'page') void server.handle(request);
    },
    addEventListener: (type: string, listener: Listener) => {
      if (type === 'message') listeners.push(listener);
    },
    terminate: () => undefined,
  };
}
