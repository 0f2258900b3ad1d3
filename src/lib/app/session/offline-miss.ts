import { AppError } from '../../core';

/** Whether a chunk is missing only since it is not on this device and its server is out of reach. */
export function isOfflineMiss(error: unknown): boolean {
  return error instanceof AppError && error.code === 'offline-miss';
}
