import { bucketWord, jsonFile, s3Place } from './buckets';
import {
  allowedHeaders,
  checkCommand,
  exposedHeaders,
  shellWord,
  type FixPlace,
  type ServerFixes,
} from './fix';

function cors(place: FixPlace): string {
  const rule = {
    AllowedOrigins: [place.origin],
    AllowedMethods: ['GET', 'HEAD'],
    AllowedHeaders: allowedHeaders(place),
    ExposeHeaders: exposedHeaders,
    MaxAgeSeconds: 3600,
  };
  const bucket = shellWord(s3Place(place).bucket);
  return `${jsonFile('cors.json', { CORSRules: [rule] })}aws s3api put-bucket-cors --bucket ${bucket} --cors-configuration file://cors.json\n`;
}

/** Listing is allowed too: without it, S3 answers 403 for what is not there. */
function publicReading(place: FixPlace): string {
  const { bucket } = s3Place(place);
  const arn = `arn:aws:s3:::${bucket}`;
  const read = { Effect: 'Allow', Principal: '*', Action: 's3:GetObject', Resource: `${arn}/*` };
  const list = { Effect: 'Allow', Principal: '*', Action: 's3:ListBucket', Resource: arn };
  const policy = { Version: '2012-10-17', Statement: [read, list] };
  return `# Makes the bucket readable by everyone.
aws s3api delete-public-access-block --bucket ${shellWord(bucket)}
${jsonFile('policy.json', policy)}aws s3api put-bucket-policy --bucket ${shellWord(bucket)} --policy file://policy.json
`;
}

function look(place: FixPlace): string {
  return `# What is there? Names are case-sensitive.
aws s3 ls ${bucketWord('s3', s3Place(place))}
`;
}

function withoutSignIn(place: FixPlace): string {
  const { bucket, key } = s3Place(place);
  return `# The bucket itself has no page to sign in at: open it by its own address,
# https://BUCKET.s3.REGION.amazonaws.com/…, or sign an address for an hour:
aws s3 presign ${bucketWord('s3', { bucket, key }, 'zarr.json')} --expires-in 3600
`;
}

function encrypted(place: FixPlace): string {
  const { bucket } = s3Place(place);
  return `# Website endpoints (BUCKET.s3-website-…) have no https; the bucket itself does. This finds its region:
aws s3api get-bucket-location --bucket ${shellWord(bucket)}
# Then open https://BUCKET.s3.REGION.amazonaws.com/…
`;
}

function ranges(place: FixPlace): string {
  return `# S3 answers byte ranges itself; what stands before it (a CDN, a proxy) has to pass them on.
# This must print "206 Partial Content":
${checkCommand(place)}# In CloudFront, turn off compression for the behaviour that serves the data:
#   Compress: false
`;
}

function publicCopy(place: FixPlace): string {
  return `# Pages of the Internet may not ask a private network. A copy in a bucket can be opened from anywhere:
aws s3 sync ./IMAGE.zarr ${bucketWord('s3', { bucket: 'BUCKET', key: 'IMAGE.zarr' })}
${cors({ ...place, url: new URL('https://s3.amazonaws.com/BUCKET/') })}`;
}

function mended(place: FixPlace): string {
  const target = bucketWord('s3', s3Place(place), 'zarr.json');
  return `aws s3 cp ${target} zarr.json
# Mend the entry that is named above, then put it back:
aws s3 cp zarr.json ${target} --content-type application/json --cache-control no-cache
`;
}

/** What Amazon S3, and what speaks like it, is told. */
export const s3Fixes: ServerFixes = {
  ...{ where: 'Shell (AWS CLI)', inShell: [] },
  texts: {
    ...{ cors, 'cors-on-errors': cors, 'cors-header': cors, forbidden: publicReading, 'not-found': look },
    ...{ 'sign-in': withoutSignIn, 'mixed-content': encrypted, 'no-ranges': ranges },
    ...{ 'private-network': publicCopy, 'bad-metadata': mended },
  },
};
