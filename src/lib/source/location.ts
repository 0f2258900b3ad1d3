import { AppError } from '../core';
import { urlUnder } from './stores/store-path';

/** A location, understood but not yet read. */
export type Location =
  | { readonly kind: 'generated'; readonly location: string; readonly id: string; readonly name: string }
  | {
      readonly kind: 'http';
      /** As the user wrote it. */
      readonly location: string;
      /** Canonical, without secrets. */
      readonly id: string;
      /** Last segment of the path. */
      readonly name: string;
      /** Pathname ends in '/'; the query, which may hold a signature, goes with every request. */
      readonly root: URL;
      /** A sentence for failures without an answer: what this kind of host is known for. */
      readonly networkHint?: string;
    };

const singleFiles: readonly (readonly [RegExp, string])[] = [
  [/\.(zip|ozx)$/i, 'a ZIP archive'],
  [/\.(h5|hdf5|ims)$/i, 'an HDF5 file'],
  [/\.(tiff?|btf|svs)$/i, 'a TIFF file'],
  [/\.(czi|nd2|lif|nii|nii\.gz|mrc|dcm)$/i, 'a microscope or scanner file'],
  [/\.(png|jpe?g|webp|gif)$/i, 'a picture file'],
];
const documentNames = /\/(zarr\.json|\.zattrs|\.zgroup|\.zarray|\.zmetadata)$/;

/** Understands a location, resolving relative ones against the page. Throws `bad-location`, or `unsupported` for a known file type. */
export function parseLocation(location: string, pageUrl: string): Location {
  const text = location.trim();
  if (text === '') throw badLocation('The location is empty');
  if (text.startsWith('gen:')) {
    return { kind: 'generated', location, id: text, name: /^gen:([^?]*)/.exec(text)?.[1] ?? text };
  }
  const isS3 = text.startsWith('s3://');
  const root = rootUrl(text, pageUrl);
  refuseSingleFile(root);
  const networkHint = isS3
    ? ' The bucket may also be in another region, which the browser hides.'
    : undefined;
  const path = root.pathname.replace(/\/$/, '');
  const name = readable(path.slice(path.lastIndexOf('/') + 1)) || root.host;
  const common = { kind: 'http' as const, location, id: `${root.origin}${path}`, name, root };
  return networkHint === undefined ? common : { ...common, networkHint };
}

/** The location of what lies at a path below another, with its query. Throws `bad-metadata` for a path that leads elsewhere. */
export function locationUnder(location: string, pageUrl: string, path: string): string {
  const parsed = parseLocation(location, pageUrl);
  if (parsed.kind === 'generated') throw badLocation('A generated image has nothing beside it');
  const url = urlUnder(parsed.root, path);
  url.hash = '';
  if (parsed.networkHint === undefined) return url.href;
  const [, head = '', query = ''] = /^([^?#]*?)\/*(\?[^#]*)?$/s.exec(location.trim()) ?? [];
  return `${head}/${path.split('/').map(encodeURIComponent).join('/')}${query}`;
}

function rootUrl(text: string, pageUrl: string): URL {
  const url = parsedUrl(bucketUrl(text) ?? text, pageUrl);
  if (url.protocol !== 'https:' && url.protocol !== 'http:') {
    throw badLocation(
      `Locations that start with "${url.protocol}" cannot be opened; use https, http, s3, gs or gen`,
    );
  }
  if (url.username !== '' || url.password !== '') {
    throw badLocation('The location holds a user name or password, which browsers do not send');
  }
  if (/%2f|%5c/i.test(url.pathname)) throw badLocation('The location has an encoded slash in its path');
  url.hash = '';
  url.pathname = `${url.pathname.replace(documentNames, '').replace(/\/+$/, '')}/`;
  return url;
}

/** `s3:` and `gs:` as https; the name of a bucket with dots does not match the wildcard certificate, so it goes into the path. */
function bucketUrl(text: string): string | undefined {
  const match = /^(s3|gs):\/\/([^/?#]*)\/?(.*)$/s.exec(text);
  if (match === null) return undefined;
  const [, scheme, bucket = '', key = ''] = match;
  if (!/^[a-z0-9][a-z0-9._-]{1,220}[a-z0-9]$/i.test(bucket))
    throw badLocation('The location has no valid bucket name');
  if (scheme === 'gs') return `https://storage.googleapis.com/${bucket}/${key}`;
  return bucket.includes('.')
    ? `https://s3.amazonaws.com/${bucket}/${key}`
    : `https://${bucket}.s3.amazonaws.com/${key}`;
}

function parsedUrl(text: string, pageUrl: string): URL {
  try {
    return new URL(text, pageUrl);
  } catch (cause) {
    throw new AppError('bad-location', 'The location is not a valid address.', {}, cause);
  }
}

function refuseSingleFile({ pathname }: URL): void {
  const path = pathname.replace(/\/$/, '');
  const known = singleFiles.find(([pattern]) => pattern.test(path));
  if (known === undefined) return;
  const feature = known[1];
  throw new AppError(
    'unsupported',
    `This is ${feature}, which cannot be opened yet; convert it to OME-Zarr.`,
    { feature },
  );
}

function readable(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch (error) {
    if (error instanceof URIError) return segment;
    throw error;
  }
}

function badLocation(reason: string): AppError {
  return new AppError('bad-location', `${reason}.`, {});
}
