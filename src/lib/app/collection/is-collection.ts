import { AppError } from '../../core';

/** Whether a location could not be opened because it is a plate, a well or a list of series. */
export function isCollection(error: unknown): boolean {
  return error instanceof AppError && error.detail['collection'] !== undefined;
}
