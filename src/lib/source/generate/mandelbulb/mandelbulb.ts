import type { Generator } from '../generator';
import { bulbAtLevel, type Bulb } from './bulb-level';
import { countRowOfEighthPower, eighthPower } from './eighth-power';
import { countRowOf } from './row-points';
import { powerByAngles } from './triplex-power';

/**
 * Steps of v ← v^order + c from v = 0 that stay within |v| ≤ 2, where c is the voxel's place in ±1.25 on each axis and the
 * power multiplies both angles of v. With two spatial axes it is the section z = 0.
 */
export const mandelbulb: Generator = {
  name: 'mandelbulb',
  parameters: ['order', 'iterations'],
  pyramids: ['sample'],
  dtype: 'uint8',
  space: 3,
  levels: 15,
  tile: { 2: 512, 3: 32 },
  configure(parameters, image) {
    const order = parameters.integer('order', { fallback: 8, min: 2, max: 32 });
    const iterations = parameters.integer('iterations', { fallback: 64, min: 1, max: 65535 });
    const bulb: Bulb = { ...powerOf(order), order, iterations };
    return { window: [0, iterations], atLevel: (level) => bulbAtLevel(image, bulb, level) };
  },
};

function powerOf(order: number): Pick<Bulb, 'power' | 'countRow'> {
  if (order === 8) return { power: eighthPower, countRow: countRowOfEighthPower };
  const power = powerByAngles(order);
  return { power, countRow: countRowOf(power) };
}
