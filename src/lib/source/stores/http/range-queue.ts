import type { RangeBytes, StoreRequest } from '../byte-store';
import { abortError } from '../retry';
import { mergeRanges } from './merged-ranges';
import type { Span } from './merged-ranges';
import { PartSink } from './part-sink';

/** Reads what is left of `parts`, all of one object, into them; answers 'absent' when there is no such object. */
export type ReadParts = (
  path: string,
  parts: readonly PartSink[],
  signal: AbortSignal,
) => Promise<'absent' | undefined>;

/**
 * Gathers the ranges of one object that are asked for in one turn of the event loop, and reads those that lie near each other
 * with one request. A caller that aborts leaves the others' request alone; the last one ends it.
 */
export class RangeQueue {
  readonly #read: ReadParts;
  readonly #queued = new Map<string, PartSink[]>();

  constructor(read: ReadParts) {
    this.#read = read;
  }

  async read(path: string, span: Span, request: StoreRequest): Promise<RangeBytes | undefined> {
    if (request.signal?.aborted === true) throw abortError();
    const part = new PartSink(span, request);
    const queued = this.#queued.get(path);
    if (queued === undefined) {
      this.#queued.set(path, [part]);
      setTimeout(() => this.#flush(path));
    } else queued.push(part);
    return part.result;
  }

  #flush(path: string): void {
    const parts = (this.#queued.get(path) ?? []).filter((part) => !part.isSettled);
    this.#queued.delete(path);
    for (const group of mergeRanges(parts)) void this.#readGroup(path, group.parts);
  }

  async #readGroup(path: string, parts: readonly PartSink[]): Promise<void> {
    const controller = new AbortController();
    for (const part of parts) {
      part.onLeave = () => {
        if (parts.every(({ isSettled }) => isSettled)) controller.abort();
      };
    }
    try {
      const absent = await this.#read(path, parts, controller.signal);
      if (absent === 'absent') for (const part of parts) part.resolveAbsent();
    } catch (error) {
      for (const part of parts) part.fail(error);
    }
  }
}
