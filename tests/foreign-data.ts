import { existsSync, readFileSync, statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** Folder of the data that others made, absent where it is not there: EXASCOPE_DATA, else ../shared/data. */
export const foreignData = [
  process.env['EXASCOPE_DATA'],
  fileURLToPath(new URL('../../shared/data', import.meta.url)),
].find((folder) => folder !== undefined && existsSync(folder));

/** Prefix of the addresses that {@link fileFetch} serves. */
export const fileOrigin = 'https://files.test/';

/** A fetch that reads files of `folder`: HEAD, GET and byte ranges; folders and missing files are 404. */
export function fileFetch(folder: string): typeof fetch {
  return (input, init) => {
    const url = new URL(String(input));
    const path = folder + decodeURIComponent(url.pathname);
    if (!existsSync(path) || statSync(path).isDirectory())
      return Promise.resolve(new Response(null, { status: 404 }));
    return Promise.resolve(fileAnswer(readFileSync(path), init));
  };
}

/** What a server that knows ranges answers for an object of these bytes. */
export function fileAnswer(bytes: Uint8Array, init?: RequestInit): Response {
  const total = bytes.byteLength;
  const headers = { 'content-length': String(total) };
  if (init?.method === 'HEAD') return new Response(null, { headers });
  const range = /^bytes=(\d*)-(\d*)$/.exec(new Headers(init?.headers).get('range') ?? '');
  if (range === null) return new Response(Uint8Array.from(bytes), { headers });
  const first = range[1] === '' ? Math.max(0, total - Number(range[2])) : Number(range[1]);
  const last = range[1] === '' ? total - 1 : Math.min(Number(range[2]), total - 1);
  if (first > last) return new Response(null, { status: 416 });
  const part = Uint8Array.from(bytes.subarray(first, last + 1));
  return new Response(part, { status: 206, headers: { 'content-range': `bytes ${first}-${last}/${total}` } });
}

/** A fetch over objects in memory, by path below {@link fileOrigin}. `requests` collects what was asked: 'GET path'. */
export function memoryFetch(
  objects: Readonly<Record<string, Uint8Array | object>>,
  requests: string[] = [],
  { lists = true } = {},
): typeof fetch {
  return (input, init) => {
    const path = decodeURIComponent(new URL(String(input)).pathname.slice(1));
    requests.push(`${init?.method ?? 'GET'} ${path}`);
    const found = Object.hasOwn(objects, path) ? objects[path] : undefined;
    if (found === undefined) return Promise.resolve(new Response(null, { status: lists ? 404 : 403 }));
    const bytes = found instanceof Uint8Array ? found : new TextEncoder().encode(JSON.stringify(found));
    return Promise.resolve(fileAnswer(bytes, init));
  };
}
