import type { DecodeReply, DecodeRequest } from '../../src/lib/core';
import { DecodeKernel } from '../../src/lib/decode/decode-kernel';
import type { WorkerPort } from '../../src/lib/decode/worker-port';

/** A decode worker without a thread: its kernel behind messages that are cloned and transferred, and no network. */
export class KernelPort implements WorkerPort {
  #listener: ((event: { readonly data: DecodeReply }) => void) | undefined;
  readonly #kernel = new DecodeKernel({
    fetch: (input) => Promise.reject(new Error(`${String(input)} was asked for.`)),
    random: () => 0,
    delay: () => Promise.resolve(),
    protocol: () => '',
    holdLock: () => Promise.resolve(),
    post: (reply, transfer) => {
      const data = structuredClone(reply, { transfer });
      queueMicrotask(() => this.#listener?.({ data }));
    },
  });

  postMessage(message: DecodeRequest): void {
    const request = structuredClone(message);
    queueMicrotask(() => this.#kernel.handle(request));
  }

  addEventListener(type: string, listener: (event: never) => void): void {
    if (type === 'message') this.#listener = listener as (event: { readonly data: DecodeReply }) => void;
  }

  terminate(): void {
    this.#listener = undefined;
  }
}
