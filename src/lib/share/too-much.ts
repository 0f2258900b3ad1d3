import { AppError, type ErrorDetail } from '../core';

/** A view that has more of something than what is read back may have. `reason` follows a colon. */
export function tooMuch(reason: string, detail: ErrorDetail): AppError {
  return new AppError(
    'too-much-to-share',
    `This view cannot be written down to be shared: ${reason}.`,
    detail,
  );
}
