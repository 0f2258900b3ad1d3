import { expect, it } from 'vitest';
import { projectedDType } from './projection-mode';

it('keeps the type of extremes, and makes sums and means floats that hold them', () => {
  expect(projectedDType('uint64', 'max', 9)).toBe('uint64');
  expect(projectedDType('uint16', 'mean', 9)).toBe('float32');
  expect(projectedDType('int32', 'mean', 9)).toBe('float64');
  expect(projectedDType('uint8', 'sum', 65_793)).toBe('float32');
  expect(projectedDType('uint8', 'sum', 65_794)).toBe('float64');
  expect(projectedDType('float16', 'sum', 2)).toBe('float32');
});
