import type { AccessGrant, AccessMessage } from '../../core';

/** Tells every worker that reads what was given for servers: in memory, and nowhere else. */
export class WorkerAccess {
  #grants: readonly AccessGrant[] = [];
  /** Where requests for a location go; known to whoever takes what is given. */
  reachOf: (location: string) => URL | undefined = () => undefined;
  readonly #workers = new Set<WeakRef<Worker>>();

  get grants(): readonly AccessGrant[] {
    return this.#grants;
  }

  /** Whether something was given that goes with requests for a location. */
  lets(location: string): boolean {
    if (this.#grants.length === 0) return false;
    const { origin, pathname } = this.reachOf(location) ?? {};
    return this.#grants.some(
      (grant) => grant.origin === origin && `${pathname ?? ''}/`.startsWith(grant.path),
    );
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
