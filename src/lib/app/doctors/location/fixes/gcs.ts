import { bucketWord, gcsPlace, jsonFile } from './buckets';
import { allowedHeaders, exposedHeaders, type FixPlace, type ServerFixes } from './fix';

const bucketOf = (place: FixPlace): string => bucketWord('gs', { bucket: gcsPlace(place).bucket, key: '' });

/** One list says what may be asked with and what may be read. */
function cors(place: FixPlace): string {
  const responseHeader = [...allowedHeaders(place), 'Content-Type', ...exposedHeaders];
  const rule = { origin: [place.origin], method: ['GET', 'HEAD'], responseHeader, maxAgeSeconds: 3600 };
  return `${jsonFile('cors.json', [rule])}gcloud storage buckets update ${bucketOf(place)} --cors-file=cors.json\n`;
}

/** Who may not list gets 403 for what is not there; this role may do both. */
function publicReading(place: FixPlace): string {
  return `# Makes the bucket readable by everyone.
gcloud storage buckets update ${bucketOf(place)} --no-public-access-prevention
gcloud storage buckets add-iam-policy-binding ${bucketOf(place)} --member=allUsers --role=roles/storage.objectViewer
`;
}

function look(place: FixPlace): string {
  return `# What is there? Names are case-sensitive.
gcloud storage ls ${bucketWord('gs', gcsPlace(place))}
`;
}

function withoutSignIn(place: FixPlace): string {
  return `# storage.cloud.google.com wants a sign-in; storage.googleapis.com does not, once everyone may read:
${publicReading(place)}# Then open gs://BUCKET/… or https://storage.googleapis.com/BUCKET/…
`;
}

function encrypted(place: FixPlace): string {
  return `# A bucket that is served under a name of your own has no https; its own address does. This shows it:
gcloud storage buckets describe ${bucketOf(place)} --format='value(storage_url)'
# Then open gs://BUCKET/… or https://storage.googleapis.com/BUCKET/…
`;
}

function ranges(place: FixPlace): string {
  return `# Objects stored with "Content-Encoding: gzip" are unpacked on the way and answer no ranges. Take the mark away
# where the objects are not really compressed (Zarr compresses by itself), else upload them without -z and -Z:
gcloud storage objects update --recursive ${bucketWord('gs', gcsPlace(place), '**')} --clear-content-encoding
`;
}

function publicCopy(place: FixPlace): string {
  return `# Pages of the Internet may not ask a private network. A copy in a bucket can be opened from anywhere:
gcloud storage rsync --recursive ./IMAGE.zarr ${bucketWord('gs', { bucket: 'BUCKET', key: 'IMAGE.zarr' })}
${cors({ ...place, url: new URL('https://storage.googleapis.com/BUCKET/') })}`;
}

function mended(place: FixPlace): string {
  const target = bucketWord('gs', gcsPlace(place), 'zarr.json');
  return `gcloud storage cp ${target} zarr.json
# Mend the entry that is named above, then put it back:
gcloud storage cp zarr.json ${target} --content-type=application/json --cache-control=no-cache
`;
}

/** What Google Cloud Storage is told. */
export const gcsFixes: ServerFixes = {
  ...{ where: 'Shell (gcloud)', inShell: [] },
  texts: {
    ...{ cors, 'cors-on-errors': cors, 'cors-header': cors, forbidden: publicReading, 'not-found': look },
    ...{ 'sign-in': withoutSignIn, 'mixed-content': encrypted, 'no-ranges': ranges },
    ...{ 'private-network': publicCopy, 'bad-metadata': mended },
  },
};
