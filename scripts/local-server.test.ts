import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { listen, siteListener, withMounts } from './local-server.mjs';

let folder: string;
let origin: string;
let server: Awaited<ReturnType<typeof listen>>;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'exascope-serve-'));
  await mkdir(join(folder, 'site'));
  await mkdir(join(folder, 'data/a b.zarr/0'), { recursive: true });
  await writeFile(join(folder, 'secret'), 'secret');
  await writeFile(join(folder, 'site/index.html'), 'home');
  await writeFile(join(folder, 'site/404.html'), 'fallback');
  await writeFile(join(folder, 'data/a b.zarr/.zattrs'), '{}');
  await writeFile(join(folder, 'data/a b.zarr/0/0.0'), '0123456789');
  await symlink(join(folder, 'secret'), join(folder, 'data/a b.zarr/link'));
  const mounts = [
    { path: '/local/a%20b.zarr', folder: join(folder, 'data/a b.zarr') },
    { path: '/local/0.0', folder: join(folder, 'data/a b.zarr/0'), file: '0.0' },
  ];
  server = await listen(withMounts(siteListener(join(folder, 'site')), mounts), { ports: [0] });
  origin = `http://localhost:${server.port}`;
});

afterAll(async () => {
  await server.close();
  await rm(folder, { recursive: true });
});

const data = (path: string, init?: RequestInit) => fetch(`${origin}/local/a%20b.zarr${path}`, init);

/** Sends the path as it is, where fetch would resolve its dots. */
function statusOf(path: string): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    request({ port: server.port, host: '127.0.0.1', path }, (response) => {
      response.resume();
      resolve(response.statusCode);
    })
      .on('error', reject)
      .end();
  });
}

describe('a served site', () => {
  test('answers its root with index.html', async () => {
    expect(await (await fetch(origin)).text()).toBe('home');
  });

  test('answers what it has not with 404.html and status 404, also when a range was asked for', async () => {
    const response = await fetch(`${origin}/deep/page`, { headers: { Range: 'bytes=0-1' } });
    expect([response.status, await response.text()]).toEqual([404, 'fallback']);
  });

  test('answers a path that cannot be decoded with 400', async () => {
    expect(await statusOf('/%E0%A4%A')).toBe(400);
  });
});

describe('served data', () => {
  test.each([
    ['bytes=2-4', '234', 'bytes 2-4/10'],
    ['bytes=-3', '789', 'bytes 7-9/10'],
    ['bytes=8-', '89', 'bytes 8-9/10'],
  ])('answers %s with that part', async (range, expected, contentRange) => {
    const response = await data('/0/0.0', { headers: { Range: range } });
    expect([response.status, await response.text()]).toEqual([206, expected]);
    expect(response.headers.get('content-range')).toBe(contentRange);
  });

  test('answers a range beyond the end with 416 and the size', async () => {
    const response = await data('/0/0.0', { headers: { Range: 'bytes=20-30' } });
    expect([response.status, response.headers.get('content-range')]).toEqual([416, 'bytes */10']);
  });

  test('includes dotfiles', async () => {
    expect(await (await data('/.zattrs')).text()).toBe('{}');
  });

  test('answers HEAD with the size and no body', async () => {
    const response = await data('/0/0.0', { method: 'HEAD' });
    expect([response.headers.get('content-length'), await response.text()]).toEqual(['10', '']);
  });

  test('lets pages of every origin read it, errors and ranges included', async () => {
    for (const path of ['/0/0.0', '/missing']) {
      expect((await data(path)).headers.get('access-control-allow-origin')).toBe('*');
    }
    const preflight = await data('/0/0.0', { method: 'OPTIONS' });
    expect([preflight.status, preflight.headers.get('access-control-allow-headers')]).toEqual([204, 'Range']);
  });

  test.each(['/missing', '/0', '/0/', '', '/0/0.0/deeper'])(
    'answers "%s" with 404, not with the site',
    async (path) => {
      const response = await data(path);
      expect([response.status, (await response.text()).includes('fallback')]).toEqual([404, false]);
    },
  );

  test.each(['/../../secret', '/%2e%2e/%2e%2e/secret', '/..%2f..%2fsecret', '/link', '/0/../link', '/%00'])(
    'does not lead out of its folder by %s',
    async (path) => {
      expect(await statusOf(`/local/a%20b.zarr${path}`)).toBeGreaterThanOrEqual(400);
    },
  );

  test('does not tell where the folder is', async () => {
    for (const path of ['/missing', '/link', '/0'])
      expect(await (await data(path)).text()).not.toContain(folder);
  });

  test('of a single file is that file alone', async () => {
    expect(await (await fetch(`${origin}/local/0.0`)).text()).toBe('0123456789');
    expect((await fetch(`${origin}/local/0.0/more`)).status).toBe(404);
  });

  test('refuses to be written', async () => {
    expect((await data('/0/0.0', { method: 'PUT', body: 'x' })).status).toBe(405);
  });
});

test('a port in use is passed over, and named when it was the only one', async () => {
  const next = await listen(() => undefined, { ports: [server.port, 0] });
  expect(next.port).not.toBe(server.port);
  await next.close();
  await expect(listen(() => undefined, { ports: [server.port] })).rejects.toThrow(
    `Port ${server.port} is in use.`,
  );
});
