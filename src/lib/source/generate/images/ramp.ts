import { isFloat } from '../../../core';
import type { AxisName, GeneratedImage, Generator, LevelFormula } from '../generator';
import { isSpatial, levelFactor } from '../level-geometry';

/**
 * Every voxel holds its position along `axis` in level-0 indices, plus 1000·t + 100·c: the ground truth for errors of
 * half a pixel, of the tile and of the level.
 */
export const ramp: Generator = {
  name: 'ramp',
  parameters: ['axis'],
  pyramids: ['mean', 'decimate', 'sample', 'max'],
  dtype: 'uint32',
  space: 2,
  levels: 6,
  tile: { 2: 256, 3: 64 },
  configure(parameters, image) {
    const axis = parameters.choice<AxisName>('axis', image.axes.filter(isSpatial), 'x');
    return { atLevel: (level) => rampAtLevel(image, image.axes.indexOf(axis), level) };
  },
};

function rampAtLevel(image: GeneratedImage, axis: number, level: number): LevelFormula {
  const position = positionAlong(image, levelFactor(image, level));
  const last = image.axes.length - 1;
  const timeAxis = image.axes.indexOf('t');
  const channelAxis = image.axes.indexOf('c');
  return {
    writeRow(row, index) {
      const first = index[axis] ?? 0;
      if (axis !== last) row.fill(position(first));
      else for (let i = 0; i < row.length; i++) row[i] = position(first + i);
    },
    rowOffset: (index) => 1000 * (index[timeAxis] ?? 0) + 100 * (index[channelAxis] ?? 0),
  };
}

/**
 * `i·F` for `decimate`, `i·F + F − 1` for `max`, else `i·F + (F − 1)/2`, also where a voxel sticks out of the image: the formula alone is the truth.
 * For integer types the half is dropped here already: next to 2^53 a float64 would round it up.
 */
function positionAlong(image: GeneratedImage, factor: number): (index: number) => number {
  const half = (factor - 1) / 2;
  if (image.pyramid === 'decimate') return (index) => index * factor;
  if (image.pyramid === 'max') return (index) => index * factor + factor - 1;
  const offset = isFloat(image.dtype) ? half : Math.floor(half);
  return (index) => index * factor + offset;
}
