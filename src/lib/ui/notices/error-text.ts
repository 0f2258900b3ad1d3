import type { AppError, ErrorDetail } from '../../core';
import { betterLocation } from './better-location';
import { localName, localWords } from './local-words';

/** What a card says about a failure. */
export interface ErrorText {
  readonly title: string;
  /** What happened, in one or two sentences. */
  readonly sentence: string;
  /** The thing to do. */
  readonly remedy: string;
  /** How we know, as label and fact. */
  readonly evidence: readonly (readonly [string, string])[];
}

type Words = Omit<ErrorText, 'evidence'>;
type Writer = (error: AppError, host: string) => Words;

const writers: Readonly<Record<AppError['code'], Writer>> = {
  'bad-location': (error) => ({
    title: 'This is not a location that can be opened',
    sentence: error.message,
    remedy:
      'Write https://…, http://localhost…, s3://bucket/key, gs://bucket/key or gen:NAME, or open a folder or a file.',
  }),
  'not-found': (_, host) => ({
    title: 'There is nothing at this address',
    sentence: `${host} answered that it has no such file.`,
    remedy: 'Check the spelling of the address, capitals included.',
  }),
  'not-a-dataset': (error) => ({
    title: 'No image was found here',
    sentence: error.message,
    remedy: 'Open the folder that holds zarr.json, .zattrs, .zgroup or .zarray.',
  }),
  'bad-metadata': ({ message, detail }) => ({
    title: 'The metadata of this image is wrong',
    sentence: documentSentence(detail, message),
    remedy: 'Whoever made the file can mend this entry.',
  }),
  unsupported: ({ message, detail }) => unsupportedWords(message, text(detail, 'feature')),
  network: (_, host) => ({
    title: `No answer came from ${host}`,
    sentence: 'The server is out of reach, or the connection broke on the way.',
    remedy:
      'Check the address, and that the server runs. What is missing is tried again by itself a few times.',
  }),
  offline: (_, host) => ({
    title: 'There is no network',
    sentence: `Neither ${host} nor anything else can be reached.`,
    remedy: 'Connect to the network and try again; what is on the screen stays usable.',
  }),
  'offline-miss': (_, host) => ({
    title: 'Part of the image is not on this device',
    sentence: `${host} is out of reach, and this part was never kept here.`,
    remedy: 'A coarser level stands in, and the part is fetched once the server can be reached again.',
  }),
  cors: (_, host) => ({
    title: `${host} does not let this page read its files`,
    sentence: 'The server answers, but does not allow web pages of other sites to read from it (CORS).',
    remedy: 'Ask whoever runs the server to allow it, or serve the data from where this page comes from.',
  }),
  'mixed-content': (_, host) => ({
    title: 'The address is not encrypted, and this page is',
    sentence: `Browsers do not let an https page read from ${host} over http.`,
    remedy: 'Use the https address of the data, or open this program over http on your own computer.',
  }),
  timeout: (_, host) => ({
    title: `${host} took too long`,
    sentence: 'The server took the request and then sent nothing.',
    remedy: 'Try again in a moment: the server or the network may be overloaded.',
  }),
  redirected: (_, host) => ({
    title: 'The address has moved',
    sentence: `${host} redirects to another address, which may not get the key that this one may hold.`,
    remedy: 'Open the address that it redirects to, with the key for that one.',
  }),
  http: ({ detail }, host) => ({
    title: 'The server could not answer',
    sentence: `${host} answered with status ${text(detail, 'status') ?? 'unknown'}.`,
    remedy: 'The server may be busy: try again in a moment.',
  }),
  forbidden: ({ detail }, host) => ({
    title: 'This server wants a sign-in',
    sentence: `${host} refused the request${status(detail)}.`,
    remedy: 'Open the link with the key or signature that goes with it, or ask its owner for access.',
  }),
  'bad-range': (_, host) => ({
    title: 'This server cannot read parts of a file',
    sentence: `${host} ignored or mangled the range of bytes that was asked for, which sharded images need.`,
    remedy: 'Put the image on a server that answers range requests.',
  }),
  'corrupt-chunk': ({ message }) => ({
    title: 'Some of the image is damaged',
    sentence: message,
    remedy: 'The part is left out and never shown as data. Try again in case it was damaged on the way.',
  }),
  'dataset-changed': ({ message }) => ({
    title: 'The image changed while it was read',
    sentence: message,
    remedy: 'Open the image again to see it as it is now.',
  }),
  'chunk-too-large': ({ message }) => ({
    title: 'One chunk is larger than the memory limit',
    sentence: message,
    remedy: 'Raise the memory limit, or store the image in smaller chunks.',
  }),
  'worker-crashed': ({ message }) => ({
    title: 'A chunk could not be decoded',
    sentence: message,
    remedy: 'The rest goes on working. Try again, or store this part of the image anew.',
  }),
  gpu: ({ message }) => ({
    title: 'The picture cannot be drawn',
    sentence: message,
    remedy: 'Turn on hardware acceleration in the settings of the browser, or open this page in another one.',
  }),
  'bad-link': (error) => linkWords(error),
  'not-picked': ({ message, detail }) => ({
    title:
      detail['isKnown'] === true
        ? 'Pick this once more'
        : 'This data is on the device of whoever made the link',
    sentence: message,
    remedy: 'If you have it here, pick it: it is shown as the link says, and nothing of it is uploaded.',
  }),
  'not-allowed': ({ message }) => ({
    title: 'The browser asks once more',
    sentence: message,
    remedy: 'Allow it to read this data again. Nothing of it is uploaded.',
  }),
};

function linkWords({ message, detail }: AppError): Words {
  const file = text(detail, 'document');
  const isNewer = text(detail, 'version') !== undefined;
  if (isNewer)
    return {
      title: `This ${file ?? 'link'} was made by a newer version`,
      sentence: 'The view that it carries cannot be read here.',
      remedy: 'Load the page again to get the newest version, then open it once more.',
    };
  return {
    title: file === undefined ? 'This link cannot be read in full' : `This ${file} cannot be read`,
    sentence: message,
    remedy: `Ask for the ${file ?? 'link'} again: its end may have been cut off.`,
  };
}

/** Kinds of files and stores that others read, and what to do with each. */
const conversions: readonly (readonly [RegExp, string])[] = [
  [/archive/, 'Unpack it, pack the folder within it without encryption and in one file, or open the folder.'],
  [/file|dataset|volume|database/, 'Convert it to OME-Zarr, and open the folder that this makes.'],
];

/** What has an article is the thing itself, such as 'a TIFF file'; else it is a part of an image. */
function unsupportedWords(message: string, feature: string | undefined): Words {
  const isWhole = feature !== undefined && /^(an?|the) /.test(feature);
  const conversion = conversions.find(([pattern]) => isWhole && pattern.test(feature));
  return {
    title: isWhole ? 'This cannot be opened as an image' : 'This image uses a feature that cannot be shown',
    sentence:
      feature === undefined ? message : isWhole ? `This is ${feature}.` : `Not supported: ${feature}.`,
    remedy: conversion?.[1] ?? 'Convert the image without this feature to see it here.',
  };
}

/** Returns what to tell the user about `error`; `location` is what was being opened. */
export function errorText(error: AppError, location?: string): ErrorText {
  const address = text(error.detail, 'url') ?? location;
  const { title, sentence, remedy } = betterLocation(error, location) ?? {};
  const isLocal = address !== undefined && localName(address) !== undefined;
  const words = (isLocal && localWords(error)) || writers[error.code](error, hostOf(address));
  return {
    title: title ?? words.title,
    sentence: sentence ?? words.sentence,
    remedy: remedy ?? words.remedy,
    evidence: evidenceOf(error, address),
  };
}

/** Returns an address without its query and fragment, which may hold secrets; a generator keeps its parameters, and what is on a device its name alone. */
export function plainAddress(address: string): string {
  const name = localName(address);
  if (name !== undefined) return name;
  return address.startsWith('gen:') ? address : address.replace(/[?#].*$/s, '').replace(/\/\/[^/@]*@/, '//');
}

/** Returns the host that an address names, or words that stand for it. */
export function hostOf(address: string | undefined): string {
  const host = address !== undefined && URL.canParse(address) ? new URL(address).host : '';
  return host === '' ? 'The server' : host;
}

function documentSentence(detail: ErrorDetail, message: string): string {
  const file = text(detail, 'document');
  const field = text(detail, 'field');
  return file === undefined || field === undefined ? message : `In ${file}, the field “${field}”: ${message}`;
}

function evidenceOf({ detail }: AppError, address: string | undefined): [string, string][] {
  const rows: readonly (readonly [string, string | undefined])[] = [
    ['Asked for', address === undefined ? undefined : plainAddress(address)],
    ['Document', 'version' in detail ? undefined : text(detail, 'document')],
    ['Field', text(detail, 'field')],
    ['Status', text(detail, 'status')],
    ['Feature', text(detail, 'feature')],
  ];
  return rows.filter((row): row is [string, string] => row[1] !== undefined && row[1] !== '');
}

function status(detail: ErrorDetail): string {
  const code = text(detail, 'status');
  return code === undefined ? '' : ` (status ${code})`;
}

function text(detail: ErrorDetail, key: string): string | undefined {
  const value = Object.hasOwn(detail, key) ? detail[key] : undefined;
  return value === undefined ? undefined : String(value);
}
