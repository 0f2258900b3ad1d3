import { TreeClient, type AskOptions } from './tree-client';
import { portOf } from './worker-port.fixture';

/** Objects by their paths below the root; plain objects are JSON. */
export type Objects = Readonly<Record<string, object | string>>;

export const ROOT = 'https://data.test/store.zarr';

/** A server with these objects, and what was asked of it. */
export function world(objects: Objects, { hasIndex = false }: { hasIndex?: boolean } = {}) {
  const asked: string[] = [];
  const pageUrl = 'https://page.test/';
  const createWorker = () =>
    portOf({
      pageUrl,
      effects: {
        fetch: (input) => {
          const { pathname } = new URL(String(input));
          const path = decodeURIComponent(pathname).replace(/^\/store\.zarr\//, '');
          asked.push(path);
          return Promise.resolve(answerOf(objects, path, hasIndex));
        },
        random: () => 0.5,
        delay: () => Promise.resolve(),
      },
    });
  const client = new TreeClient({ createWorker, pageUrl });
  const location = ROOT;
  return {
    asked,
    open: () => client.ask('open', { location }),
    children: (path: string, options: AskOptions = {}) => client.ask('children', { location, path }, options),
    resolve: (path: string) => client.ask('resolve', { location, path }),
    typed: (path: string) => client.ask('typed', { location, path }),
    details: (path: string) => client.ask('details', { location, path }),
  };
}

function answerOf(objects: Objects, path: string, hasIndex: boolean): Response {
  const object = Object.hasOwn(objects, path) ? objects[path] : undefined;
  if (object !== undefined) return new Response(typeof object === 'string' ? object : JSON.stringify(object));
  if (!hasIndex || !(path === '' || path.endsWith('/'))) return new Response('', { status: 404 });
  const below = Object.keys(objects).filter((key) => key.startsWith(path) && key !== path);
  const names = new Set(below.map((key) => /^[^/]*\/?/.exec(key.slice(path.length))?.[0] ?? ''));
  const links = [...names].map((name) => `<a href="./${encodeURIComponent(name).replace('%2F', '/')}">x</a>`);
  return new Response(`<title>Index of /</title>${links.join('')}`, {
    headers: { 'content-type': 'text/html' },
  });
}

/** The document of an array of Zarr v3. */
export function arrayV3(shape: readonly number[], more: object = {}): object {
  return {
    ...{ zarr_format: 3, node_type: 'array', shape, data_type: 'uint16', fill_value: 0 },
    chunk_grid: { name: 'regular', configuration: { chunk_shape: shape.map((size) => Math.min(size, 64)) } },
    chunk_key_encoding: { name: 'default', configuration: { separator: '/' } },
    codecs: [
      { name: 'bytes', configuration: { endian: 'little' } },
      { name: 'zstd', configuration: { level: 5, checksum: false } },
    ],
    ...more,
  };
}

export function groupV3(ome?: object, more: object = {}): object {
  return {
    zarr_format: 3,
    node_type: 'group',
    attributes: ome ? { ome: { version: '0.5', ...ome } } : {},
    ...more,
  };
}

/** The `multiscales` of an image in y and x whose levels have these paths. */
export function multiscales(...paths: readonly string[]): object {
  const axes = ['y', 'x'].map((name) => ({ name, type: 'space', unit: 'micrometer' }));
  const datasets = paths.map((path, level) => ({
    path,
    coordinateTransformations: [{ type: 'scale', scale: [2 ** level, 2 ** level] }],
  }));
  return { multiscales: [{ axes, datasets }] };
}

/** A group with the metadata of all that is below it. */
export function consolidated(nodes: Objects, ome?: object): object {
  return groupV3(ome, { consolidated_metadata: { kind: 'inline', must_understand: false, metadata: nodes } });
}
