import { AppError, type AppErrorCode } from '../../core';
import type { Link } from '../../share';

/**
 * What servers come to that are asked without a key: many refuse in an answer that pages of other sites may not read, some say
 * that nothing is there, and some lead to a page to sign in at.
 */
const mayLackKey: readonly AppErrorCode[] = [
  ...(['forbidden', 'cors', 'network', 'http', 'not-found', 'redirected', 'not-a-dataset'] as const),
];

/**
 * What is said of a location that could not be opened. Where a key may be what is missing, and the link that names it says that
 * one was left out of it, the failure says so: `detail.isWithheld`.
 */
export function withoutKey(
  error: AppError,
  location: string,
  { sources, withheld }: Pick<Link, 'sources' | 'withheld'>,
): AppError {
  const isWithheld = withheld.some((at) => sources[at] === location);
  if (!isWithheld || !mayLackKey.includes(error.code)) return error;
  return new AppError(error.code, error.message, { ...error.detail, isWithheld }, error);
}
