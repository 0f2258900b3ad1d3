import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/**
 * Places in the work of the keeper, each as a script for its worker that calls `stop` there. `stop` counts: all calls but the
 * one that was asked for pass.
 */
export const failpoints = {
  'after a body was put, before its row is written': `
    const put = Cache.prototype.put;
    Cache.prototype.put = async function (...pair) { await put.apply(this, pair); if (isData(pair[0])) stop(); };`,
  'before the transaction of rows': `
    const transaction = IDBDatabase.prototype.transaction;
    IDBDatabase.prototype.transaction = function (stores, mode, options) {
      if (mode === 'readwrite' && [stores].flat().includes('segments')) stop();
      return transaction.call(this, stores, mode, options);
    };`,
  'in the midst of the transaction': `
    const putRow = IDBObjectStore.prototype.put;
    IDBObjectStore.prototype.put = function (...row) {
      const request = putRow.apply(this, row);
      if (this.name === 'segments') stop();
      return request;
    };`,
  'after the transaction': `
    const transaction = IDBDatabase.prototype.transaction;
    IDBDatabase.prototype.transaction = function (stores, mode, options) {
      const made = transaction.call(this, stores, mode, options);
      if (mode === 'readwrite' && [stores].flat().includes('segments')) made.addEventListener('complete', stop);
      return made;
    };`,
  'while caches are compared with rows': `
    const keys = Cache.prototype.keys;
    Cache.prototype.keys = async function (...all) { const found = await keys.apply(this, all); stop(); return found; };`,
} as const;

export type FailpointName = keyof typeof failpoints;

/** Where a worker that has come to a failpoint asks, and waits for ever. */
export class FailpointHost {
  readonly #server: Server = createServer(() => this.#onStop());
  #onStop: () => void = () => undefined;

  async start(): Promise<void> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
  }

  close(): void {
    this.#server.closeAllConnections();
    this.#server.close();
  }

  /** Resolves once a worker stands still. */
  reached(): Promise<void> {
    return new Promise((resolve) => (this.#onStop = resolve));
  }

  /** The script that makes a worker stand still at the `count`-th passing of a failpoint, counted from 1. */
  script(name: FailpointName, count: number): string {
    const { port } = this.#server.address() as AddressInfo;
    return `{
      let left = ${count};
      const isData = (key) => String(key.url ?? key).includes('/__exascope/') && !String(key.url ?? key).endsWith('/probe');
      const stop = () => {
        if (--left !== 0) return;
        const request = new XMLHttpRequest();
        request.open('GET', 'http://127.0.0.1:${port}/', false);
        request.send();
      };
      ${failpoints[name]}
    }`;
  }
}
