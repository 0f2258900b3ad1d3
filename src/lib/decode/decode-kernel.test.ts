import { expect, it } from 'vitest';
import { fileOrigin, memoryFetch } from '../../../tests/foreign-data';
import type { DecodeReply } from '../core';
import { DecodeKernel } from './decode-kernel';

const open = { type: 'open', id: 1, location: fileOrigin, pageUrl: fileOrigin } as const;

/** A kernel over an empty store whose lock the test gives. */
function makeKernel() {
  const requests: string[] = [];
  const replies: DecodeReply[] = [];
  let giveLock = (): void => undefined;
  let wake = (): void => undefined;
  const kernel = new DecodeKernel({
    fetch: memoryFetch({}, requests),
    random: () => 0,
    delay: () => Promise.resolve(),
    post: (reply) => {
      replies.push(reply);
      wake();
    },
    protocol: () => '',
    holdLock: () => new Promise((resolve) => (giveLock = resolve)),
  });
  const replied = (count: number): Promise<void> =>
    new Promise((resolve) => {
      wake = () => {
        if (replies.length >= count) resolve();
      };
      wake();
    });
  return { kernel, requests, replies, replied, giveLock: () => giveLock() };
}

it('begins nothing before the page would notice its death', async () => {
  const { kernel, requests, replies, replied, giveLock } = makeKernel();
  kernel.handle({ type: 'hold-lock', id: -1, name: 'a' });
  kernel.handle(open);
  await Promise.resolve();
  expect(requests).toEqual([]);
  giveLock();
  await replied(2);
  expect(replies.map(({ id }) => id)).toEqual([-1, 1]);
  expect(requests).not.toEqual([]);
});

it('takes back what it has not begun', async () => {
  const { kernel, requests, replies, replied, giveLock } = makeKernel();
  kernel.handle({ type: 'hold-lock', id: -1, name: 'a' });
  kernel.handle(open);
  kernel.handle({ type: 'abort', id: 1 });
  giveLock();
  await replied(2);
  expect(replies.at(-1)).toMatchObject({ id: 1, error: { aborted: true } });
  expect(requests).toEqual([]);
});
