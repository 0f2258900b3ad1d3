import { expect, it } from 'vitest';
import type { Arrival } from '../cells/arrival';
import { cellFacts, usualFacts, type CellFact } from '../cells/cell-fact';
import { cellLabels } from './cell-labels';

const arrival: Arrival = { way: 'network', isMixed: false, tookMs: 38.4, atMs: 60, number: 7 };
const ranks = new Map([[7, 12]]);
const texts = (cell: Parameters<typeof cellLabels>[0], facts: readonly CellFact[]) =>
  cellLabels(cell, { facts, ranks }).map(({ text, way }) => (way ? `${way}: ${text}` : text));

it('tells of a cell what is chosen, then less and less of it', () => {
  expect(texts({ level: 2, state: 'exact', arrival }, cellFacts)).toEqual([
    'network: L2 · Network · 38 ms · #12',
    'network: L2 · Network · 38 ms',
    'network: L2 · Network',
    'network: L2',
    'network: L2',
    'network: ',
  ]);
  expect(texts({ level: 3, state: 'coarser', arrival }, ['level', 'state', 'order'])).toEqual([
    'L3 coarser stands in · #12',
    'L3 coarser stands in',
    'L3',
  ]);
});

it('says that chunks of a tile came by several ways', () => {
  const mixed: Arrival = { ...arrival, way: 'memory', isMixed: true };
  expect(texts({ level: 0, state: 'exact', arrival: mixed }, ['source'])[0]).toBe(
    'memory: Memory and others',
  );
});

it('tells nothing of how a cell came where that is not known, and no state but one that was asked for', () => {
  expect(texts({ level: 1, state: 'loading' }, usualFacts)).toEqual(['L1 loading', 'L1']);
  expect(texts({ level: 1, state: 'loading' }, ['level'])[0]).toBe('L1');
  expect(texts({ level: 1, state: 'exact' }, ['state'])).toEqual(['as wanted']);
  expect(texts({ level: 1, state: 'exact', arrival }, [])).toEqual([]);
});

it('tells first what the self-check found', () => {
  const flag = { text: 'late' };
  expect(texts({ level: 1, state: 'exact', flag }, usualFacts)).toEqual(['late', 'L1', 'L1']);
});
