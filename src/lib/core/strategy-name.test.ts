import { expect, it } from 'vitest';
import { strategyName } from './strategy-name';

it('is the same for the same changes, in whatever order, here and in every version', () => {
  expect(strategyName('one-level', {})).toBe('one-level');
  const name = strategyName('one-level', { stillMs: 90, standIns: false });
  expect(strategyName('one-level', { standIns: false, stillMs: 90 })).toBe(name);
  // Reports and links that were saved have these names.
  expect(name).toBe('one-level-a9978b');
  expect(strategyName('progressive', { stillMs: 90 })).toBe('progressive-e775ab');
});

it('tells apart what differs in a name, a value or the preset', () => {
  const values = Array.from({ length: 1000 }, (_, at) => at);
  const names = values.flatMap((value) =>
    ['stillMs', 'idleMiB'].map((constant) => strategyName('progressive', { [constant]: value })),
  );
  expect(new Set(names).size).toBe(2000);
  expect(names.every((name) => /^progressive-[0-9a-f]{6}$/.test(name))).toBe(true);
  expect(strategyName('one-level', { stillMs: 1 })).not.toBe(strategyName('progressive', { stillMs: 1 }));
});
