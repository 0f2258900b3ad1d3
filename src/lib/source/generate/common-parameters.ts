import { storedBytesPerVoxel } from '../../core';
import { generatedDTypes, type AxisName, type GeneratedImage, type Generator } from './generator';
import type { ParameterReader } from './parameter-reader';

export const commonParameters: readonly string[] = [
  'levels',
  'tile',
  'factor',
  'shape',
  'space',
  'channels',
  'times',
  'dtype',
  'pyramid',
  'translation',
];

/** Above it a level-0 index is no longer exact in a float64. */
const maxSize = 2 ** 53;
/** A chunk is made whole, so that a location must not be able to ask for more memory than this. */
const maxChunkBytes = 2 ** 28;

/** Returns the image that the parameters describe, or throws an AppError `bad-location`. */
export function readImage(parameters: ParameterReader, generator: Generator): GeneratedImage {
  const given = parameters.sizes('shape');
  const space = readSpace(parameters, given, generator.space);
  const tile = parameters.integer('tile', { fallback: generator.tile[space], min: 1, max: 4096 });
  const factor = parameters.integer('factor', { fallback: 2, min: 2, max: 16 });
  const enough = given ? levelsToCover(Math.max(...given), tile, factor) : generator.levels;
  const levels = parameters.integer('levels', { fallback: enough, min: 1, max: 40 });
  const spatial = given ?? new Array<number>(space).fill(tile * factor ** levels);
  if (Math.max(...spatial, factor ** (levels - 1)) > maxSize) {
    throw parameters.refuse('An axis would have more than 2^53 voxels');
  }
  const dtype = parameters.choice('dtype', generatedDTypes, generator.dtype);
  if (tile ** space * storedBytesPerVoxel(dtype) > maxChunkBytes) {
    throw parameters.refuse(`A chunk would take more than ${maxChunkBytes / 2 ** 20} MiB`);
  }
  const pyramid = parameters.choice('pyramid', generator.pyramids, generator.pyramids[0]);
  const hasTranslation = parameters.choice('translation', ['ome', 'none'], 'ome') === 'ome';
  return { ...withOtherAxes(parameters, spatial), levels, tile, factor, dtype, pyramid, hasTranslation };
}

function readSpace(parameters: ParameterReader, shape: readonly number[] | undefined, usual: 2 | 3): 2 | 3 {
  const given = shape ? shape.length === 3 : usual === 3;
  const space = parameters.choice('space', ['2', '3'], given ? '3' : '2') === '3' ? 3 : 2;
  if (shape && shape.length !== space) {
    throw parameters.refuse(`"shape" has ${shape.length} sizes, but there are ${space} spatial axes`);
  }
  return space;
}

/** The fewest levels with which the coarsest is at most `factor` tiles wide. */
function levelsToCover(size: number, tile: number, factor: number): number {
  let levels = 1;
  while (levels < 40 && tile * factor ** levels < size) levels++;
  return levels;
}

/** Puts the axes t and c, each present when its parameter is given, before the spatial ones. */
function withOtherAxes(parameters: ParameterReader, spatial: readonly number[]) {
  const axes: AxisName[] = spatial.length === 3 ? ['z', 'y', 'x'] : ['y', 'x'];
  const shape = [...spatial];
  for (const [axis, name] of [['c', 'channels'] as const, ['t', 'times'] as const]) {
    if (!parameters.has(name)) continue;
    axes.unshift(axis);
    shape.unshift(parameters.integer(name, { fallback: 1, min: 1, max: 65536 }));
  }
  return { axes, shape };
}
