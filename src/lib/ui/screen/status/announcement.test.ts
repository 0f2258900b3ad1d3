import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { announcementDelay, APART_MS, AT_LEAST_EVERY_MS, QUIET_MS } from './announcement';

/** Says words that change at the times given, and returns when each announcement was made and which change it told of. */
function announce(changesMs: readonly number[]): { readonly atMs: number; readonly change: number }[] {
  const said: { atMs: number; change: number }[] = [];
  let unsaidMs: number | undefined;
  changesMs.forEach((nowMs, change) => {
    unsaidMs ??= nowMs;
    const saidMs = said.at(-1)?.atMs ?? -Infinity;
    const atMs = nowMs + announcementDelay({ nowMs, saidMs, unsaidMs });
    if (atMs > (changesMs[change + 1] ?? Infinity)) return;
    said.push({ atMs, change });
    unsaidMs = undefined;
  });
  return said;
}

describe('announcements', () => {
  it('are made once what is said has stood for a while', () => {
    expect(announce([0, 100, 200])).toEqual([{ atMs: 200 + QUIET_MS, change: 2 }]);
  });

  it('go on while words never stop changing', () => {
    const changes = Array.from({ length: 100 }, (_, i) => i * 100);
    const said = announce(changes);
    expect(said.length).toBeGreaterThan(2);
    expect(said[0]?.atMs).toBeLessThanOrEqual(AT_LEAST_EVERY_MS + 100);
  });

  it('always end with the last words, never more than one a second', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 2500 }), { minLength: 1, maxLength: 60 }), (gaps) => {
        let timeMs = 0;
        const changes = gaps.map((gap) => (timeMs += gap));
        const said = announce(changes);
        expect(said.at(-1)?.change).toBe(changes.length - 1);
        said.forEach(({ atMs }, i) => {
          const before = said[i - 1]?.atMs;
          if (before !== undefined) expect(atMs - before).toBeGreaterThanOrEqual(APART_MS);
        });
      }),
    );
  });
});
