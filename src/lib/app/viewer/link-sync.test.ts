import { describe, expect, it } from 'vitest';
import type { AppError } from '../../core';
import type { ViewState } from '../../share';
import { LinkSync } from './link-sync';

const page = 'https://view.example/';
const view: ViewState = {
  ...{ sources: ['gen:ramp'], mode: '2d', axes: ['y', 'x'], center: { y: 1, x: 2 }, zoom: 1 },
  ...{ rotation: [0, 0, 0, 1], perspective: 0, position: {}, layers: [] },
};

/** An address whose browser allows only so many changes, and a clock that the test moves. */
function synced({ allowed = Infinity } = {}) {
  let ms = 0;
  let state: ViewState | undefined = view;
  let waiting: { at: number; run: () => void } | undefined;
  const tried: number[] = [];
  const failures: AppError[] = [];
  const address = { href: page, left: allowed };
  const change = (link: string): boolean => {
    tried.push(ms);
    if (address.left <= 0) return false;
    address.left--;
    address.href = link;
    return true;
  };
  const sync = new LinkSync({
    ...{ href: () => address.href, push: change, replace: change, onMove: () => undefined },
    now: () => ms,
    later: (afterMs, run) => {
      const mine = (waiting = { at: ms + afterMs, run });
      return () => {
        if (waiting === mine) waiting = undefined;
      };
    },
    state: () => state,
    ...{ isBusy: () => false, disclosed: {} },
    onLink: () => undefined,
    fail: (error) => void failures.push(error),
  });
  return {
    ...{ sync, address, tried, failures },
    show: (next: Partial<ViewState>) => {
      state = { ...view, ...next };
      sync.changed();
    },
    /** Lets time go by, and runs what comes due. */
    pass: (forMs: number) => {
      const end = ms + forMs;
      while (waiting && waiting.at <= end) {
        const { at, run } = waiting;
        [ms, waiting] = [at, undefined];
        run();
      }
      ms = end;
    },
  };
}

describe('the address of the page', () => {
  it('follows the view after a pause', () => {
    const { sync, address, show, pass } = synced();
    show({ zoom: 2 });
    pass(499);
    expect(address.href).toBe(page);
    pass(1);
    expect(address.href).toBe(sync.link());
  });

  it('says the last view in the end, when the browser refused to write it', () => {
    const { sync, address, tried, show, pass } = synced({ allowed: 0 });
    show({ zoom: 2 });
    pass(1000);
    show({ zoom: 3 });
    pass(9000);
    expect([tried, address.href], 'nothing is asked for again at once').toEqual([[500], page]);
    pass(500);
    expect(tried).toEqual([500, 10_500]);
    address.left = 1;
    pass(60_000);
    expect(tried).toEqual([500, 10_500, 20_500]);
    expect(address.href).toBe(sync.link());
  });

  it('stays as it was while the view is too much for a link, which is said once', () => {
    const { sync, address, failures, show, pass } = synced();
    const sources = Array.from({ length: 101 }, (_, at) => `gen:ramp?levels=${String(at)}`);
    show({});
    pass(500);
    const before = address.href;
    for (const zoom of [2, 3, 4]) {
      show({ sources, zoom });
      pass(500);
    }
    expect(address.href).toBe(before);
    expect(failures.map(({ code }) => code)).toEqual(['too-much-to-share']);
    show({ zoom: 5 });
    pass(500);
    expect(address.href).toBe(sync.link());
    show({ sources });
    pass(500);
    expect(failures).toHaveLength(2);
  });
});
