/** Headers of an answer that a page may read from any origin that allows it at all (Fetch, "CORS-safelisted response-header name"). */
const readable = [
  'cache-control',
  'content-language',
  'content-length',
  'content-type',
  'expires',
  'last-modified',
  'pragma',
];

export interface CrossOriginFetch {
  readonly fetch: typeof globalThis.fetch;
  /** Requests for which a browser would have asked the server first. */
  readonly preflighted: readonly string[];
}

/** A fetch that shows of answers what a page of another origin sees, and notes what would need a preflight. */
export function crossOriginFetch(fetch: typeof globalThis.fetch = globalThis.fetch): CrossOriginFetch {
  const preflighted: string[] = [];
  return {
    preflighted,
    fetch: async (input, init) => {
      const method = init?.method ?? 'GET';
      if (needsPreflight(method, new Headers(init?.headers))) preflighted.push(`${method} ${String(input)}`);
      const response = await fetch(input, init);
      const exposed = (response.headers.get('access-control-expose-headers') ?? '')
        .toLowerCase()
        .split(/\s*,\s*/);
      const shown = new Headers(
        [...response.headers].filter(([name]) => readable.includes(name) || exposed.includes(name)),
      );
      Object.defineProperty(response, 'headers', { value: shown });
      return response;
    },
  };
}

/** One simple range may be asked for as it is; a suffix, a condition or a credential may not. */
function needsPreflight(method: string, headers: Headers): boolean {
  if (!['GET', 'HEAD', 'POST'].includes(method)) return true;
  for (const [name, value] of headers) {
    if (name === 'accept' || name === 'accept-language') continue;
    if (name === 'range' && /^bytes=\d+-\d*$/.test(value)) continue;
    return true;
  }
  return false;
}
