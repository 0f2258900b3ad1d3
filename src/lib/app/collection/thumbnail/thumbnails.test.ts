import { describe, expect, it } from 'vitest';
import { MemoryBudget } from '../../../chunks';
import { AppError } from '../../../core';
import type { Thumbnail } from './thumbnail';
import { thumbnailOf } from './thumbnail.fixture';
import { Thumbnails } from './thumbnails';

/** Thumbnails of 16 bytes whose loads the test ends by hand. */
function setUp({ maxBytes = 1000, limitBytes = 10_000 } = {}) {
  const budget = new MemoryBudget({ limitBytes, gpuBytes: 0 });
  const started: string[] = [];
  const aborted: string[] = [];
  const ends = new Map<string, { done: (thumbnail: Thumbnail) => void; fail: (error: unknown) => void }>();
  const thumbnails = new Thumbnails({
    ...{ budget, maxBytes, atOnce: 2, onChange: () => undefined },
    load: (key, signal) => {
      started.push(key);
      return new Promise((done, fail) => {
        ends.set(key, { done, fail });
        signal.addEventListener('abort', () => {
          aborted.push(key);
          fail(new DOMException('', 'AbortError'));
        });
      });
    },
  });
  const settle = () => new Promise((resolve) => setTimeout(resolve));
  const come = async (...keys: string[]) => {
    for (const key of keys) {
      ends.get(key)?.done(thumbnailOf([1, 2, 3, 4]));
      await settle();
    }
  };
  const kinds = (...keys: string[]) => keys.map((key) => thumbnails.stateOf(key).kind);
  return { thumbnails, budget, started, aborted, ends, come, kinds, settle };
}

describe('thumbnails', () => {
  it('are loaded a few at a time, the most urgent first', async () => {
    const { thumbnails, started, come, kinds } = setUp();
    thumbnails.want(['a', 'b', 'c']);
    expect([started, kinds('a', 'b', 'c')]).toEqual([
      ['a', 'b'],
      ['loading', 'loading', 'waiting'],
    ]);
    await come('b');
    expect([started, kinds('a', 'b', 'c')]).toEqual([
      ['a', 'b', 'c'],
      ['loading', 'ready', 'loading'],
    ]);
  });

  it('are no longer loaded once they are off the screen, and what is on it starts at once', async () => {
    const { thumbnails, started, aborted, come, kinds } = setUp();
    thumbnails.want(['a', 'b', 'c']);
    thumbnails.want(['b', 'd']);
    expect([started, aborted]).toEqual([['a', 'b', 'd'], ['a']]);
    await come('b', 'd');
    expect(kinds('a', 'b', 'c', 'd')).toEqual(['waiting', 'ready', 'waiting', 'ready']);
    expect(started).toHaveLength(3);
  });

  it('that came are not loaded again', async () => {
    const { thumbnails, started, come } = setUp();
    thumbnails.want(['a']);
    await come('a');
    thumbnails.want([]);
    thumbnails.want(['a']);
    expect(started).toEqual(['a']);
  });

  it('are reserved, and those seen last stay within what they may take', async () => {
    const { thumbnails, budget, come, kinds } = setUp({ maxBytes: 32 });
    for (const key of ['a', 'b', 'c']) {
      thumbnails.want([key]);
      await come(key);
    }
    expect(kinds('a', 'b', 'c')).toEqual(['waiting', 'ready', 'ready']);
    expect(budget.bytes).toBe(32);
    thumbnails.close();
    expect(budget.bytes).toBe(0);
  });

  it('that find no room are not tried again and again', async () => {
    const { thumbnails, started, come, kinds } = setUp({ limitBytes: 40 });
    thumbnails.want(['a', 'b']);
    await come('a', 'b');
    expect([started, kinds('a', 'b')]).toEqual([
      ['a', 'b'],
      ['ready', 'waiting'],
    ]);
  });

  it('that fail take no other with them, and can be tried again', async () => {
    const { thumbnails, started, ends, come, kinds, settle } = setUp();
    thumbnails.want(['a', 'b', 'c']);
    ends.get('a')?.fail(new AppError('not-found', 'It is not there.'));
    await settle();
    await come('b', 'c');
    expect(kinds('a', 'b', 'c')).toEqual(['failed', 'ready', 'ready']);
    thumbnails.retry();
    expect(started).toEqual(['a', 'b', 'c', 'a']);
  });
});
