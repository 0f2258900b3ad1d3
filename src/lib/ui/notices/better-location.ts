import type { NoticeModel } from '../../app';
import type { AppError } from '../../core';
import { errors as t } from '../../messages';

/** What a failed location was meant to be, where it shows. */
export interface BetterLocation {
  /** Opens what was meant; absent when no page can open it. */
  readonly location?: string;
  /** Words of the button that opens it. */
  readonly action?: string;
  readonly title?: string;
  readonly sentence?: string;
  readonly remedy: string;
}

/** Files that lie in or beside an image and are none themselves. */
const fileName =
  /\/(readme|license|licence|changelog|[^/]+\.(md|txt|rst|json|xml|ome|csv|tsv|ya?ml|html?|pdf))$/i;
/** Paths of a disk: '/home/…', 'C:\…', '~/…', 'file:…', '\\server\…'. */
const diskPath = /^(\/(?!\/)|[a-z]:[\\/]|~[\\/]|file:|\\\\)/i;

/** Returns what else to open instead of a location that failed with `error`; `undefined` when nothing shows it. */
export function betterLocation(error: AppError, location: string | undefined): BetterLocation | undefined {
  if (location === undefined) return undefined;
  const wanted = location.trim();
  const inner = innerPath(error);
  if (inner !== undefined) return inside(wanted, inner, error);
  // The project itself is there.
  if (error.detail['isPartOfProject'] === true) return undefined;
  if (!['bad-location', 'not-found', 'not-a-dataset'].includes(error.code)) return undefined;
  if (wanted.startsWith('gen:')) return { remedy: t.correctItAndOpenIt };
  return diskPath.test(wanted) ? onDisk(wanted) : folderOf(wanted);
}

/** Whether there may be images in what a failed location names: it is a plate, a group or a folder. */
export function holdsMore({ error, location }: Pick<NoticeModel, 'error' | 'location'>): boolean {
  if (location === undefined || /^\s*gen:/.test(location)) return false;
  return error.code === 'not-a-dataset' || error.code === 'not-found' || innerPath(error) !== undefined;
}

/** Path of an image within a plate, a well or a group. */
function innerPath({ code, detail }: AppError): string | undefined {
  const first = Array.isArray(detail['arrays']) ? detail['arrays'][0] : detail['path'];
  return code === 'unsupported' && typeof first === 'string' ? first : undefined;
}

function inside(location: string, path: string, { message }: AppError): BetterLocation {
  const open = { action: t.openInner({ path }), remedy: t.openOneImage({ path }) };
  const sentence = message.replace(/ Open (one of them|an? [^"]*"[^"]*")\./, '');
  const within = withinFile(location, path);
  if (within !== undefined) return { ...open, sentence, location: within };
  const { address, query } = split(location);
  const parts = address.replace(/\/+$/, '').split('/');
  for (const part of path.split('/')) {
    if (part === '..') parts.pop();
    else parts.push(part);
  }
  return {
    ...{ ...open, sentence },
    location: parts.join('/') + query,
  };
}

/** The path in a file that holds a tree; `undefined` for a folder. */
function withinFile(location: string, path: string): string | undefined {
  const inner = path.split('/').map(encodeURIComponent).join('/');
  if (/\|(zip|hdf5):/i.test(location))
    return `${location.replace(/\/+$/, '')}${/:$/.test(location) ? '' : '/'}${inner}`;
  const { address } = split(location);
  if (/\.(zip|ozx)$/i.test(address)) return `${location}|zip:${inner}`;
  return /\.(h5|hdf5|hdf|ims|xml)$/i.test(address) ? `${location}|hdf5:${inner}` : undefined;
}

function onDisk(path: string): BetterLocation {
  const plain = path.replace(/^file:(\/\/(?=\/))?/i, '');
  const quoted = /[\s\\]/.test(plain) ? `"${plain}"` : plain;
  return {
    title: t.pathOnAComputer,
    sentence: t.browsersReadNoPaths,
    remedy: t.serveIt({ path: quoted }),
  };
}

/** Of a file, the folder that holds it. */
function folderOf(location: string): BetterLocation | undefined {
  const { address, query } = split(location);
  if (!fileName.test(address)) return undefined;
  const at = address.lastIndexOf('/');
  return {
    location: address.slice(0, at) + query,
    action: t.openTheFolder,
    title: t.fileNotImage,
    sentence: t.fileIsNoImage({ file: address.slice(at + 1) }),
    remedy: t.openItsFolder,
  };
}

function split(location: string): { address: string; query: string } {
  const at = location.search(/[?#]/);
  return at < 0
    ? { address: location, query: '' }
    : { address: location.slice(0, at), query: location.slice(at) };
}
