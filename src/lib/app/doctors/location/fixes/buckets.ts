import { readablePath, shellWord, type FixPlace } from './fix';

/** A bucket and the key of what is opened; words to replace where the address tells neither. */
export interface BucketPlace {
  readonly bucket: string;
  readonly key: string;
}

/** The bucket of an address of S3. */
export function s3Place({ url }: FixPlace): BucketPlace {
  const inHost = /^(.+)\.s3[.-](?:[a-z0-9-]+\.)*amazonaws\.com$/.exec(url.hostname)?.[1];
  return placed(url, inHost, /^s3[.-](?:[a-z0-9-]+\.)*amazonaws\.com$/.test(url.hostname));
}

/** The bucket of an address of Google Cloud Storage. */
export function gcsPlace({ url }: FixPlace): BucketPlace {
  const inHost = /^(.+)\.storage\.googleapis\.com$/.exec(url.hostname)?.[1];
  return placed(url, inHost, /^storage\.(googleapis|cloud\.google)\.com$/.test(url.hostname));
}

function placed(url: URL, inHost: string | undefined, isInPath: boolean): BucketPlace {
  const path = readablePath(url.pathname).replace(/^\/+|\/+$/g, '');
  if (inHost !== undefined) return { bucket: inHost, key: path };
  if (!isInPath) return { bucket: 'BUCKET', key: path };
  const [bucket = 'BUCKET', ...key] = path.split('/');
  return { bucket, key: key.join('/') };
}

/** The address of a folder in a bucket, as one word of a shell. */
export function bucketWord(scheme: 's3' | 'gs', { bucket, key }: BucketPlace, below = ''): string {
  return shellWord(`${scheme}://${[bucket, key].filter((part) => part !== '').join('/')}/${below}`);
}

/** Lines of a shell that write JSON to a file. */
export function jsonFile(name: string, json: unknown): string {
  return `cat > ${name} <<'END'\n${JSON.stringify(json, undefined, 2)}\nEND\n`;
}
