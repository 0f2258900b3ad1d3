import { afterEach, describe, expect, it, vi } from 'vitest';
import { AppError } from '../../core';
import type { ViewState } from '../../share';
import { WorkerAccess } from '../access/worker-access';
import { Disclosed } from './disclosed';
import { AppShareViewer, type SharePage } from './share-viewer.svelte';

const tooMuch = () => {
  throw new AppError('too-much-to-share', 'It is too large.');
};
const state = (...sources: string[]): ViewState => ({
  ...{ sources, mode: '2d', axes: ['y', 'x'], center: { y: 1, x: 2 }, zoom: 1 },
  ...{ rotation: [0, 0, 0, 1], perspective: 0, position: {}, layers: [] },
});

/** A page that notes what it shows, and what has failed. */
function page(more: Partial<SharePage> = {}) {
  const done: string[] = [];
  let turn = 0;
  const share = new AppShareViewer({
    link: () => 'https://view.example/',
    state: () => state('https://data.example/a.zarr?version=3&sig=1', 'gen:ramp'),
    disclosed: new Disclosed(new WorkerAccess()),
    changed: () => void done.push('changed'),
    name: () => 'a',
    show: ({ sources }) => Promise.resolve(void done.push(`show ${sources.join()}`)),
    isBlocked: () => false,
    ask: () => undefined,
    takeTurn: () => {
      const mine = ++turn;
      return () => mine === turn;
    },
    fail: ({ code }) => void done.push(code),
    ...more,
  });
  return { share, done };
}

afterEach(() => vi.unstubAllGlobals());

describe('what is shared', () => {
  it('is no link where there is too much for one, which is said', async () => {
    const writeText = vi.fn(() => Promise.resolve());
    vi.stubGlobal('navigator', { clipboard: { writeText } });
    const { share, done } = page({ link: tooMuch });
    expect(share.link()).toBeUndefined();
    expect(await share.copyLink()).toBe(false);
    expect([writeText.mock.calls.length, done]).toEqual([0, ['too-much-to-share']]);
    expect(await page().share.copyLink()).toBe(true);
    expect(writeText).toHaveBeenCalledWith('https://view.example/');
  });

  it('is no file where there is too much for one, which is said', () => {
    const many = Array.from({ length: 101 }, () => 'gen:ramp');
    const { share, done } = page({ state: () => state(...many) });
    expect([share.saveFile(), done]).toEqual([false, ['too-much-to-share']]);
  });

  it('has a parameter once it is confirmed as not secret, and the address follows', () => {
    const { share, done } = page();
    const [parameter, ...others] = share.parameters();
    expect([parameter, others]).toMatchObject([{ name: 'version', value: '3', isKept: false }, []]);
    if (parameter) share.keepParameter(parameter, true);
    expect([share.parameters()[0]?.isKept, done]).toEqual([true, ['changed']]);
    expect(share.withheldCount(), 'the other one stays out').toBe(1);
  });
});

describe('what is pasted', () => {
  it('is shown, unless something else was pasted while it was read', async () => {
    const { share, done } = page();
    const [first, second] = ['gen:first', 'gen:second'].map((source) =>
      share.openPasted({ kind: 'link', url: `https://view.example/?source=${source}` }),
    );
    await Promise.all([first, second]);
    expect(done).toEqual(['show gen:second']);
  });
});
