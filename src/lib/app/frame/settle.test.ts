import { describe, expect, it } from 'vitest';
import { settle } from './settle';

function options(pending: string[][], timeoutMs = 100) {
  let frame = 0;
  return {
    pending: () => pending[Math.min(frame, pending.length - 1)] ?? [],
    failures: () => ['http a/0/0.0'],
    nextFrame: () => {
      frame++;
      return Promise.resolve();
    },
    now: () => frame * 16,
    timeoutMs,
  };
}

describe('settle', () => {
  it('waits two frames even when nothing is pending yet', async () => {
    expect((await settle(options([[]]))).ms).toBe(32);
  });

  it('waits until nothing is pending and reports what failed', async () => {
    expect(await settle(options([['x'], ['x'], ['x'], ['x'], []]))).toEqual({
      ms: 64,
      failures: ['http a/0/0.0'],
    });
  });

  it('says what is pending when it takes too long', async () => {
    await expect(settle(options([['3 chunks']]))).rejects.toThrow('Pending: 3 chunks.');
  });
});
