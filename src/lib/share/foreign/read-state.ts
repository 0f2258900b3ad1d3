import { AppError } from '../../core';
import { decodeViewFile, maxViewFileBytes } from '../view-file';
import { readNeuroglancer, type ForeignView } from './neuroglancer/read-neuroglancer';

/**
 * Reads a view from a text: a view file, or what Neuroglancer keeps its view in. Throws an AppError `bad-link` for
 * everything else.
 */
export function readState(text: string): ForeignView | Pick<ForeignView, 'link'> {
  if (text.length > maxViewFileBytes) throw bad('it is too large', { length: text.length });
  const value = parse(text);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw bad('it is not an object');
  if (Object.hasOwn(value, 'exascope')) return { link: decodeViewFile(text) };
  const { layers } = value as { layers?: unknown };
  if (!Array.isArray(layers) || layers.length === 0) throw bad('it has no layers');
  return readNeuroglancer(value);
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw bad('it is not well-formed', {}, cause);
  }
}

function bad(reason: string, detail: Record<string, number> = {}, cause?: unknown): AppError {
  const message = `This is neither a view file nor a view of Neuroglancer: ${reason}.`;
  return new AppError('bad-link', message, { ...detail, document: 'view' }, cause);
}
