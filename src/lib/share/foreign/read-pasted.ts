import { isTooLong, sourceParameters, splitHash } from '../link';
import { plainLocation } from './plain-location';

/** What a text that someone pasted, typed or dropped turns out to be. */
export type Pasted =
  | { readonly kind: 'location'; readonly location: string }
  /** The address of a page that shows something, here or in another viewer; `decodeLink` reads what. */
  | { readonly kind: 'link'; readonly url: string }
  /** A view as text: a view file, or what Neuroglancer keeps its view in. */
  | { readonly kind: 'state'; readonly text: string }
  /** Neuroglancer's view is kept at an address of its own. */
  | { readonly kind: 'state-at'; readonly location: string };

/** Tells a location from links and views. Nothing is read in full yet. */
export function readPasted(text: string): Pasted {
  const trimmed = text.trim();
  if (trimmed.startsWith('{')) return { kind: 'state', text: trimmed };
  const { address, hash } = splitHash(trimmed);
  const isLong = isTooLong(trimmed);
  if (!isLong && (!/^https?:\/\//i.test(trimmed) || !URL.canParse(address)))
    return { kind: 'location', location: plainLocation(trimmed) };
  if (hash.startsWith('#!')) return readNeuroglancerHash(hash);
  return isLong || isPageOfViewer(new URL(address), hash)
    ? { kind: 'link', url: trimmed }
    : { kind: 'location', location: plainLocation(trimmed) };
}

/** Reads the fragment `#!…` of a Neuroglancer link: the view itself, or where it is. */
export function readNeuroglancerHash(hash: string): Exclude<Pasted, { kind: 'location' | 'link' }> {
  const inside = readable(hash.slice(2));
  return inside.trimStart().startsWith('{')
    ? { kind: 'state', text: inside }
    : { kind: 'state-at', location: inside.trim() };
}

/** A page that carries a view, or whose query names a whole location; data themselves lie below a path that says so. */
function isPageOfViewer({ pathname, searchParams }: URL, hash: string): boolean {
  if (/^#\d{1,6}:/.test(hash)) return true;
  if (/\.(zarr|ozx|n5)(\/|$)/i.test(pathname)) return false;
  return sourceParameters.some((name) => searchParams.getAll(name).some(isWhole));
}

function isWhole(value: string): boolean {
  return /^\s*(https?|s3|gs|zarr|zarr2|zarr3):\/\/./i.test(value) || /^\s*gen:\w/i.test(value);
}

/** Half an escape stands for itself. */
function readable(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch (error) {
    if (error instanceof URIError) return text;
    throw error;
  }
}
