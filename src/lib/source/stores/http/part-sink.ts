import type { RangeBytes, StoreRequest } from '../byte-store';
import { abortError } from '../retry';
import type { Span } from './merged-ranges';
import type { ObjectVersion } from './object-version';

/** One range that a caller waits for, filled from the body of a request that may bring others too. */
export class PartSink implements Span {
  readonly offset: number;
  readonly length: number;
  readonly request: StoreRequest;
  readonly result: Promise<RangeBytes | undefined>;
  /** Called when the caller has left before it got its bytes. */
  onLeave: (() => void) | undefined;
  #bytes: Uint8Array<ArrayBuffer> | undefined;
  #filled = 0;
  #settled = false;
  #resolve!: (bytes: RangeBytes | undefined) => void;
  #reject!: (error: unknown) => void;
  readonly #abort = (): void => {
    this.fail(abortError());
    this.onLeave?.();
  };

  constructor({ offset, length }: Span, request: StoreRequest) {
    this.offset = offset;
    this.length = length;
    this.request = request;
    this.result = new Promise((resolve, reject) => {
      this.#resolve = resolve;
      this.#reject = reject;
    });
    request.signal?.addEventListener('abort', this.#abort, { once: true });
  }

  /** True once the caller has its bytes or its error. */
  get isSettled(): boolean {
    return this.#settled;
  }

  /** Forgets what a request that failed has brought. */
  restart(): void {
    this.#filled = 0;
  }

  /** Takes what belongs to this part of a piece that begins at `at` in the object, and returns how many bytes; the caller has it once it is whole. */
  take(piece: Uint8Array, at: number, version: ObjectVersion): number {
    const from = Math.max(at, this.offset + this.#filled);
    const to = Math.min(at + piece.byteLength, this.offset + this.length);
    if (this.#settled || from >= to) return 0;
    this.#bytes ??= new Uint8Array(this.length);
    this.#bytes.set(piece.subarray(from - at, to - at), from - this.offset);
    this.#filled = to - this.offset;
    if (this.#filled === this.length) this.#deliver(version);
    return to - from;
  }

  #deliver(version: ObjectVersion): void {
    const { total } = version;
    this.#settle(() =>
      this.#resolve({
        bytes: this.#bytes as Uint8Array<ArrayBuffer>,
        version,
        ...(total !== undefined && { total }),
      }),
    );
  }

  resolveAbsent(): void {
    this.#settle(() => this.#resolve(undefined));
  }

  fail(error: unknown): void {
    this.#settle(() => this.#reject(error));
  }

  #settle(settle: () => void): void {
    if (this.#settled) return;
    this.#settled = true;
    this.request.signal?.removeEventListener('abort', this.#abort);
    settle();
    this.#bytes = undefined;
  }
}
