/** Where the objects of a bucket are listed, and what their keys begin with. */
export interface BucketAddress {
  /** Without the query. */
  readonly url: URL;
  /** Of the folder's keys: '' or something that ends in '/'. */
  readonly prefix: string;
  readonly dialect: 's3' | 'gcs';
}

const virtualS3 = /^[^/]+\.s3[.-]([a-z0-9-]+\.)*amazonaws\.com(\.cn)?$|^[^/]+\.storage\.googleapis\.com$/;
const pathS3 = /^s3([.-][a-z0-9-]+)*\.amazonaws\.com(\.cn)?$/;

/** Where a folder of a known cloud is listed, first what is likeliest; empty for any other host. */
export function knownBuckets(folder: URL): BucketAddress[] {
  const { hostname } = folder;
  if (hostname === 'storage.googleapis.com')
    return [gcsJson(folder), inPath(folder)].flatMap((at) => at ?? []);
  if (pathS3.test(hostname)) return [inPath(folder)].flatMap((at) => at ?? []);
  return virtualS3.test(hostname) ? [inHost(folder)] : [];
}

/** Where a folder is listed on a server of one's own that speaks as S3 does: the bucket is in its path, or in its name. */
export function possibleBuckets(folder: URL): BucketAddress[] {
  return [inPath(folder), inHost(folder)].flatMap((at) => at ?? []);
}

/** Returns the address of a page of the list. */
export function pageAddress({ url, prefix, dialect }: BucketAddress, next: string | undefined): URL {
  const page = new URL(url.href);
  const query =
    dialect === 's3'
      ? {
          'list-type': '2',
          'encoding-type': 'url',
          ...(next !== undefined && { 'continuation-token': next }),
        }
      : {
          fields: 'kind,prefixes,items(name,size),nextPageToken',
          ...(next !== undefined && { pageToken: next }),
        };
  page.search = new URLSearchParams({ ...query, delimiter: '/', prefix }).toString();
  page.hash = 'direct';
  return page;
}

function inPath(folder: URL): BucketAddress | undefined {
  const split = bucketInPath(folder);
  return split && { url: at(folder, `/${split.bucket}`), prefix: split.prefix, dialect: 's3' };
}

function inHost(folder: URL): BucketAddress {
  return { url: at(folder, '/'), prefix: keyOf(folder.pathname.slice(1)), dialect: 's3' };
}

function gcsJson(folder: URL): BucketAddress | undefined {
  const split = bucketInPath(folder);
  if (!split) return undefined;
  return { url: at(folder, `/storage/v1/b/${split.bucket}/o`), prefix: split.prefix, dialect: 'gcs' };
}

/** The bucket stays as it is written in the address. */
function bucketInPath({ pathname }: URL): { bucket: string; prefix: string } | undefined {
  const [, bucket, key = ''] = /^\/([^/]+)\/(.*)$/s.exec(pathname) ?? [];
  return bucket === undefined ? undefined : { bucket, prefix: keyOf(key) };
}

function keyOf(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch (error) {
    if (error instanceof URIError) return path;
    throw error;
  }
}

function at(folder: URL, pathname: string): URL {
  return new URL(pathname, folder.origin);
}
