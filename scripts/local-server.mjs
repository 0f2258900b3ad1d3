import { realpath } from 'node:fs/promises';
import { createServer, STATUS_CODES } from 'node:http';
import { join, sep } from 'node:path';
import send from 'send';

/**
 * @typedef {import('node:http').IncomingMessage} Request
 * @typedef {import('node:http').ServerResponse} Response
 * @typedef {(request: Request, response: Response) => void} Listener
 * @typedef {object} Mount a folder, or one file of it, for pages of any origin to read
 * @property {string} path where it is served, like `/local/brain.zarr`
 * @property {string} folder
 * @property {string} [file] the only file served, directly at `path`
 */

/**
 * Serves a built site as a static host does: `404.html` with status 404 where there is nothing.
 * @param {string} folder
 * @returns {Listener}
 */
export function siteListener(folder) {
  return (request, response) => {
    if (!isRead(request)) return void answer(response, 405, 'Only GET and HEAD');
    const path = pathOf(request);
    const isImmutable = path.startsWith('/_app/immutable/');
    const options = { root: folder, immutable: isImmutable, maxAge: isImmutable ? '1y' : 0 };
    send(request, path, options)
      .on('error', (error) => {
        if (error.status !== 404) return void answer(response, error.status, STATUS_CODES[error.status]);
        response.statusCode = 404;
        // Conditional and range headers were meant for another document.
        send(withoutConditions(request), '/404.html', { root: folder, cacheControl: false })
          .on('error', () => answer(response, 404, 'Nothing here'))
          .pipe(response);
      })
      .pipe(response);
  };
}

/**
 * Serves a folder of data: byte ranges, dotfiles, CORS for every origin, 404 where there is nothing. What lies outside
 * the folder is not served, also where a symbolic link leads there.
 * @param {Mount} mount
 * @returns {Listener}
 */
export function dataListener({ path: prefix, folder, file }) {
  return async (request, response) => {
    allowAllOrigins(response);
    if (request.method === 'OPTIONS') return void response.writeHead(204).end();
    if (!isRead(request)) return void answer(response, 405, 'Only GET and HEAD');
    const path = file === undefined ? pathOf(request).slice(prefix.length) : `/${encodeURIComponent(file)}`;
    const isFileItself = file === undefined || pathOf(request) === prefix;
    if (!isFileItself || !(await isInside(folder, path))) return void answer(response, 404, 'Nothing here');
    response.setHeader('Cache-Control', 'no-cache');
    send(request, path, { root: folder, dotfiles: 'allow', index: false, cacheControl: false })
      .on('directory', () => answer(response, 404, 'A folder, not a file'))
      .on('error', (error) => answer(response, error.status, STATUS_CODES[error.status], error.headers))
      .pipe(response);
  };
}

/**
 * @param {Listener} site
 * @param {readonly Mount[]} mounts
 * @returns {Listener}
 */
export function withMounts(site, mounts) {
  const listeners = mounts.map((mount) => ({ path: mount.path, listener: dataListener(mount) }));
  return (request, response) => {
    const path = pathOf(request);
    const mounted = listeners.find((mount) => path === mount.path || path.startsWith(`${mount.path}/`));
    (mounted?.listener ?? site)(request, response);
  };
}

/**
 * Listens on this machine only, on IPv4 and, where there is one, IPv6: browsers try either for `localhost`.
 * @param {Listener} listener
 * @param {{ ports: readonly number[] }} options the first that is free is taken; 0 stands for any
 * @returns {Promise<{ port: number, close: () => Promise<void> }>}
 */
export async function listen(listener, { ports }) {
  for (const port of ports) {
    const server = createServer(listener);
    if (!(await startsOn(server, port, '127.0.0.1'))) continue;
    const taken = /** @type {import('node:net').AddressInfo} */ (server.address()).port;
    const second = createServer(listener);
    if (await startsOn(second, taken, '::1')) {
      return {
        port: taken,
        close: async () => void (await Promise.all([closeNow(server), closeNow(second)])),
      };
    }
    await closeNow(server);
  }
  throw new Error(
    ports.length === 1
      ? `Port ${ports[0]} is in use.`
      : `No port from ${ports[0]} to ${ports.at(-1)} is free.`,
  );
}

/**
 * True when the server listens, or when this machine has no such address; false when the port is taken.
 * @param {import('node:http').Server} server @param {number} port @param {string} host
 * @returns {Promise<boolean>}
 */
function startsOn(server, port, host) {
  return new Promise((resolve, reject) => {
    server.once('error', (/** @type {NodeJS.ErrnoException} */ error) => {
      if (error.code === 'EADDRINUSE') resolve(false);
      else if (host === '::1' && ['EADDRNOTAVAIL', 'EAFNOSUPPORT'].includes(error.code ?? '')) resolve(true);
      else reject(error);
    });
    server.listen(port, host, () => resolve(true));
  });
}

/** @param {import('node:http').Server} server */
function closeNow(server) {
  return new Promise((resolve) => {
    server.close(() => resolve(undefined));
    server.closeAllConnections();
  });
}

/** @param {Request} request */
function isRead(request) {
  return request.method === 'GET' || request.method === 'HEAD';
}

/** The path as sent, still percent-encoded: `send` decodes it. @param {Request} request */
function pathOf(request) {
  return (request.url ?? '/').replace(/[?#].*$/, '');
}

/** What `send` reads of a request. @param {Request} request */
function withoutConditions(request) {
  return /** @type {Request} */ ({ method: request.method, url: request.url, headers: {} });
}

/** @param {Response} response */
function allowAllOrigins(response) {
  response.setHeader('Access-Control-Allow-Origin', '*');
  response.setHeader('Access-Control-Allow-Methods', 'GET, HEAD, OPTIONS');
  response.setHeader('Access-Control-Allow-Headers', 'Range');
  response.setHeader('Access-Control-Expose-Headers', 'Accept-Ranges, Content-Length, Content-Range, ETag');
  response.setHeader('Access-Control-Allow-Private-Network', 'true');
}

/** @param {Response} response @param {number} status @param {string | undefined} text */
function answer(response, status, text, headers = {}) {
  response.writeHead(status, { ...headers, 'Content-Type': 'text/plain; charset=utf-8' }).end(`${text}\n`);
}

/** True when nothing is there either: what is missing does not lie outside. @param {string} folder @param {string} encodedPath */
async function isInside(folder, encodedPath) {
  try {
    const root = await realpath(folder);
    const target = await realpath(join(root, decodeURIComponent(encodedPath)));
    return target === root || target.startsWith(root.endsWith(sep) ? root : root + sep);
  } catch (error) {
    const { code = '' } = /** @type {NodeJS.ErrnoException} */ (error);
    if (error instanceof URIError || ['ENOENT', 'ENOTDIR', 'ERR_INVALID_ARG_VALUE'].includes(code))
      return true;
    throw error;
  }
}
