import { AppError } from '../../core';

/** What the interface shows of a failure that nobody foresaw. */
export function toAppError(error: unknown): AppError {
  if (error instanceof AppError) return error;
  const message = error instanceof Error ? error.message : String(error);
  return new AppError('unsupported', message, {}, error);
}
