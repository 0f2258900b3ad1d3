import type { DecodeReply, DecodeRequest } from '../core';

/** The part of a Worker that the pool uses. */
export interface WorkerPort {
  postMessage(message: DecodeRequest): void;
  addEventListener(type: 'message', listener: (event: { readonly data: DecodeReply }) => void): void;
  addEventListener(type: 'error' | 'messageerror', listener: (event: unknown) => void): void;
  terminate(): void;
}
