import { AppError } from '../../core';
import { parseLocation } from '../../source';

/** The location of the folder that another lies in; `undefined` where there is none, or none that can be read. */
export function locationAbove(location: string, pageUrl: string): string | undefined {
  try {
    const parsed = parseLocation(location, pageUrl);
    if (parsed.kind !== 'http' || parsed.root.pathname === '/') return undefined;
    const url = new URL('..', parsed.root);
    url.search = parsed.root.search;
    return url.href;
  } catch (error) {
    if (error instanceof AppError) return undefined;
    throw error;
  }
}
