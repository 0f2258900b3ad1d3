import type { DecodeReply, DecodeRequest } from '../core';

/** A request as its caller made it: the id is given when it is sent. */
export type JobRequest =
  Extract<
    DecodeRequest,
    { readonly type: 'open' | 'read-collection' | 'find-labels' | 'open-level' | 'read' }
  > extends infer R
    ? R extends { readonly id: number }
      ? Omit<R, 'id'>
      : never
    : never;

/** A request that has not been answered. It outlives the worker that it was sent to. */
export interface Job {
  readonly request: JobRequest;
  readonly resolve: (reply: DecodeReply) => void;
  readonly reject: (error: unknown) => void;
  /** Workers that died while they had it. */
  deaths: number;
  /** Nobody waits for the answer; it still says when the worker is done. */
  isCancelled: boolean;
}
