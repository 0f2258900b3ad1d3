import { expect, it } from 'vitest';
import { WriteBehind, writeKey, type WriteJob } from './write-behind';

function jobOf(path: string, { level = 0, size = 10, dataset = 'd' } = {}): WriteJob {
  return { dataset, generation: 1, path, level, bytes: new Uint8Array(size), version: {} };
}

/** A queue whose writes end when the test says so. */
function queueOf(maxBytes = 100) {
  const written: string[] = [];
  const open: (() => void)[] = [];
  const write = ({ path, bytes }: WriteJob): Promise<void> => {
    written.push(`${path}:${bytes.length}`);
    return new Promise((resolve) => open.push(resolve));
  };
  const queue = new WriteBehind({ write, maxBytes, pause: () => Promise.resolve() });
  const next = async (): Promise<void> => {
    open.shift()?.();
    await settle();
  };
  return { queue, written, next };
}

async function settle(): Promise<void> {
  for (let i = 0; i < 10; i++) await Promise.resolve();
}

it('writes one at a time, in the order in which they came', async () => {
  const { queue, written, next } = queueOf();
  for (const path of ['a', 'b', 'c']) queue.enqueue(jobOf(path));
  await settle();
  expect(written).toEqual(['a:10']);
  await next();
  expect(written).toEqual(['a:10', 'b:10']);
});

it('writes only the last of what comes under one name', async () => {
  const { queue, written, next } = queueOf();
  queue.enqueue(jobOf('a'));
  queue.enqueue(jobOf('b'));
  queue.enqueue(jobOf('a', { size: 20 }));
  await settle();
  await next();
  expect(written).toEqual(['b:10', 'a:20']);
  expect(queue.bytes).toBe(0);
});

it('drops the finest first when more waits than may', () => {
  const { queue } = queueOf(30);
  queue.enqueue(jobOf('fine', { level: 0 }));
  queue.enqueue(jobOf('coarse', { level: 2 }));
  queue.enqueue(jobOf('middle', { level: 1 }));
  queue.enqueue(jobOf('document', { level: 255 }));
  expect([queue.bytes, queue.dropped]).toEqual([30, 1]);
});

it('does not let what never fits push out what waits', async () => {
  const { queue, written, next } = queueOf(30);
  queue.enqueue(jobOf('a'));
  queue.enqueue(jobOf('huge', { level: 5, size: 31 }));
  queue.enqueue(jobOf('b'));
  await settle();
  await next();
  expect(written).toEqual(['a:10', 'b:10']);
  expect(queue.dropped).toBe(1);
});

it('is idle once all is written, and not before', async () => {
  const { queue, next } = queueOf();
  queue.enqueue(jobOf('a'));
  queue.enqueue(jobOf('b'));
  let isIdle = false;
  void queue.idle().then(() => (isIdle = true));
  await settle();
  await next();
  expect(isIdle).toBe(false);
  await next();
  expect(isIdle).toBe(true);
});

it('writes what someone waits for before the rest, and makes them wait no longer', async () => {
  const { queue, written, next } = queueOf();
  for (const path of ['a', 'b', 'c', 'd']) queue.enqueue(jobOf(path));
  await settle();
  let isWritten = false;
  const keys = new Set([writeKey(jobOf('d')), writeKey(jobOf('none'))]);
  void queue.written(keys).then(() => (isWritten = true));
  await settle();
  await next();
  expect([written, isWritten]).toEqual([['a:10', 'd:10'], false]);
  await next();
  expect([written, isWritten]).toEqual([['a:10', 'd:10', 'b:10'], true]);
});

it('waits for nothing where nothing is to be written', async () => {
  const { queue } = queueOf();
  queue.enqueue(jobOf('a'));
  await queue.written(new Set([writeKey(jobOf('b'))]));
});

it('no longer makes wait for what it was told to forget', async () => {
  const { queue, written, next } = queueOf();
  queue.enqueue(jobOf('a', { dataset: 'other' }));
  queue.enqueue(jobOf('b'));
  const waiting = queue.written(new Set([writeKey(jobOf('b'))]));
  queue.forget('d');
  await settle();
  await next();
  await waiting;
  expect(written).toEqual(['a:10']);
});

it('writes again after it was idle', async () => {
  const { queue, written, next } = queueOf();
  queue.enqueue(jobOf('a'));
  await settle();
  await next();
  queue.enqueue(jobOf('b'));
  await settle();
  expect(written).toEqual(['a:10', 'b:10']);
});
