import type { AppError, ErrorDetail } from '../../core';
import { errors as t } from '../../messages';
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
    title: t.noLocation,
    sentence: error.message,
    remedy: t.writeALocation,
  }),
  'not-found': (_, host) => ({
    title: t.nothingThere,
    sentence: t.hostHasNoSuchFile({ host }),
    remedy: t.checkTheSpelling,
  }),
  'not-a-dataset': (error) => ({
    title: t.noImageWasFoundHere,
    sentence: error.message,
    remedy: t.openTheFolderOfZarr,
  }),
  'bad-metadata': ({ message, detail }) =>
    detail['isCutOff'] === true
      ? { title: t.fileIsCutOff, sentence: message, remedy: t.copyItAgain }
      : {
          title: t.metadataIsWrong,
          sentence: documentSentence(detail, message),
          remedy: t.makerCanMendIt,
        },
  unsupported: ({ message, detail }) => unsupportedWords(message, text(detail, 'feature')),
  network: (_, host) => ({
    title: t.noAnswer({ host }),
    sentence: t.serverOutOfReach,
    remedy: t.checkTheAddress,
  }),
  offline: (_, host) => ({
    title: t.thereIsNoNetwork,
    sentence: t.nothingCanBeReached({ host }),
    remedy: t.connectToTheNetwork,
  }),
  'offline-miss': (_, host) => ({
    title: t.partNotOnDevice,
    sentence: t.partNotKept({ host }),
    remedy: t.coarserLevelStandsIn,
  }),
  cors: (_, host) => ({
    title: t.hostRefusesPages({ host }),
    sentence: t.corsRefused,
    remedy: t.askForCors,
  }),
  'mixed-content': (_, host) => ({
    title: t.notEncrypted,
    sentence: t.noHttpFromHttps({ host }),
    remedy: t.useHttps,
  }),
  timeout: (_, host) => ({
    title: t.tookTooLong({ host }),
    sentence: t.nothingWasSent,
    remedy: t.tryAgainLater,
  }),
  redirected: (_, host) => ({
    title: t.theAddressHasMoved,
    sentence: t.redirects({ host }),
    remedy: t.openItsTarget,
  }),
  http: ({ detail }, host) => ({
    title: t.theServerCouldNotAnswer,
    sentence: t.answeredWithStatus({ host, status: text(detail, 'status') ?? t.unknown }),
    remedy: t.serverMayBeBusy,
  }),
  forbidden: ({ detail }, host) => ({
    title: t.wantsASignIn,
    remedy: t.openWithItsKey,
    sentence: refusal(host, text(detail, 'status')),
  }),
  'bad-range': (_, host) => ({
    title: t.cannotReadParts,
    sentence: t.rangeIgnored({ host }),
    remedy: t.useAnotherServer,
  }),
  'corrupt-chunk': ({ message }) => ({
    title: t.imageIsDamaged,
    sentence: message,
    remedy: t.partIsLeftOut,
  }),
  'dataset-changed': ({ message }) => ({
    title: t.imageChanged,
    sentence: message,
    remedy: t.openItAgain,
  }),
  'chunk-too-large': ({ message }) => ({
    title: t.chunkTooLarge,
    sentence: message,
    remedy: t.raiseTheLimit,
  }),
  'worker-crashed': ({ message }) => ({
    title: t.chunkNotDecoded,
    sentence: message,
    remedy: t.restGoesOn,
  }),
  gpu: ({ message }) => ({
    title: t.cannotBeDrawn,
    sentence: message,
    remedy: t.turnOnAcceleration,
  }),
  'bad-link': (error) => linkWords(error),
  'too-much-to-share': ({ message }) => ({
    title: t.tooMuchForALink,
    sentence: message,
    remedy: t.shareLess,
  }),
  'not-picked': ({ message, detail }) => ({
    title: detail['isKnown'] === true ? t.pickThisOnceMore : t.onTheSendersDevice,
    sentence: message,
    remedy: t.pickItIfYouHaveIt,
  }),
  'not-allowed': ({ message }) => ({
    title: t.theBrowserAsksOnceMore,
    sentence: message,
    remedy: t.allowToReadAgain,
  }),
};

function linkWords({ message, detail }: AppError): Words {
  const isLink = text(detail, 'document') === undefined;
  const isNewer = text(detail, 'version') !== undefined;
  if (isNewer)
    return {
      title: t.madeByNewerVersion({ isLink }),
      sentence: t.newerViewUnreadable,
      remedy: t.loadThePageAgain,
    };
  return {
    title: isLink ? t.linkCannotBeRead : t.viewCannotBeRead,
    sentence: message,
    remedy: t.askAgain({ isLink }),
  };
}

/** Kinds of files and stores that others read, and what to do with each. */
const conversions: readonly (readonly [RegExp, string])[] = [
  [/within an archive/, t.unpackTheOuter],
  [/archive/, t.unpackIt],
  [/file|dataset|volume|database/, t.convertToZarr],
];

/** What has an article is the thing itself, such as 'a TIFF file'; else it is a part of an image. */
function unsupportedWords(message: string, feature: string | undefined): Words {
  const isWhole = feature !== undefined && /^(an?|the) /.test(feature);
  const conversion = conversions.find(([pattern]) => isWhole && pattern.test(feature));
  return {
    title: isWhole ? t.noImage : t.featureNotShown,
    sentence: feature === undefined ? message : isWhole ? t.thisIs({ feature }) : t.notSupported({ feature }),
    remedy: conversion?.[1] ?? (isOfHdf5(feature) ? t.packWithGzip : t.convertWithoutFeature),
  };
}

/** Filters are named so by what reads HDF5. */
function isOfHdf5(feature = ''): boolean {
  return feature.includes('HDF5 filter');
}

/** Returns what to tell the user about `error`; `location` is what was being opened. */
export function errorText(error: AppError, location?: string): ErrorText {
  const address = text(error.detail, 'url') ?? location;
  const { title, sentence, remedy } = betterLocation(error, location) ?? {};
  const isLocal = address !== undefined && localName(address) !== undefined;
  const own = (isLocal && localWords(error)) || writers[error.code](error, hostOf(address));
  const words = lacksKey(error) ? withoutKey(own, error) : own;
  return {
    title: title ?? words.title,
    sentence: sentence ?? words.sentence,
    remedy: remedy ?? words.remedy,
    evidence: evidenceOf(error, address),
  };
}

/** Whether it failed of what was shared without its key, which may be why. */
export function lacksKey({ detail }: AppError): boolean {
  return detail['isWithheld'] === true;
}

/** That the key was left out is known, and the first thing to mend; what failed may have another cause all the same. */
function withoutKey({ sentence, remedy }: Words, { code }: AppError): Words {
  const rest = code === 'forbidden' ? '' : ` ${t.ifThatDoesNotHelp({ remedy })}`;
  return { title: t.sharedWithoutItsKey, sentence, remedy: t.askForItsKey + rest };
}

/** Failures of a server or of what it holds, about which it can be asked. */
const ofServers: readonly AppError['code'][] = [
  ...(['not-found', 'not-a-dataset', 'bad-metadata', 'network', 'cors', 'mixed-content', 'timeout'] as const),
  ...(['redirected', 'http', 'forbidden', 'bad-range'] as const),
];

/** Whether there is a server to ask what is the matter. */
export function isOfServer({
  error,
  location,
}: {
  readonly error: AppError;
  readonly location?: string;
}): boolean {
  const address = location ?? text(error.detail, 'url');
  // One without a scheme is below the page itself.
  const isServed = address !== undefined && /^\s*((https?|s3|gs):|(?![a-z][a-z0-9+.-]*:))/i.test(address);
  return ofServers.includes(error.code) && isServed;
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
  return host === '' ? t.theServer : host;
}

function documentSentence(detail: ErrorDetail, message: string): string {
  const file = text(detail, 'document');
  const field = text(detail, 'field');
  return file === undefined || field === undefined ? message : t.inTheField({ file, field, message });
}

function evidenceOf({ detail }: AppError, address: string | undefined): [string, string][] {
  const rows: readonly (readonly [string, string | undefined])[] = [
    [t.askedFor, address === undefined ? undefined : plainAddress(address)],
    [t.document, 'version' in detail ? undefined : text(detail, 'document')],
    [t.field, text(detail, 'field')],
    [t.status, text(detail, 'status')],
    [t.feature, text(detail, 'feature')],
  ];
  return rows.filter((row): row is [string, string] => row[1] !== undefined && row[1] !== '');
}

function refusal(host: string, status: string | undefined): string {
  return status === undefined ? t.refused({ host }) : t.refusedWithStatus({ host, status });
}

function text(detail: ErrorDetail, key: string): string | undefined {
  const value = Object.hasOwn(detail, key) ? detail[key] : undefined;
  return value === undefined ? undefined : String(value);
}
