import { hostOf, plainAddress } from '../../notices/error-text';

/** Returns where a dataset came from, without its scheme: 'data.example.org/lab/zebrafish.zarr'. */
export function placeText(location: string): string {
  const plain = plainAddress(location);
  if (!URL.canParse(plain) || new URL(plain).host === '') return plain;
  return `${hostOf(plain)}${decoded(new URL(plain).pathname).replace(/\/+$/, '')}`;
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    // A stray per cent sign: it is shown as it was written.
    return path;
  }
}
