import { describe, expect, it } from 'vitest';
import { UpdateCheck } from './update-check';

/** A check that counts, on a clock that the test sets, in minutes. */
function makeCheck(answer: () => Promise<void> = () => Promise.resolve()) {
  const state = { minutes: 0, asked: 0 };
  const check = new UpdateCheck({
    nowMs: () => state.minutes * 60_000,
    check: () => {
      state.asked++;
      return answer();
    },
  });
  const seenAt = async (minutes: number) => {
    state.minutes = minutes;
    await check.seen();
    return state.asked;
  };
  return { seenAt };
}

describe('a page that comes into sight', () => {
  it('asks for a newer version at most once an hour', async () => {
    const { seenAt } = makeCheck();
    expect(await seenAt(59)).toBe(0);
    expect(await seenAt(60)).toBe(1);
    expect(await seenAt(119)).toBe(1);
    expect(await seenAt(500)).toBe(2);
  });

  it('goes on when the server is out of reach, and asks again an hour later', async () => {
    const { seenAt } = makeCheck(() => Promise.reject(new TypeError('Failed to update')));
    expect(await seenAt(60)).toBe(1);
    expect(await seenAt(61)).toBe(1);
    expect(await seenAt(120)).toBe(2);
  });

  it('asks though the clock was set back', async () => {
    const { seenAt } = makeCheck();
    expect(await seenAt(-1_000_000)).toBe(1);
  });
});
