import { describe, expect, it } from 'vitest';
import { MemoryBudget } from '../../chunks';
import { AppError, type Collection, type ImageList, type Plate } from '../../core';
import { AppCollectionBrowser, type BrowserPage } from './collection-browser.svelte';
import { thumbnailOf } from './thumbnail/thumbnail.fixture';

const plate: Plate = {
  ...{
    kind: 'plate',
    name: 'p',
    format: 3,
    warnings: ['of the plate'],
    acquisitions: [{ id: 0 }, { id: 1 }],
  },
  ...{ rows: ['A', 'B'], columns: ['1', '2'] },
  wells: [
    { path: 'A/1', row: 0, column: 0 },
    { path: 'B/2', row: 1, column: 1 },
    { path: 'A/2', row: 0, column: 1 },
  ],
};
const [single, several, broken] = plate.wells as [Plate['wells'][0], Plate['wells'][0], Plate['wells'][0]];

function well(...acquisitions: number[]): ImageList {
  const images = acquisitions.map((acquisition, at) => ({ path: String(at), acquisition }));
  return { kind: 'well', format: 3, warnings: ['of the well'], images };
}

/** A page on which everything opens but the path 'bad'. */
function setUp(collection: Collection = plate) {
  const opened: string[] = [];
  const told: string[] = [];
  const read: string[] = [];
  const later: (() => void)[] = [];
  const wells: Record<string, Collection> = { 'A/1': well(0), 'B/2': well(0, 1, 1) };
  const page: BrowserPage = {
    budget: new MemoryBudget({ limitBytes: 10_000, gpuBytes: 0 }),
    readWell: (path) => {
      read.push(path);
      const found = wells[path];
      return found
        ? Promise.resolve(found)
        : Promise.reject(new AppError('network', `No answer at ${path}.`));
    },
    loadThumbnail: (path) => (told.push(`picture ${path}`), Promise.resolve(thumbnailOf([1, 2, 3, 4]))),
    openImage: (path, { add, name }) => {
      if (!path.endsWith('bad')) opened.push(`${add ? '+' : ''}${path} as ${name}`);
      return Promise.resolve(!path.endsWith('bad'));
    },
    useContrast: (path) => void told.push(`contrast ${path}`),
    hasLayers: () => true,
    later: (_, run) => void later.push(run),
    onOpen: () => void told.push('opened'),
    onClose: () => void told.push('closed'),
  };
  const browser = new AppCollectionBrowser(collection, { location: 'x', name: 'p' }, page);
  const settle = () => new Promise((resolve) => setTimeout(resolve));
  return { browser, opened, told, read, later, settle };
}

describe('a plate that is looked through', () => {
  it('opens the only field of a well at once, called as the well, in the contrast of the plate', async () => {
    const { browser, opened, told } = setUp();
    expect(await browser.openWell(single)).toBe(true);
    expect([opened, told, browser.well]).toEqual([['A/1/0 as A1'], ['contrast A/1/0'], undefined]);
  });

  it('lists the fields of a well that has several, any of which opens, and goes back to the plate', async () => {
    const { browser, opened } = setUp();
    expect(await browser.openWell(several)).toBe(false);
    expect([browser.list?.images.length, browser.warnings]).toEqual([3, ['of the well']]);
    expect(await browser.openImages(['2', '0'], { add: true })).toBe(true);
    expect(opened).toEqual(['+B/2/2 as B2 · 3', '+B/2/0 as B2 · 1']);
    browser.leaveWell();
    expect([browser.list, browser.warnings]).toEqual([undefined, ['of the plate']]);
  });

  it('opens the only field of the acquisition that is chosen', async () => {
    const { browser, opened } = setUp();
    browser.setAcquisition(0);
    expect(await browser.openWell(several)).toBe(true);
    expect(opened).toEqual(['B/2/0 as B2']);
  });

  it('reads a well once, but one that failed again', async () => {
    const { browser, read } = setUp();
    for (const each of [several, several, broken, broken]) await browser.openWell(each);
    expect(read).toEqual(['B/2', 'A/2', 'A/2']);
    expect(browser.failure?.message).toBe('No answer at A/2.');
  });

  it('shows the first field of each well that is on the screen, and none where the acquisition has none', async () => {
    const { browser, told, settle } = setUp();
    browser.setAcquisition(1);
    browser.want([{ well: single }, { well: several }]);
    await settle();
    expect(told).toEqual(['picture B/2/1']);
    const [none, shown] = [single, several].map((each) => browser.pictureOf({ well: each }));
    expect([none, shown]).toMatchObject([
      { kind: 'failed', error: { detail: { reason: 'empty-well' } } },
      { kind: 'ready' },
    ]);
  });

  it('finds one contrast for all that came, and forgets what it holds when it is closed', async () => {
    const { browser, told, later, settle } = setUp();
    browser.begin();
    browser.want([{ well: single }, { well: several }]);
    await settle();
    expect(later).toHaveLength(1);
    later[0]?.();
    expect([...browser.look.contrast]).toEqual([[0, [1, 4]]]);
    expect(browser.channels).toEqual([{ index: 0, name: 'c0', color: '#ffffff', visible: true }]);
    browser.setVisible(0, false);
    expect([browser.look.hidden, browser.channels[0]?.visible]).toEqual([new Set([0]), false]);
    browser.close();
    expect(told.slice(-1)).toEqual(['closed']);
    expect(browser.pictureOf({ well: single })).toEqual({ kind: 'waiting' });
  });
});

describe('a list of series that is looked through', () => {
  const series: ImageList = {
    ...{ kind: 'series', format: 2, warnings: [] },
    images: [{ path: '0', name: 'label' }, { path: 'bad' }, { path: '2' }],
  };

  it('opens several over one another, called by their names or numbers, without those that fail', async () => {
    const { browser, opened, told } = setUp(series);
    expect(await browser.openImages(['bad', '0', '2'])).toBe(true);
    expect(opened).toEqual(['0 as label', '+2 as p · 3']);
    expect(told, 'series have nothing in common').toEqual([]);
    expect(await browser.openImages(['bad'])).toBe(false);
  });
});
