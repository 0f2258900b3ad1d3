import { describe, expect, it } from 'vitest';
import { shapeFrom } from './new-shape';

const middle = [400, 300] as const;

describe('a measurement that is begun at a place', () => {
  it.each([
    ['distance', 0, [100, 100]],
    ['distance', 0, [700, 500]],
    ['box', 0, [700, 100]],
    ['angle', 1, [100, 500]],
    ['angle', 1, [700, 100]],
  ] as const)('of kind %s has point %i there, and reaches towards the middle', (kind, first, at) => {
    const points = shapeFrom(kind, at, middle);
    expect(points[first]).toEqual(at);
    const distance = ([x, y]: readonly [number, number]) => Math.hypot(x - middle[0], y - middle[1]);
    for (const point of points) expect(distance(point)).toBeLessThanOrEqual(distance(at));
  });
});
