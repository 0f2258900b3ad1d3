import { expect, it } from 'vitest';
import type { Cell } from './cells/cell';
import { countWays } from './shown-cells';

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
