import { connect } from 'node:http2';
import { get } from 'node:https';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { startFixtureServer, type FixtureServer, type PathRule } from './fixtures/fixture-server';

const bytes = Uint8Array.from({ length: 100 }, (_, i) => i);

/** Each protocol's way to ask for a path, as status, headers and body; rejects where the body is not whole. */
type Ask = (
  server: FixtureServer,
  path: string,
) => Promise<{ status: number; body: Uint8Array; protocol: string }>;

const overHttp: Ask = async ({ url }, path) => {
  const response = await fetch(url + path);
  return {
    status: response.status,
    body: new Uint8Array(await response.arrayBuffer()),
    protocol: 'http/1.1',
  };
};

const overTls: Ask = ({ url, certificate }, path) =>
  new Promise((resolve, reject) => {
    const request = get(url + path, { ca: certificate, agent: false }, (response) => {
      const parts: Buffer[] = [];
      response.on('data', (part: Buffer) => parts.push(part));
      response.on('error', reject);
      response.on('end', () =>
        resolve({
          status: response.statusCode ?? 0,
          body: Buffer.concat(parts),
          protocol: `http/${response.httpVersion}`,
        }),
      );
    });
    request.on('error', reject);
  });

const overHttp2: Ask = ({ url, certificate }, path) =>
  new Promise((resolve, reject) => {
    const session = connect(url, { ca: certificate });
    session.on('error', reject);
    const stream = session.request({ ':path': path });
    const parts: Buffer[] = [];
    let status = 0;
    stream.on('response', (headers) => void (status = headers[':status'] ?? 0));
    stream.on('data', (part: Buffer) => parts.push(part));
    stream.on('error', reject);
    stream.on('end', () => {
      const protocol = session.alpnProtocol ?? '';
      session.close();
      resolve({ status, body: Buffer.concat(parts), protocol });
    });
    stream.end();
  });

describe.each([
  ['http', 'http/1.1', overHttp],
  ['https', 'http/1.1', overTls],
  ['h2', 'h2', overHttp2],
  ['h2', 'http/1.1', overTls],
] as const)('a fixture server of %s, asked over %s', (protocol, spoken, ask) => {
  let server: FixtureServer;
  beforeAll(async () => {
    server = await startFixtureServer({ protocol });
    server.serve('tree', { 'a/b': bytes, 'zarr.json': { zarr_format: 3 } });
  });
  afterAll(() => server.close());

  test('serves objects, with the protocol that was asked for', async () => {
    const answer = await ask(server, '/objects/tree/a/b');
    expect(answer).toEqual({ status: 200, body: expect.anything(), protocol: spoken });
    expect([...answer.body]).toEqual([...bytes]);
    expect((await ask(server, '/objects/tree/a')).status).toBe(404);
  });

  test.each<[string, PathRule]>([
    ['drops', { status: 'drop' }],
    ['breaks a body', { breakAfter: 50 }],
  ])('%s', async (_, rule) => {
    const undo = server.onPath(/a\/b$/, rule);
    await expect(ask(server, '/objects/tree/a/b')).rejects.toThrow();
    undo();
    expect((await ask(server, '/objects/tree/a/b')).status).toBe(200);
  });
});

describe('a scripted fault', () => {
  let server: FixtureServer;
  let url: string;
  beforeAll(async () => {
    server = await startFixtureServer();
    url = `${server.serve('tree', { x: bytes, y: bytes.slice(50) })}/x`;
  });
  afterAll(() => server.close());
  beforeEach(() => server.resetLog());

  /** Status, body and some headers of a request under a rule, which ends with it. */
  async function under(rule: PathRule, range?: string) {
    const undo = server.onPath(/./, rule);
    try {
      const response = await fetch(url, {
        headers: range === undefined ? {} : { range },
        redirect: 'manual',
      });
      return { response, body: new Uint8Array(await response.arrayBuffer()) };
    } finally {
      undo();
    }
  }

  test('says that more bytes come than do', async () => {
    await expect(under({ declaredBytes: (size) => size + 10 })).rejects.toThrow();
  });

  test('ends a body early in good order', async () => {
    const { response, body } = await under({ endAfter: 30 });
    expect([response.headers.get('content-length'), body.length]).toEqual([null, 30]);
  });

  test('stalls after the headers, or amid the body, until the client gives up', async () => {
    for (const stallAfter of [0, 40]) {
      const undo = server.onPath(/./, { stallAfter });
      const controller = new AbortController();
      const response = await fetch(url, { signal: controller.signal });
      expect(response.status).toBe(200);
      controller.abort();
      await expect(response.arrayBuffer()).rejects.toThrow();
      undo();
    }
    while (server.log().length < 2) await new Promise(setImmediate);
    expect(server.log().map(({ aborted, bytes: sent }) => [aborted, sent])).toEqual([
      [true, 0],
      [true, 40],
    ]);
  });

  test('answers with another range, honestly or not', async () => {
    const otherRange = () => ({ start: 0, end: 5 });
    const honest = await under({ otherRange }, 'bytes=10-14');
    expect([...honest.body]).toEqual([0, 1, 2, 3, 4]);
    expect(honest.response.headers.get('content-range')).toBe('bytes 0-4/100');
    const lying = await under({ otherRange, contentRange: 'asked' }, 'bytes=10-14');
    expect(lying.response.headers.get('content-range')).toBe('bytes 10-14/100');
    const silent = await under({ otherRange, contentRange: 'absent' }, 'bytes=10-14');
    expect(silent.response.headers.get('content-range')).toBeNull();
  });

  test('answers 416 beyond the end', async () => {
    expect((await under({}, 'bytes=100-')).response.status).toBe(416);
  });

  test('compresses the range, or sends the range of what is compressed', async () => {
    const part = await under({ gzip: 'part' }, 'bytes=10-14');
    expect([...part.body]).toEqual([10, 11, 12, 13, 14]);
    await expect(under({ gzip: 'whole' }, 'bytes=10-14')).rejects.toThrow();
  });

  test('holds for the first requests only', async () => {
    const undo = server.onPath(/./, { status: 503, times: 2, headers: { 'Retry-After': '7' } });
    const answers = [await fetch(url), await fetch(url), await fetch(url)];
    undo();
    expect(answers.map(({ status }) => status)).toEqual([503, 503, 200]);
    expect(answers[0]?.headers.get('retry-after')).toBe('7');
  });

  test('serves one version and then the other', async () => {
    const undo = server.onPath(/\/x$/, {
      servedFrom: (path, nth) => (nth % 2 === 0 ? path : path.replace(/x$/, 'y')),
      headers: (nth) => ({ ETag: `"${nth}"` }),
    });
    const answers = [await fetch(url), await fetch(url)];
    undo();
    const sizes = await Promise.all(answers.map(async (answer) => (await answer.arrayBuffer()).byteLength));
    expect(sizes).toEqual([100, 50]);
    expect(answers.map(({ headers }) => headers.get('etag'))).toEqual(['"0"', '"1"']);
  });

  test('redirects, sends a web page, and hides headers', async () => {
    const moved = await under({ redirect: (path, search) => `https://other.test${path}${search}` });
    expect([moved.response.status, moved.response.headers.get('location')]).toEqual([
      302,
      'https://other.test/objects/tree/x',
    ]);
    const page = await under({ content: '<!doctype html>', headers: { 'Content-Type': 'text/html' } });
    expect(new TextDecoder().decode(page.body)).toBe('<!doctype html>');
    const { response } = await under({ expose: [] });
    expect(response.headers.get('access-control-expose-headers')).toBeNull();
  });

  test('refuses preflights, which are logged with everything that a request carried', async () => {
    const undo = server.onPath(/./, { preflight: 403 });
    expect((await fetch(`${url}?key=1`, { method: 'OPTIONS', headers: { 'X-Own': 'a' } })).status).toBe(403);
    undo();
    while (server.log().length < 1) await new Promise(setImmediate);
    expect(server.log()[0]).toMatchObject({ method: 'OPTIONS', search: '?key=1', headers: { 'x-own': 'a' } });
  });
});
