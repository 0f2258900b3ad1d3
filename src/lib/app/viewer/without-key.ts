import { AppError } from '../../core';
import type { Link } from '../../share';

/**
 * What is said of a location that could not be opened. Where its server wants a key, and the link that names it says that one
 * was left out of it, the failure says so: `detail.isWithheld`.
 */
export function withoutKey(
  error: AppError,
  location: string,
  { sources, withheld }: Pick<Link, 'sources' | 'withheld'>,
): AppError {
  const isWithheld = withheld.some((at) => sources[at] === location);
  if (error.code !== 'forbidden' || !isWithheld) return error;
  return new AppError(error.code, error.message, { ...error.detail, isWithheld }, error);
}
