import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { join } from 'node:path';
import { listen, siteListener } from '../../scripts/local-server.mjs';

type Listener = (request: IncomingMessage, response: ServerResponse) => void;
export type SiteVersion = 'first' | 'later';

const build = 'build';
const types: Readonly<Record<string, string>> = {
  ...{ html: 'text/html', js: 'text/javascript', css: 'text/css', json: 'application/json' },
};

/** A host of the built site that goes over to a later version and back, fails, and can be out of reach. */
export class SiteHost {
  readonly #listeners: Readonly<Record<SiteVersion, Listener>>;
  readonly #base: string;
  #version: SiteVersion = 'first';
  #failing: RegExp | undefined;
  #worker: string | undefined;
  /** What all scripts of workers begin with. */
  #preamble = '';
  #port = 0;
  #server: { close(): Promise<void> } | undefined;

  /** `base` is the path under which the site lies, without a slash at the end. */
  constructor(base = '') {
    this.#base = base;
    this.#listeners = { first: siteListener(build), later: laterListener() };
  }

  /** Of the start page. */
  get url(): string {
    return `http://localhost:${this.#port}${this.#base}/`;
  }

  /** On the same port as before, once it had one. */
  async start(): Promise<void> {
    const server = await listen(this.#answer, { ports: [this.#port] });
    this.#port = server.port;
    this.#server = server;
  }

  async stop(): Promise<void> {
    await this.#server?.close();
    this.#server = undefined;
  }

  serve(version: SiteVersion): void {
    this.#version = version;
  }

  /** Answers 500 to what matches; to nothing when absent. */
  fail(pattern?: RegExp): void {
    this.#failing = pattern;
  }

  /** Has another script in place of the service worker's from now on. */
  replaceWorker(script: string): void {
    this.#worker = script;
  }

  /** Has a script run first in every worker that is loaded from now on. */
  runFirst(script: string): void {
    this.#preamble = `${script};\n`;
  }

  readonly #answer: Listener = (request, response) => {
    const url = request.url ?? '/';
    if (!url.startsWith(`${this.#base}/`) || this.#failing?.test(url))
      return void response.writeHead(this.#failing ? 500 : 404).end();
    request.url = url.slice(this.#base.length);
    if (this.#worker !== undefined && request.url === '/service-worker.js')
      return void response.writeHead(200, { 'Content-Type': types['js'] }).end(this.#worker);
    if (this.#preamble !== '' && /\/workers\/[\w-]+\.js$/.test(request.url)) {
      const body = this.#preamble + readFileSync(build + request.url, 'utf8');
      const headers = { 'Content-Type': types['js'], 'Cache-Control': 'no-store' };
      return void response.writeHead(200, headers).end(body);
    }
    this.#listeners[this.#version](request, response);
  };
}

/** Paths of everything that the build made, below the site's root. */
export function builtFiles(): string[] {
  const entries = readdirSync(join(build, '_app'), { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile());
  return files.map(({ parentPath, name }) => join(parentPath, name).slice(build.length));
}

/**
 * Serves the build as its own next version, without a second build: another version in the service worker, and all assets at other
 * addresses, so that none of the first version's is there any more.
 */
function laterListener(): Listener {
  const site = siteListener(build);
  const { version } = JSON.parse(readFileSync(join(build, '_app/version.json'), 'utf8')) as {
    version: string;
  };
  const toLater = (text: string) =>
    text.replaceAll('_app/immutable/', '_app/later/').replaceAll(version, `${version}1`);
  return (request, response) => {
    const path = (request.url ?? '/').replace(/[?#].*$/, '');
    if (path.startsWith('/_app/immutable/')) return void response.writeHead(404).end();
    const file = path === '/' ? '/index.html' : path.replace('/_app/later/', '/_app/immutable/');
    const type = types[/\.(\w+)$/.exec(file)?.[1] ?? ''];
    request.url = file;
    if (!type || file.startsWith('/data/') || !existsSync(build + file)) return site(request, response);
    const text = readFileSync(build + file, 'utf8');
    const body = file.endsWith('.html') ? withHashes(toLater(text), text) : toLater(text);
    response.writeHead(200, { 'Content-Type': type, 'Cache-Control': 'no-cache' }).end(body);
  };
}

/** The inline scripts of a page are named in its Content-Security-Policy by their hashes. */
function withHashes(html: string, original: string): string {
  const hashes = (text: string) =>
    [...text.matchAll(/<script>([^]*?)<\/script>/g)].map(([, script = '']) =>
      createHash('sha256').update(script).digest('base64'),
    );
  const later = hashes(html);
  return hashes(original).reduce((text, hash, i) => text.replaceAll(hash, later[i] ?? hash), html);
}
