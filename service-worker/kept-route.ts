import { isAbort, type KeptName } from '../src/lib/core';
import { spanOfRange } from './byte-range';
import type { RequestFacts } from './shell-path';

/** A dataset of which something is kept on this device. */
export interface KeptRoot {
  /** Scheme, host and path, with one slash at the end; no user name, query or fragment. */
  readonly root: string;
  /** Sixteen hexadecimal digits. */
  readonly dataset: string;
  readonly generation: number;
}

/** What is needed of the index of what is kept, of the caches that hold it, and of the network. */
export interface KeptRouteOptions {
  readonly roots: () => Promise<readonly KeptRoot[]>;
  /**
   * The whole object that is kept under a path that `pathOf` gave, with status 200; with 404 when it is known that there is none.
   * `undefined` when nothing is known of it.
   */
  readonly match: (dataset: string, generation: number, path: string) => Promise<Response | undefined>;
  readonly pathOf: (name: KeptName) => string;
  /**
   * The chunk that is an object of its own at a path of a dataset; `undefined` for documents, and for shards, of which only
   * parts are kept. When the function is absent, only documents are found.
   */
  readonly nameOf?: (dataset: string, path: string) => KeptName | undefined;
  readonly fetch: (request: Request) => Promise<Response>;
}

/** Makes the options of the browser that the service worker runs in. */
export type MakeKeptRouteOptions = () => KeptRouteOptions;

/** Where in what is kept the answer to a request belongs. */
export interface KeptPlace {
  readonly dataset: string;
  readonly generation: number;
  /** Of the object below the root, decoded. */
  readonly path: string;
}

/**
 * Answers plain requests for datasets of which something is kept: from what is kept, else from the network, else with 504 and the
 * header `x-exascope: offline-miss`. It is the way for code that knows nothing of what is kept: the viewer's own requests
 * are marked `#direct` and pass it by.
 */
export class KeptRoute {
  readonly #options: KeptRouteOptions;
  #roots: readonly KeptRoot[] = [];
  #turn = 0;

  constructor(options: KeptRouteOptions) {
    this.#options = options;
  }

  /**
   * Reads anew which datasets there are. Until it has, those of before count, and none at first. Never rejects: where the
   * index cannot be read, every request is left to the network.
   */
  async refresh(): Promise<void> {
    const turn = ++this.#turn;
    const roots = await this.#options.roots().catch(() => []);
    // A call that began later knows better.
    if (turn === this.#turn) this.#roots = roots;
  }

  /** Returns the place of a request, at once; `undefined` for requests that are none of its business. */
  placeOf({ method, mode, url }: RequestFacts): KeptPlace | undefined {
    const { protocol, host, pathname, hash } = new URL(url);
    if (method !== 'GET' || mode === 'navigate' || hash === '#direct') return undefined;
    const address = `${protocol}//${host}${pathname}`;
    const around = this.#innermost(address);
    if (!around) return undefined;
    const path = objectPath(address.slice(around.root.length));
    return path === undefined ? undefined : { dataset: around.dataset, generation: around.generation, path };
  }

  async answer(request: Request, place: KeptPlace): Promise<Response> {
    return (await this.#fromKept(request, place)) ?? this.#fromNetwork(request);
  }

  /** Datasets may lie within one another. */
  #innermost(address: string): KeptRoot | undefined {
    const around = this.#roots.filter(({ root }) => address.startsWith(root));
    return around.sort((a, b) => b.root.length - a.root.length)[0];
  }

  /** Trouble of any kind with what is kept fails nothing that the network can give. */
  async #fromKept(request: Request, { dataset, generation, path }: KeptPlace): Promise<Response | undefined> {
    const { match, pathOf, nameOf } = this.#options;
    try {
      const name: KeptName = nameOf?.(dataset, path) ?? { kind: 'document', path };
      const whole = await match(dataset, generation, pathOf(name));
      return whole && (await partOf(whole, rangeOf(request)));
    } catch {
      return undefined;
    }
  }

  async #fromNetwork(request: Request): Promise<Response> {
    try {
      return await this.#options.fetch(request);
    } catch (error) {
      if (isAbort(error)) throw error;
      return offlineMiss();
    }
  }
}

/** Never 404: what is not kept is not known to be absent. */
function offlineMiss(): Response {
  const text = 'This is not kept on this device, and its server is out of reach.\n';
  const headers = { 'content-type': 'text/plain; charset=utf-8', 'x-exascope': 'offline-miss' };
  return new Response(text, { status: 504, statusText: 'Offline', headers });
}

/** Returns the path of an object below its root, decoded; `undefined` for folders and for what no path of a dataset looks like. */
function objectPath(encoded: string): string | undefined {
  if (/%(?:2f|5c|00)/i.test(encoded) || encoded.split('/').includes('')) return undefined;
  try {
    return decodeURIComponent(encoded);
  } catch (error) {
    if (error instanceof URIError) return undefined;
    throw error;
  }
}

/** Whether an If-Range holds is for the server to say, and the whole is right in any case. */
function rangeOf({ headers }: Request): string | null {
  return headers.has('if-range') ? null : headers.get('range');
}

async function partOf(whole: Response, range: string | null): Promise<Response> {
  if (range === null || whole.status !== 200) return whole;
  const body = await whole.blob();
  const span = spanOfRange(range, body.size);
  const headers = new Headers(whole.headers);
  if (span === undefined) return new Response(body, { headers });
  if (span === 'unsatisfiable')
    return new Response(null, { status: 416, headers: { 'content-range': `bytes */${String(body.size)}` } });
  const { start, end } = span;
  headers.set('content-range', `bytes ${String(start)}-${String(end - 1)}/${String(body.size)}`);
  headers.set('content-length', String(end - start));
  return new Response(body.slice(start, end), { status: 206, headers });
}
