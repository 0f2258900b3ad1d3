/** One call of a fake CacheStorage, before anything happens. */
export interface CacheStep {
  readonly call:
    'open' | 'has' | 'delete' | 'keys' | 'cache.put' | 'cache.match' | 'cache.delete' | 'cache.keys';
  readonly cache: string;
  readonly url: string;
}

/** Called before each call: throws to make it fail, or returns a promise that delays it, for ever if need be. */
export type OnStep = (step: CacheStep) => Promise<void> | void;

interface Body {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly headers: [string, string][];
}

type Bodies = Map<string, Body>;

const overheadBytes = 512;

/** An error as browsers throw it. */
export function storageError(name: string): DOMException {
  return new DOMException(`The fixture fails with ${name}.`, name);
}

/** Bodies by cache and address, in memory: what all tabs of an origin share. */
export class FakeDisk {
  readonly caches = new Map<string, Bodies>();
  /** What may be stored in all. */
  quotaBytes = Infinity;
  /** Calls so far: `cache.put NAME URL`. */
  readonly log: string[] = [];

  /** Of all entries, as browsers count: caches that were deleted take nothing here. */
  get bytes(): number {
    let sum = 0;
    for (const bodies of this.caches.values()) for (const body of bodies.values()) sum += sizeOf(body);
    return sum;
  }

  /** Paths below `/__exascope/DATASET/GENERATION/` of one cache. */
  pathsOf(cache: string): string[] {
    return [...(this.caches.get(cache)?.keys() ?? [])].map((url) => url.split('/').slice(6).join('/'));
  }

  /** Flips one bit of a stored body. */
  damage(cache: string, path: string): void {
    const bodies = this.caches.get(cache);
    const [url, body] = [...(bodies ?? [])].find(([each]) => each.endsWith(`/${path}`)) ?? [];
    if (!bodies || !url || !body) throw new Error(`There is no ${path} in ${cache}.`);
    const bytes = body.bytes.slice();
    bytes[0] = (bytes[0] ?? 0) ^ 1;
    bodies.set(url, { ...body, bytes });
  }

  /** A CacheStorage of one context; `onStep` makes its calls fail or wait. */
  view(onStep: OnStep = () => undefined): CacheStorage {
    const step = async (call: CacheStep['call'], cache = '', url = ''): Promise<void> => {
      this.log.push([call, cache, url].filter(Boolean).join(' '));
      await onStep({ call, cache, url });
    };
    const view = {
      open: async (name: string) => {
        await step('open', name);
        const bodies = this.caches.get(name) ?? new Map<string, Body>();
        this.caches.set(name, bodies);
        return this.#handle(name, bodies, step);
      },
      has: async (name: string) => (await step('has', name), this.caches.has(name)),
      // Handles stay: a doomed one still reads, and takes what is put into it, and loses it.
      delete: async (name: string) => (await step('delete', name), this.caches.delete(name)),
      keys: async () => (await step('keys'), [...this.caches.keys()]),
    };
    return view as unknown as CacheStorage;
  }

  #handle(
    name: string,
    bodies: Bodies,
    step: (call: CacheStep['call'], cache: string, url?: string) => Promise<void>,
  ) {
    return {
      put: async (request: RequestInfo, response: Response) => {
        const url = urlOf(request);
        await step('cache.put', name, url);
        const body = { bytes: new Uint8Array(await response.arrayBuffer()), headers: [...response.headers] };
        const before = bodies.get(url);
        const grows = sizeOf(body) - (before ? sizeOf(before) : 0);
        if (this.bytes + grows > this.quotaBytes) throw storageError('QuotaExceededError');
        bodies.set(url, body as Body);
      },
      match: async (request: RequestInfo) => {
        const url = urlOf(request);
        await step('cache.match', name, url);
        const body = bodies.get(url);
        return body && new Response(body.bytes.slice(), { headers: body.headers });
      },
      delete: async (request: RequestInfo) => {
        await step('cache.delete', name, urlOf(request));
        return bodies.delete(urlOf(request));
      },
      keys: async () => (await step('cache.keys', name), [...bodies.keys()].map((url) => new Request(url))),
    };
  }
}

function sizeOf({ bytes }: Body): number {
  return bytes.byteLength + overheadBytes;
}

function urlOf(request: RequestInfo): string {
  const url = new URL(typeof request === 'string' ? request : request.url);
  url.hash = '';
  return url.href;
}
