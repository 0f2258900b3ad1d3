import { expect, it } from 'vitest';
import type { Session } from '../session/session';
import type { Cell } from './cells/cell';
import { noNotes } from './cells/scene-cells';
import { countWays, ShownCells } from './shown-cells';

const cell = (more: Partial<Cell> = {}): Cell => ({ layer: 'a', level: 0, state: 'exact', ...more });
const came = (way: 'network' | 'memory') => ({ way, isMixed: false, tookMs: 1, atMs: 1, number: 0 });

it('counts by which way cells came that are drawn, those of which it is not known last', () => {
  const cells = [
    cell(),
    cell({ arrival: came('memory') }),
    cell({ arrival: came('network'), state: 'coarser' }),
    cell({ arrival: came('network') }),
    cell({ state: 'loading' }),
  ];
  expect(countWays(cells)).toEqual([{ way: 'network', cells: 2 }, { way: 'memory', cells: 1 }, { cells: 1 }]);
});

it('gives the same marks for the same view of a volume, whose camera is put together for each frame, and others once it turns', () => {
  let zoom = 1;
  const session = {
    scene: {
      ...{ mode: '3d', layers: [], panes: () => new Map() },
      get camera3D() {
        return { center: [0, 0, 0], zoom, rotation: [0, 0, 0, 1], perspective: 0 };
      },
    },
    engine: {},
    store: { version: 1 },
  } as unknown as Session;
  const shown = new ShownCells(session, () => undefined);
  const knowledge = { notes: noNotes, facts: [], outlined: 'all' } as const;
  const first = shown.marks(knowledge);
  expect(shown.marks(knowledge)).toBe(first);
  zoom = 2;
  expect(shown.marks(knowledge)).not.toBe(first);
});
