/** Milliseconds between two looks at a fence: finer than a frame, so that what a strip took is known. */
const POLL_MS = 2;

/** Tells when the GPU has finished what was asked of it up to now, without ever waiting for it. */
export class GpuFence {
  readonly #gl: WebGL2RenderingContext;
  readonly #sync: WebGLSync | null;
  readonly #startMs: number;
  readonly #now: () => number;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #elapsedMs: number | undefined;

  constructor(gl: WebGL2RenderingContext, now: () => number) {
    this.#gl = gl;
    this.#now = now;
    this.#startMs = now();
    this.#sync = gl.fenceSync(gl.SYNC_GPU_COMMANDS_COMPLETE, 0);
    gl.flush();
    this.#poll();
  }

  /** How long it took, in ms; `undefined` while the GPU is still at it. */
  get elapsedMs(): number | undefined {
    if (this.#elapsedMs === undefined) this.#look();
    return this.#elapsedMs;
  }

  destroy(): void {
    clearTimeout(this.#timer);
    this.#gl.deleteSync(this.#sync);
  }

  #poll(): void {
    this.#timer = setTimeout(() => {
      this.#look();
      if (this.#elapsedMs === undefined) this.#poll();
    }, POLL_MS);
  }

  /** A context that is lost makes no syncs, and is done for good. */
  #look(): void {
    const isDone =
      !this.#sync ||
      this.#gl.isContextLost() ||
      this.#gl.getSyncParameter(this.#sync, this.#gl.SYNC_STATUS) === this.#gl.SIGNALED;
    if (isDone) this.#elapsedMs = this.#now() - this.#startMs;
  }
}
