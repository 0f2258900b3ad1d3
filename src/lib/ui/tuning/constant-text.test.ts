import { expect, it } from 'vitest';
import { constantText } from './constant-text';

it('shows no more decimals than a value has, three at most', () => {
  expect([6, 0.1, 0.85, Math.SQRT2, 0].map(constantText)).toEqual(['6', '0.1', '0.85', '1.414', '0']);
  expect([true, false].map(constantText)).toEqual(['On', 'Off']);
});
