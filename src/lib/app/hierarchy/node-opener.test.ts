import { expect, it } from 'vitest';
import { AppError } from '../../core';
import type { Layer } from '../scene/layers/layer';
import type { Session } from '../session/session';
import type { OpenChoice } from './hierarchy-model';
import { openNodes } from './node-opener';

/** A session on which everything opens as one layer but what is called 'bad', and what came of opening. */
async function openedWith(locations: readonly string[], choice: OpenChoice) {
  const patches: Record<string, object> = {};
  const told: string[] = [];
  const layers: Layer[] = [
    { id: 'before', patch: () => told.push('before was changed') } as unknown as Layer,
  ];
  const session = {
    scene: { layers },
    open: ({ location }: { location: string }) => {
      if (location === 'bad') return Promise.reject(new AppError('not-found', 'Nothing is at bad.'));
      const patch = (look: object): void => void (patches[location] = { ...patches[location], ...look });
      const layer = { id: location, patch } as unknown as Layer;
      layers.push(layer);
      return Promise.resolve([layer]);
    },
    close: ({ id }: Layer) => told.push(`closed ${id}`),
    setMode: (mode: string) => told.push(mode),
    home: () => told.push('home'),
    engine: { changed: () => undefined },
  } as unknown as Session;
  const opened = await openNodes(
    locations.map((location) => ({ location })),
    choice,
    { session, fail: ({ code }, location) => told.push(`${code} ${location}`) },
  );
  return { ids: opened.map(({ id }) => id), patches, told };
}

it('what is opened with tile outlines is outlined, and nothing else', async () => {
  const { ids, patches, told } = await openedWith(['a', 'b'], { outlines: true });
  expect([ids, patches, told]).toEqual([['a', 'b'], { a: { outlines: true }, b: { outlines: true } }, []]);
});

it('nodes open by themselves, those that fail say so, and what was open goes only in exchange for another', async () => {
  const replaced = await openedWith(['bad', 'a'], { replaces: true, level: 1, mode: '3d' });
  expect(replaced.told).toEqual(['not-found bad', 'closed before', '3d', 'home']);
  expect([replaced.ids, replaced.patches]).toEqual([['a'], { a: { level: 1 } }]);
  expect((await openedWith(['bad'], { replaces: true })).told).toEqual(['not-found bad']);
});
