import { AppError } from '../../core';
import { blobs, readScene } from './blobs/blobs';
import type { BlobScene } from './blobs/blobs';
import { checkerboard } from './images/checkerboard';
import { commonParameters, readImage } from './common-parameters';
import { julia, mandelbrot } from './images/fractals';
import type { Formula, GeneratedImage, Generator } from './generator';
import { mandelbulb } from './mandelbulb/mandelbulb';
import { ParameterReader } from './parameter-reader';
import { ramp } from './images/ramp';
import { readScatter, scatterParameters } from './scatter/scatter';
import type { ScatterGrid } from './scatter/scatter-grid';

const generators: readonly Generator[] = [checkerboard, ramp, mandelbrot, julia, mandelbulb, blobs];

/** A `gen:` location, understood. */
export interface ParsedLocation {
  readonly name: string;
  readonly image: GeneratedImage;
  readonly formula: Formula;
}

/** Reads the scene of a `gen:blobs` location. Throws an AppError `bad-location` for any other. */
export function parseBlobs(location: string): BlobScene {
  const { generator, parameters, image } = parsed(location);
  if (generator !== blobs) throw parameters.refuse('It has no blobs');
  return readScene(parameters, image);
}

/** Reads `gen:NAME?param=value&…`. Throws an AppError `bad-location` that lists what is known. */
export function parseGeneratorLocation(location: string): ParsedLocation {
  const { generator, parameters, image } = parsed(location);
  return { name: generator.name, image, formula: generator.configure(parameters, image) };
}

/** Reads a `gen:scatter` location; `undefined` for any other. Throws an AppError `bad-location` for a parameter that it does not know. */
export function parseScatter(location: string): ScatterGrid | undefined {
  const { name, query } = split(location);
  return name === 'scatter'
    ? readScatter(new ParameterReader(location, query, scatterParameters))
    : undefined;
}

function split(location: string): { readonly name: string | undefined; readonly query: string } {
  const [, name, query = ''] = /^gen:([^?#]*)(?:\?([^#]*))?$/.exec(location.trim()) ?? [];
  return { name, query };
}

function parsed(location: string) {
  const { name, query } = split(location);
  const generator = generators.find((candidate) => candidate.name === name);
  if (!generator) {
    const known = [...generators.map((candidate) => candidate.name), 'scatter'];
    const message = `There is no generator "${name ?? location}". Those known are ${known.join(', ')}.`;
    throw new AppError('bad-location', message, { location, known });
  }
  const parameters = new ParameterReader(location, query, [...commonParameters, ...generator.parameters]);
  return { generator, parameters, image: readImage(parameters, generator) };
}
