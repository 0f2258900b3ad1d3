import { describe, expect, it } from 'vitest';
import type { KeepTrouble } from '../../../app';
import { canKeep, persistText, troubleText } from './storage-text';

const all: readonly KeepTrouble[] = [
  ...(['no-caches', 'no-database', 'blocked', 'newer-version', 'storage-full', 'broken'] as const),
];

describe('troubles', () => {
  it.each(all)('says in whole sentences what %s means', (trouble) => {
    const { title, sentence } = troubleText(trouble);
    expect(title).toMatch(/^[A-Z].*[^.]$/);
    expect(sentence).toMatch(/^[A-Z].*\.$/);
  });

  it('leave a full device to be emptied, and the rest to another day', () => {
    const usage = { bytes: 0, pinnedBytes: 0, limitBytes: 1 };
    expect(all.filter((trouble) => canKeep({ ...usage, trouble }))).toEqual(['storage-full']);
    expect(canKeep(usage)).toBe(true);
  });
});

describe('persistText', () => {
  it('tells three states apart', () => {
    expect(new Set([true, false, undefined].map(persistText)).size).toBe(3);
  });
});
