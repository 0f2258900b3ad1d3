import { expect, it } from 'vitest';
import type { Command } from '../command';
import { paletteEntries, stepped, withRecent } from './palette-entries';

const command = (id: string, label: string): Command => ({ id, label, group: 'page', run: () => undefined });
const commands = [command('a', 'Zoom in'), command('b', 'Zoom out'), command('c', 'Undo')];
const labels = (query: string, recent: readonly string[] = []) =>
  paletteEntries(commands, { query, recent }).map(({ label }) => label);

it('offers all, those used last first', () => {
  expect(labels('', ['c', 'gone', 'b'])).toEqual(['Undo', 'Zoom out', 'Zoom in']);
});

it('offers what answers to the words typed, also by its group', () => {
  expect(labels('zoom o', ['a']), 'best first').toEqual(['Zoom out', 'Zoom in']);
  expect(labels('zoom out')).toEqual(['Zoom out']);
  expect(labels('page undo')).toEqual(['Undo']);
  expect(labels('nowhere')).toEqual([]);
});

it('remembers a few commands, each once, newest first', () => {
  const recent = ['a', 'b', 'c', 'd', 'e', 'f', 'a', 'g'].reduce<string[]>(withRecent, []);
  expect(recent).toEqual(['g', 'a', 'f', 'e', 'd', 'c']);
});

it('steps through the list by arrows, which go round, and by pages, which do not', () => {
  const keys = ['ArrowDown', 'ArrowUp', 'PageDown', 'PageUp', 'Enter'];
  expect(keys.map((key) => stepped(0, key, 10))).toEqual([1, 9, 8, 0, undefined]);
  expect(keys.map((key) => stepped(9, key, 10))).toEqual([0, 8, 9, 1, undefined]);
  expect(stepped(-1, 'ArrowDown', 0)).toBeUndefined();
});
