import { expect, it } from 'vitest';
import type { Session } from '../../session/session';
import { outlinedLayers } from './scene-cells';

it('outlines all layers that are switched on, or those of them that were asked to be', () => {
  const layer = (id: string, outlines: boolean, visible = true) => ({ id, look: { outlines, visible } });
  const layers = [layer('plain', false), layer('outlined', true), layer('hidden', true, false)];
  const session = { scene: { layers } } as unknown as Session;
  const ids = (which: 'all' | 'some') => outlinedLayers(session, which).map(({ id }) => id);
  expect([ids('all'), ids('some')]).toEqual([['plain', 'outlined'], ['outlined']]);
});
