import type { AccessGrant, AccessMessage } from '../../core';

/** Tells every worker that reads what was given for servers: in memory, and nowhere else. */
export class WorkerAccess {
  #grants: readonly AccessGrant[] = [];
  readonly #workers = new Set<WeakRef<Worker>>();

  get grants(): readonly AccessGrant[] {
    return this.#grants;
  }

  /** Takes a worker that was just made: it knows what is given before it is asked for anything. */
  connect(worker: Worker): Worker {
    this.#workers.add(new WeakRef(worker));
    if (this.#grants.length > 0) worker.postMessage(this.#message());
    return worker;
  }

  set(grants: readonly AccessGrant[]): void {
    this.#grants = grants;
    for (const reference of this.#workers) {
      const worker = reference.deref();
      if (worker) worker.postMessage(this.#message());
      else this.#workers.delete(reference);
    }
  }

  #message(): AccessMessage {
    return { type: 'access', grants: this.#grants };
  }
}
