import { describe, expect, it } from 'vitest';
import { decodeLink, encodeLink, type ViewState } from '../../share';
import { WorkerAccess } from '../access/worker-access';
import { Disclosed } from './disclosed';

const page = 'https://view.example/';
const location = 'https://data.example/a.zarr?version=3&sig=secret&scene=a%20b';
const state: ViewState = {
  ...{ sources: [location], mode: '2d', axes: ['y', 'x'], center: { y: 1, x: 2 }, zoom: 1 },
  ...{ rotation: [0, 0, 0, 1], perspective: 0, position: {}, layers: [] },
};

describe('what links tell of a location', () => {
  it('is no parameter that nobody confirmed', () => {
    expect(encodeLink(page, state, new Disclosed(new WorkerAccess()))).not.toMatch(/version|secret/);
  });

  it('is what was confirmed, of this location alone, until it is taken back', async () => {
    const disclosed = new Disclosed(new WorkerAccess());
    disclosed.keep(location, 'version', true);
    const link = await decodeLink(encodeLink(page, state, disclosed));
    expect(link).toMatchObject({
      sources: ['https://data.example/a.zarr?version=3'],
      ...{ withheld: [0], kept: [0] },
    });
    const other = { ...state, sources: ['https://data.example/b.zarr?version=3'] };
    expect(encodeLink(page, other, disclosed)).not.toContain('version');
    disclosed.keep(location, 'version', false);
    expect(encodeLink(page, state, disclosed)).not.toContain('version');
  });

  it('is told again by whoever opened such a link', async () => {
    const [first, second] = [new Disclosed(new WorkerAccess()), new Disclosed(new WorkerAccess())];
    for (const name of ['version', 'scene']) first.keep(location, name, true);
    const link = await decodeLink(encodeLink(page, state, first));
    second.follow(link);
    const again = await decodeLink(encodeLink(page, { ...state, sources: [...link.sources] }, second));
    expect(again).toMatchObject({
      sources: ['https://data.example/a.zarr?version=3&scene=a%20b'],
      ...{ withheld: [], kept: [0] },
    });
  });

  it('stays untold when it was taken back, though the browser goes back to where it was told', async () => {
    const disclosed = new Disclosed(new WorkerAccess());
    const open = 'https://data.example/a.zarr?version=3&scene=2';
    for (const name of ['version', 'scene']) disclosed.keep(open, name, true);
    const link = await decodeLink(encodeLink(page, { ...state, sources: [open] }, disclosed));
    disclosed.keep(open, 'version', false);
    disclosed.follow(link);
    expect(['version', 'scene'].map((name) => disclosed.keeps(open, name))).toEqual([false, true]);
  });

  it('is never a parameter whose name says that it is a key', async () => {
    const disclosed = new Disclosed(new WorkerAccess());
    disclosed.keep(location, 'sig', true);
    disclosed.follow(await decodeLink(`${page}?source=${encodeURIComponent(location)}&kept=0`));
    expect(encodeLink(page, state, disclosed)).not.toContain('secret');
  });

  it('is that it takes a key, where a header goes with its requests', async () => {
    const access = new WorkerAccess();
    access.reachOf = (text) => new URL(text);
    const disclosed = new Disclosed(access);
    const sources = ['https://data.example/a.zarr', 'https://other.example/a.zarr'];
    const withheld = async () =>
      (await decodeLink(encodeLink(page, { ...state, sources }, disclosed))).withheld;
    expect(await withheld()).toEqual([]);
    const grant = { headers: [['X-Key', 'abc']] as const, query: '', mayKeep: false };
    access.set([{ origin: 'https://data.example', path: '/a.zarr/', ...grant }]);
    expect(await withheld()).toEqual([0]);
    expect(sources.filter((source) => disclosed.isWithheld(source))).toEqual([sources[0]]);
  });
});
