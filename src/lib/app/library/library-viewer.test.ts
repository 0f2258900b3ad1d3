import { expect, it } from 'vitest';
import { AppError } from '../../core';
import type { DownloadState, KeepUsage, KeptDataset } from '../../offline';
import { AppLibraryViewer, type LibraryEffects } from './library-viewer.svelte';

const usage: KeepUsage = { bytes: 5, pinnedBytes: 0, limitBytes: 100, isPersistent: false };
const download: DownloadState = {
  ...{ id: 'pin', dataset: 'a', name: 'a', state: 'running' },
  ...{ doneChunks: 0, totalChunks: 9, bytes: 0 },
};

function kept(id: string, viewedAtMs: number): KeptDataset {
  const amounts = { bytes: 5, pinnedBytes: 0, missingChunks: 0 };
  return { ...amounts, id, name: id, location: `https://data.test/${id}`, viewedAtMs, levels: [] };
}

/** A library over effects that note what they are told, and answer what the test puts into `world`. */
function library(effects: Partial<LibraryEffects> = {}) {
  const world = { datasets: [kept('old', 1), kept('new', 2)], told: [] as unknown[] };
  let tell: (downloads: readonly DownloadState[]) => void = () => undefined;
  const note =
    (name: string) =>
    (...given: unknown[]) => {
      world.told.push([name, ...given]);
      return Promise.resolve(name as never);
    };
  const viewer = new AppLibraryViewer(
    {
      list: () => Promise.resolve(world.datasets),
      usage: () => Promise.resolve(usage),
      watchDownloads: (next) => (tell = next),
      ...{ forget: note('forget'), keep: note('keep'), askToPersist: note('askToPersist') },
      datasetIdOf: (layerId: string) => layerId.slice('layer of '.length),
      ...effects,
    } as LibraryEffects,
    {
      urls: { createObjectURL: () => 'blob:', revokeObjectURL: () => undefined },
      show: note('show'),
      fail: (error) => void world.told.push(['fail', error.message]),
    },
  );
  return { viewer, world, tell: (downloads: readonly DownloadState[]) => tell(downloads) };
}

it('lists what was viewed last first, and says when it has read it', async () => {
  const { viewer } = library();
  expect(viewer.isRead).toBe(false);
  await viewer.refresh();
  expect(viewer.isRead).toBe(true);
  expect(viewer.datasets.map(({ id }) => id)).toEqual(['new', 'old']);
  expect(viewer.usage).toEqual(usage);
});

it('opens a dataset with the view that was last seen', async () => {
  const { viewer, world } = library();
  world.datasets = [{ ...kept('a', 1), view: '#view' }];
  await viewer.refresh();
  await viewer.open('a');
  expect(world.told).toEqual([['show', 'https://data.test/a', '#view']]);
});

it('finds what is kept of the dataset that a layer shows', async () => {
  const { viewer } = library();
  await viewer.refresh();
  expect(viewer.datasetOf('layer of old')?.id).toBe('old');
  expect(viewer.datasetOf('layer of another')).toBeUndefined();
});

it('reads the list anew after a command', async () => {
  const { viewer, world } = library();
  await viewer.refresh();
  world.datasets = [kept('new', 2)];
  await viewer.forget('old');
  expect(world.told).toEqual([['forget', 'old']]);
  expect(viewer.datasets.map(({ id }) => id)).toEqual(['new']);
});

it('says what failed, and does not reject', async () => {
  const failure = new AppError('network', 'No.');
  const { viewer, world } = library({ forget: () => Promise.reject(failure) });
  await viewer.forget('old');
  expect(world.told).toEqual([['fail', 'No.']]);
});

it('answers with what was read last, whatever comes later', async () => {
  const answers: ((datasets: KeptDataset[]) => void)[] = [];
  const { viewer } = library({ list: () => new Promise((resolve) => answers.push(resolve)) });
  const [first, second] = [viewer.refresh(), viewer.refresh()];
  answers[1]?.([kept('second', 1)]);
  await second;
  answers[0]?.([kept('first', 1)]);
  await first;
  expect(viewer.datasets.map(({ id }) => id)).toEqual(['second']);
});

it('asks the browser to keep its hands off once something is kept on purpose', async () => {
  const { viewer, world } = library();
  await viewer.refresh();
  const choice = { finestLevel: 1, ranges: [] };
  expect(await viewer.keep('layer', choice)).toBe('keep');
  expect(world.told).toEqual([['askToPersist'], ['keep', 'layer', choice]]);
});

it('reads the list anew when a download turns, not for each of its steps', async () => {
  let readings = 0;
  const { tell } = library({ list: () => Promise.resolve((readings++, [])) });
  tell([download]);
  tell([{ ...download, doneChunks: 1 }]);
  tell([{ ...download, doneChunks: 2 }]);
  expect(readings).toBe(1);
  tell([{ ...download, doneChunks: 9, state: 'verifying' }]);
  expect(readings).toBe(2);
});
