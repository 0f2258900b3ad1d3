import { AppError } from '../../core';
import { checkerboard } from './images/checkerboard';
import { commonParameters, readImage } from './common-parameters';
import { julia, mandelbrot } from './images/fractals';
import type { Formula, GeneratedImage, Generator } from './generator';
import { mandelbulb } from './mandelbulb/mandelbulb';
import { ParameterReader } from './parameter-reader';
import { ramp } from './images/ramp';

const generators: readonly Generator[] = [checkerboard, ramp, mandelbrot, julia, mandelbulb];

/** A `gen:` location, understood. */
export interface ParsedLocation {
  readonly name: string;
  readonly image: GeneratedImage;
  readonly formula: Formula;
}

/** Reads `gen:NAME?param=value&…`. Throws an AppError `bad-location` that lists what is known. */
export function parseGeneratorLocation(location: string): ParsedLocation {
  const [, name, query = ''] = /^gen:([^?#]*)(?:\?([^#]*))?$/.exec(location.trim()) ?? [];
  const generator = generators.find((candidate) => candidate.name === name);
  if (!generator) {
    const known = generators.map((candidate) => candidate.name);
    const message = `There is no generator "${name ?? location}". Those known are ${known.join(', ')}.`;
    throw new AppError('bad-location', message, { location, known });
  }
  const parameters = new ParameterReader(location, query, [...commonParameters, ...generator.parameters]);
  const image = readImage(parameters, generator);
  return { name: generator.name, image, formula: generator.configure(parameters, image) };
}
