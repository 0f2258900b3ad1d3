import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import * as zarr from 'zarrita';
import { generatorValue } from '../src/lib/source/generate';
import { startFixtureServer, type FixtureServer } from './fixtures/fixture-server';

const ramp = 'gen:ramp?levels=2&tile=8&dtype=uint16';
let server: FixtureServer;
beforeAll(async () => void (server = await startFixtureServer({ folder: 'tests/fixtures' })));
afterAll(() => server.close());

/** Resolves once `count` requests have ended: a client can see the last byte before the server does. */
async function logged(count: number) {
  while (server.log().length < count) await new Promise(setImmediate);
  return server.log();
}

describe('a fixture server', () => {
  test.each(['v3', 'v2'] as const)('serves a generated image as Zarr %s', async (format) => {
    const location = zarr.root(new zarr.FetchStore(server.generated(ramp, format))).resolve('1');
    const open = format === 'v3' ? zarr.open.v3 : zarr.open.v2;
    expect(await zarr.get(await open(location, { kind: 'array' }), [9, 13])).toBe(
      generatorValue(ramp, 1, [9, 13]),
    );
  });

  test('serves the multiscales of OME-Zarr 0.4 as attributes of a v2 group', async () => {
    const response = await fetch(`${server.generated(ramp, 'v2')}/.zattrs`);
    expect(await response.json()).toMatchObject({
      multiscales: [{ version: '0.4', datasets: [{ path: '0' }, {}] }],
    });
  });

  test('serves files with ranges', async () => {
    const url = `${server.url}/files/answer.ts`;
    const whole = await (await fetch(url)).text();
    const part = await fetch(url, { headers: { Range: 'bytes=-10' } });
    expect([part.status, await part.text()]).toEqual([206, whole.slice(-10)]);
    expect((await fetch(`${server.url}/files/..%2f..%2fpackage.json`)).status).toBe(404);
  });

  test('logs what it answered', async () => {
    server.resetLog();
    await (await fetch(`${server.generated(ramp)}/1/c/0/0`)).arrayBuffer();
    await fetch(`${server.generated(ramp)}/1/c/0/9`);
    const log = await logged(2);
    expect(log.map(({ status, bytes, aborted }) => ({ status, bytes, aborted }))).toEqual([
      { status: 200, bytes: 128, aborted: false },
      { status: 404, bytes: 0, aborted: false },
    ]);
  });

  test('logs a request that was given up while its answer was held back', async () => {
    const undo = server.delayPath(/zarr\.json$/, Infinity);
    server.resetLog();
    const controller = new AbortController();
    const reading = fetch(`${server.generated(ramp)}/zarr.json`, { signal: controller.signal });
    await fetch(`${server.generated(ramp)}/1/c/0/0`);
    controller.abort();
    await expect(reading).rejects.toThrow();
    const log = await logged(2);
    undo();
    expect(log[1]).toMatchObject({ status: 0, aborted: true, bytes: 0 });
  });

  test('fails, corrupts and drops what it is told to, until undone', async () => {
    const url = `${server.generated(ramp)}/1/c/1/1`;
    const undos = [server.failPath(/\/c\/1\/1$/, 503)];
    expect((await fetch(url)).status).toBe(503);
    undos.push(server.failPath(/\/c\/1\/1$/, 'drop'));
    await expect(fetch(url)).rejects.toThrow();
    for (const undo of undos) undo();
    const undo = server.corruptPath(/\/c\/1\/1$/, (bytes) => bytes.subarray(0, 5));
    expect((await (await fetch(url)).arrayBuffer()).byteLength).toBe(5);
    undo();
    expect((await (await fetch(url)).arrayBuffer()).byteLength).toBe(128);
  });

  test('can leave out CORS headers and ignore ranges', async () => {
    const undo = server.onPath(/./, { cors: false, ranges: false });
    const response = await fetch(`${server.generated(ramp)}/1/c/1/1`, { headers: { Range: 'bytes=0-3' } });
    undo();
    expect([response.status, response.headers.get('access-control-allow-origin')]).toEqual([200, null]);
  });

  test('is set and read over HTTP as well', async () => {
    const config = { method: 'POST', body: '{"latencyMs":30}' };
    await fetch(`${server.url}/__config`, config);
    await fetch(`${server.url}/__log/reset`, { method: 'POST' });
    await (await fetch(`${server.generated(ramp)}/zarr.json`)).text();
    await logged(1);
    const [entry] = await (await fetch(`${server.url}/__log`)).json();
    server.setLatency(0);
    expect(entry.end - entry.start).toBeGreaterThanOrEqual(29);
  });
});
