import { expect, it } from 'vitest';
import { AppError, noTraffic, type ChunkArray, type ChunkKey, type Traffic } from '../../../core';
import type { ChunkState } from '../../../chunks';
import { LoadLog } from './load-log';

const key = (x: number): ChunkKey => ({ dataset: 'image', level: 0, index: [0, x] });
const chunk: ChunkArray = { data: new Uint8Array(16), shape: [4, 4], stride: [4, 1] };

function world(capacity?: number) {
  const clock = { nowMs: 0 };
  const states = new Map<string, ChunkState>();
  const log = new LoadLog({
    now: () => clock.nowMs,
    stateOf: ({ index }) => states.get(index.join()) ?? 'idle',
    ...(capacity !== undefined && { capacity }),
  });
  const read = (x: number, traffic: Partial<Traffic>, isFailed = false) => {
    const counted = { ...noTraffic(), ...traffic };
    log.read({ key: key(x), protocol: '', bytes: 0, ms: 0, traffic: counted, isFailed });
  };
  const load = (x: number, load: () => Promise<ChunkArray | undefined>, isMade = false) =>
    log.load({ key: key(x), isMade }, load);
  return { clock, states, log, read, load };
}

it('tells when a chunk was wanted, started and came, by which way, and what it weighed', async () => {
  const { clock, states, log, read, load } = world();
  states.set('0,1', 'queued');
  log.changed(key(1));
  clock.nowMs = 5;
  const coming = load(1, async () => {
    await Promise.resolve();
    clock.nowMs = 25;
    read(1, { chunkRequests: 1, chunksFromNetwork: 1, networkBytes: 9 });
    return chunk;
  });
  expect(log.entries()).toEqual([
    { key: key(1), number: 0, wantedMs: 0, startedMs: 5, encodedBytes: 0, decodedBytes: 0 },
  ]);
  expect(await coming).toBe(chunk);
  expect(log.entries()[0]).toMatchObject({
    ...{ wantedMs: 0, startedMs: 5, endedMs: 25, outcome: 'ok', way: 'network' },
    ...{ encodedBytes: 9, decodedBytes: 16 },
  });
});

it.each([
  ['network', { chunkRequests: 1, notFound: 1 }],
  ['generated', { chunksGenerated: 1 }],
  ['disk', { chunksFromDisk: 1, diskBytes: 7 }],
  ['memory', {}],
])('tells %s from what was counted', async (way, traffic) => {
  const { log, read, load } = world();
  await load(1, () => {
    read(1, traffic);
    return Promise.resolve(undefined);
  });
  expect(log.entries()[0]).toMatchObject({ way, outcome: 'empty', decodedBytes: 0 });
});

it('tells failures from loads that nobody wanted any more, and passes both on', async () => {
  const { log, load } = world();
  const failure = new AppError('network', 'No answer.');
  await expect(load(1, () => Promise.reject(failure))).rejects.toBe(failure);
  const abort = new DOMException('Nobody waits.', 'AbortError');
  await expect(load(2, () => Promise.reject(abort))).rejects.toBe(abort);
  expect(log.entries()).toMatchObject([{ outcome: 'failed', error: 'network' }, { outcome: 'aborted' }]);
});

it('tells where a load that failed had asked, and what it was answered', async () => {
  const { log, read, load } = world();
  const fail = (x: number, traffic: Partial<Traffic>, error: Error) =>
    load(x, () => {
      read(x, traffic, true);
      return Promise.reject(error);
    }).catch(() => undefined);
  await fail(
    1,
    { chunkRequests: 1, failed: 1, networkBytes: 5 },
    new AppError('http', 'No.', { status: 503 }),
  );
  await fail(2, { chunkRequests: 1, aborted: 1 }, new DOMException('Nobody waits.', 'AbortError'));
  await fail(3, { diskBytes: 7 }, new AppError('corrupt-chunk', 'No.'));
  await fail(4, {}, new AppError('worker-crashed', 'No.'));
  const [refused, left, corrupt, crashed] = log.entries();
  expect(refused).toMatchObject({
    outcome: 'failed',
    way: 'network',
    error: 'http',
    status: 503,
    encodedBytes: 5,
  });
  expect(left).toMatchObject({ outcome: 'aborted', way: 'network' });
  expect(corrupt).toMatchObject({ outcome: 'failed', way: 'disk', error: 'corrupt-chunk' });
  expect(crashed).toMatchObject({ outcome: 'failed', error: 'worker-crashed' });
  expect([corrupt?.status, crashed?.way]).toEqual([undefined, undefined]);
});

it('tells of what is made of others, and of what was in memory', async () => {
  const { clock, log, load } = world();
  await load(1, () => Promise.resolve(chunk), true);
  clock.nowMs = 3;
  log.hit(key(2));
  expect(log.entries()).toMatchObject([{ way: 'made' }, { way: 'memory', startedMs: 3, endedMs: 3 }]);
});

it('forgets when a chunk was wanted that left the queue without a load', async () => {
  const { clock, states, log, load } = world();
  states.set('0,1', 'queued');
  log.changed(key(1));
  states.set('0,1', 'idle');
  log.changed(key(1));
  clock.nowMs = 9;
  await load(1, () => Promise.resolve(chunk));
  expect(log.entries()[0]).toMatchObject({ wantedMs: 9 });
});

it('counts as waiting what is held up between its start and its read', async () => {
  const { clock, states, log, load } = world();
  states.set('0,1', 'loading');
  log.changed(key(1));
  clock.nowMs = 6000;
  await load(1, () => Promise.resolve(chunk));
  expect(log.entries()[0]).toMatchObject({ wantedMs: 0, startedMs: 6000 });
});

it('remembers no more than its capacity, the last ones in order', async () => {
  const { log, load } = world(3);
  for (const x of [1, 2, 3, 4, 5]) await load(x, () => Promise.resolve(chunk));
  expect(log.entries().map(({ number }) => number)).toEqual([2, 3, 4]);
  expect(log.dropped).toBe(2);
});

it('knows of each chunk the load that brought it last, as long as that is remembered', async () => {
  const { log, load } = world(3);
  await load(1, () => Promise.resolve(chunk));
  await load(1, () => Promise.resolve(undefined));
  await load(1, () => Promise.reject(new AppError('network', 'No answer.'))).catch(() => undefined);
  expect(log.lastArrival(key(1))).toMatchObject({ number: 1, outcome: 'empty' });
  expect(log.lastArrival(key(2))).toBeUndefined();
  for (const x of [2, 3]) await load(x, () => Promise.resolve(chunk));
  expect(log.lastArrival(key(1))).toBeUndefined();
  expect(log.lastArrival(key(2))).toMatchObject({ number: 3 });
  log.clear();
  expect(log.lastArrival(key(2))).toBeUndefined();
});

it('stays empty of loads that began before it was cleared', async () => {
  const { log, load } = world();
  let arrive: (chunk: ChunkArray) => void = () => undefined;
  const coming = load(1, () => new Promise((resolve) => (arrive = resolve)));
  log.clear();
  await load(2, () => Promise.resolve(chunk));
  arrive(chunk);
  await coming;
  expect(log.entries()).toMatchObject([{ key: key(2), number: 0 }]);
});
