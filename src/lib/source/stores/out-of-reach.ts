import { AppError } from '../../core';
import type { DatasetKeep } from '../../core';

/** True for a failure that says nothing of the data, only that its server cannot be reached. */
export function isOutOfReach(error: unknown): boolean {
  return error instanceof AppError && (error.code === 'offline' || error.code === 'network');
}

/** True for a failure that only a server that answers can cause. */
function isAnswer({ code }: AppError): boolean {
  return code === 'http' || code === 'forbidden' || code === 'not-found';
}

/** Returns the failure of an opening: of what was never kept, that its server cannot be reached is all there is to say. */
export function asUnopened(error: unknown): unknown {
  const isMiss = error instanceof AppError && error.code === 'offline-miss';
  return isMiss && error.cause instanceof AppError ? error.cause : error;
}

/** Returns the failure of a read of what is not kept: where its server is out of reach, that is what matters. */
export function asMiss(error: unknown, keep: DatasetKeep | undefined, path: string): unknown {
  if (!keep || !(error instanceof AppError)) return error;
  if (isAnswer(error)) keep.reached(true);
  if (!isOutOfReach(error)) return error;
  keep.reached(false);
  if (error.code === 'network' && !keep.isCutOff) return error;
  const message = `${path} is not kept on this device, and its server is out of reach.`;
  return new AppError('offline-miss', message, { ...error.detail, key: path }, error);
}
