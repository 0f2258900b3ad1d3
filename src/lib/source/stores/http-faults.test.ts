import { describe, expect, it } from 'vitest';
import { fileAnswer } from '../../../../tests/foreign-data';
import { Hosts } from './http/host';
import { bytes, failure, never, refuses, request, World } from './http/http-world.fixture';

describe('a server that is silent', () => {
  it('is given up after 15 s without headers, twice', async () => {
    const world = new World();
    world.answer = (_, init) => {
      const hanging = never(init);
      for (const { ms, fire } of world.timers) if (ms === 15_000) fire();
      return hanging;
    };
    expect((await failure(world.store.get('0', request()))).code).toBe('timeout');
    expect(world.sent).toHaveLength(2);
    expect(world.timers.size).toBe(0);
  });

  it('is given up after 20 s without a byte, counted anew with each', async () => {
    const world = new World();
    const allowed: number[] = [];
    world.answer = (_, { signal }) => {
      let pulls = 0;
      const source: UnderlyingDefaultSource = {
        pull: (controller) => {
          allowed.push(...[...world.timers].map(({ ms }) => ms));
          if (pulls++ < 3) controller.enqueue(Uint8Array.of(1));
          else {
            signal?.addEventListener('abort', () => controller.error(signal.reason));
            for (const { fire } of world.timers) fire();
          }
        },
      };
      return new Response(new ReadableStream(source, { highWaterMark: 0 }));
    };
    expect((await failure(world.store.get('0', request()))).code).toBe('timeout');
    expect(new Set(allowed)).toEqual(new Set([20_000]));
  });
});

describe('no answer', () => {
  it('is CORS where a probe is answered, and the host is remembered', async () => {
    const world = new World();
    world.answer = (_, init) => (init.mode === 'no-cors' ? Response.error() : refuses());
    expect((await failure(world.store.get('0', request()))).code).toBe('cors');
    expect(world.probes).toBe(1);
    const before = world.sent.length;
    expect((await failure(world.store.get('1', request()))).code).toBe('cors');
    expect(world.sent).toHaveLength(before + 1);
  });

  it('is the network where no probe is answered', async () => {
    const world = new World();
    world.answer = refuses;
    expect((await failure(world.store.get('0', request()))).code).toBe('network');
    expect(world.waits).toEqual([150, 300, 600, 1200]);
    expect(world.probes).toBe(1);
  });

  it('is offline where the page itself is out of reach, and where the system says so', async () => {
    const world = new World({ pageUrl: 'https://page.test/' });
    world.answer = refuses;
    expect((await failure(world.store.get('0', request()))).code).toBe('offline');
    const told = new World({ isOnline: () => false });
    told.answer = refuses;
    expect((await failure(told.store.get('0', request()))).code).toBe('offline');
    expect(told.sent).toHaveLength(1);
  });

  it('is mixed content where an encrypted page reads what is not, but for this computer', async () => {
    const world = new World({ pageUrl: 'https://page.test/' }, 'http://data.test/image.zarr');
    world.answer = refuses;
    expect((await failure(world.store.get('0', request()))).code).toBe('mixed-content');
    const local = new World({ pageUrl: 'https://page.test/' }, 'http://127.0.0.1:8000/image.zarr');
    local.answer = (url) => (url.startsWith('https://page.test') ? new Response() : refuses());
    expect((await failure(local.store.get('0', request()))).code).toBe('network');
  });

  it('is the network, without a probe, where the host answered before', async () => {
    const world = new World();
    await world.store.get('0', request());
    world.answer = refuses;
    expect((await failure(world.store.get('1', request()))).code).toBe('network');
    expect(world.probes).toBe(0);
  });
});

describe('a server that is busy', () => {
  it.each([
    ['30', 30_000],
    ['3600', 60_000],
    ['Thu, 01 Jan 1970 00:00:07 GMT', 2000],
  ])('is given the time that Retry-After %s asks for, up to a minute', async (header, ms) => {
    const world = new World({ now: () => 5000 });
    world.answer = () =>
      world.sent.length === 1
        ? new Response(null, { status: 429, headers: { 'retry-after': header } })
        : fileAnswer(bytes);
    await world.store.get('0', request());
    expect(world.waits).toEqual([ms]);
  });

  it('gets no other request while it asks for a pause', async () => {
    let resume = (): void => undefined;
    const pause = new Promise<void>((resolve) => (resume = resolve));
    const world = new World({ delay: () => pause });
    world.answer = () =>
      world.sent.length === 1
        ? new Response(null, { status: 503, headers: { 'retry-after': '9' } })
        : fileAnswer(bytes);
    const first = world.store.get('0', request());
    await new Promise((resolve) => setTimeout(resolve));
    const second = world.store.get('1', request());
    await new Promise((resolve) => setTimeout(resolve));
    expect(world.sent).toHaveLength(1);
    resume();
    expect(await Promise.all([first, second])).toHaveLength(2);
  });

  it('gets no storm of repeats: 100 failures are repeated 20 times', async () => {
    const world = new World();
    world.answer = () => new Response(null, { status: 503 });
    await Promise.allSettled(Array.from({ length: 100 }, (_, i) => world.store.get(String(i), request())));
    expect(world.sent.length).toBeGreaterThan(100);
    expect(world.sent.length).toBeLessThanOrEqual(122);
  });

  it('gets half as many requests at once after a 429', async () => {
    let running = 0;
    let most = 0;
    const world = new World({ hosts: new Hosts() });
    world.answer = async () => {
      most = Math.max(most, ++running);
      await new Promise((resolve) => setTimeout(resolve));
      running -= 1;
      return world.sent.length <= 8 ? new Response(null, { status: 429 }) : fileAnswer(bytes);
    };
    const readAll = () =>
      Promise.all(Array.from({ length: 8 }, (_, i) => world.store.get(String(i), request())));
    await readAll();
    expect(most).toBe(8);
    most = 0;
    await readAll();
    expect(most).toBeLessThan(8);
  });
});

describe('a redirect', () => {
  it('is followed by the browser where the location is no secret', async () => {
    const world = new World();
    await world.store.get('0', request());
    expect(world.sent[0]?.init).toMatchObject({ redirect: 'follow', credentials: 'omit' });
  });

  it('is refused where the location has a query', async () => {
    const world = new World({}, 'https://data.test/image.zarr?key=SECRET');
    world.answer = (_, { redirect }) => {
      if (redirect !== 'manual') throw new Error('Followed.');
      return new Response(null, { status: 302, headers: { location: 'https://evil.test/' } });
    };
    const error = await failure(world.store.get('0', request()));
    expect(error.code).toBe('redirected');
    expect(error.message).not.toContain('SECRET');
  });
});

describe('a 404 that comes with a web page', () => {
  const page = (status = 404): Response =>
    new Response('<html>', { status, headers: { 'content-type': 'text/html' } });

  it('means absent where a name that cannot exist gets one too; asked once', async () => {
    const world = new World();
    world.answer = () => page();
    expect(await world.store.get('0', request())).toBeUndefined();
    expect(await world.store.get('1', request())).toBeUndefined();
    expect(world.sent).toHaveLength(3);
  });

  it('does not where the documents are gone as well', async () => {
    const world = new World();
    await world.store.get('zarr.json', request({ kind: 'document' }));
    world.answer = () => page();
    expect(await failure(world.store.get('0', request()))).toMatchObject({ code: 'http' });
  });
});
