import { AppError } from '../core';
import type { Link } from './link';
import { shareableLocation, type Disclosure } from './shareable-location';
import { tooMuch } from './too-much';
import { parseViewPatch } from './view-patch';
import type { ViewState } from './view-state';

/** What the name of a view file ends in. */
export const viewFileExtension = '.exascope.json';
/** Larger files are refused unread. */
export const maxViewFileBytes = 1 << 20;

const version = 1;
const maxSources = 100;
const maxLocationLength = 1 << 14;

/**
 * Writes the view as the text of a file: JSON with the names of the state, the locations without anything that may be a secret,
 * under `withheld` the indices of those that lost something, and under `kept` of those with a query that is not secret. Throws an AppError `too-much-to-share`
 * for what is too large to be read back, and one for any other that could not be.
 */
export function encodeViewFile({ sources, ...view }: ViewState, disclosure: Disclosure = {}): string {
  const shared = sources.map((source) => shareableLocation(source, disclosure));
  const withheld = shared.flatMap(({ isWithheld }, index) => (isWithheld ? [index] : []));
  const kept = shared.flatMap(({ isKept }, index) => (isKept ? [index] : []));
  const json = JSON.stringify(
    {
      exascope: version,
      sources: shared.map(({ location }) => location),
      ...(withheld.length > 0 && { withheld }),
      ...(kept.length > 0 && { kept }),
      view,
    },
    undefined,
    2,
  );
  const text = `${json}\n`;
  if (sources.length > maxSources)
    throw tooMuch(`it has ${sources.length} locations, of ${maxSources}`, { field: 'source' });
  if (shared.some(({ location }) => location.length > maxLocationLength))
    throw tooMuch(`a location has more than ${maxLocationLength} characters`, { field: 'source' });
  const length = byteLengthOf(text);
  if (length > maxViewFileBytes)
    throw tooMuch(`it takes ${length} bytes, of ${maxViewFileBytes}`, { length });
  decodeViewFile(text);
  return text;
}

/** Reads what {@link encodeViewFile} wrote, as {@link Link} does. Throws an AppError `bad-link` for everything else. */
export function decodeViewFile(text: string): Link {
  // Of a text with so many characters the bytes are not counted.
  const length = text.length > maxViewFileBytes ? text.length : byteLengthOf(text);
  if (length > maxViewFileBytes) throw badFile('it is too large', { length });
  const file = parse(text);
  const { exascope, sources, withheld = [], kept = [], view } = file;
  if (typeof exascope !== 'number') throw badFile('it is no view file');
  if (exascope !== version)
    throw badFile(`it has version ${String(exascope)}, which this program cannot read`, {
      version: exascope,
    });
  if (!isList(sources, isLocation) || sources.length > maxSources) throw badFile('its sources are not valid');
  if (!isList(withheld, isIndex)) throw badFile('its withheld are not valid');
  if (!isList(kept, isIndex)) throw badFile('its kept are not valid');
  const isThere = (index: number): boolean => index >= 0 && index < sources.length;
  const read = readView(view);
  return {
    sources,
    withheld: withheld.filter(isThere),
    ...(kept.some(isThere) && { kept: kept.filter(isThere) }),
    view: read,
    failures: [],
  };
}

/** As UTF-8, which files are. */
function byteLengthOf(text: string): number {
  return new TextEncoder().encode(text).length;
}

function parse(text: string): Record<string, unknown> {
  try {
    const value = JSON.parse(text) as unknown;
    if (typeof value === 'object' && value !== null && !Array.isArray(value))
      return { ...(value as Record<string, unknown>) };
  } catch (cause) {
    if (!(cause instanceof SyntaxError)) throw cause;
    throw badFile('it is not well-formed', {}, cause);
  }
  throw badFile('it is no view file');
}

function readView(value: unknown): Link['view'] {
  try {
    const { sources: _, ...view } = parseViewPatch(value);
    return view;
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message.slice(0, 200) : '';
    throw badFile(reason.replace(/^./, (letter) => letter.toLowerCase()).replace(/\.$/, ''), {}, cause);
  }
}

function isLocation(value: unknown): value is string {
  return typeof value === 'string' && value.trim() !== '' && value.length <= maxLocationLength;
}

function isIndex(value: unknown): value is number {
  return Number.isInteger(value);
}

function isList<T>(value: unknown, isRight: (one: unknown) => one is T): value is T[] {
  return Array.isArray(value) && value.every(isRight);
}

function badFile(reason: string, detail: Record<string, string | number> = {}, cause?: unknown): AppError {
  const document = 'view file';
  return new AppError(
    'bad-link',
    `This view file cannot be read: ${reason}.`,
    { ...detail, document },
    cause,
  );
}
