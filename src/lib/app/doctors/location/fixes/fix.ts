import type { VerdictKind } from '../findings';

/** Kinds of servers that fixes are written for. */
export const serverKinds = ['s3', 'gcs', 'nginx', 'apache', 'caddy'] as const;
export type ServerKind = (typeof serverKinds)[number];

/** What a server can be told so that the location opens. */
export type FixableVerdict = Exclude<VerdictKind, 'unreachable' | 'offline' | 'busy' | 'opens'>;

/** Where a fix is for. Nothing of it is secret, and what others may have chosen of it is quoted where it is put. */
export interface FixPlace {
  /** Of this page, such as 'https://exascope.example'. */
  readonly origin: string;
  /** What failed, without user, query and fragment. */
  readonly url: URL;
  /** Names of headers that were given for it. */
  readonly headers: readonly string[];
}

/** Something to copy. */
export interface Fix {
  readonly server: ServerKind;
  /** The file that it belongs into, or the shell that runs it. */
  readonly where: string;
  readonly text: string;
}

export type Writer = (place: FixPlace) => string;

/** What each server is told for each verdict. */
export interface ServerFixes {
  readonly where: string;
  /** Where it is commands that help, though the server has a file of its own. */
  readonly inShell: readonly FixableVerdict[];
  readonly texts: Readonly<Record<FixableVerdict, Writer>>;
}

/** What answers let pages read besides what all may. */
export const exposedHeaders = ['Content-Length', 'Content-Range', 'Accept-Ranges', 'ETag', 'Last-Modified'];

/** What pages may ask with. */
export function allowedHeaders({ headers }: FixPlace): string[] {
  return ['Range', ...headers.filter((name) => name.toLowerCase() !== 'range')];
}

/** Text as one word of a POSIX shell, whatever it holds. */
export function shellWord(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}

/** The folders of an address, as far as their names mean nothing to the files of servers. Ends in '/'. */
export function plainFolder({ pathname }: URL): string {
  const folders = pathname.split('/').slice(1, -1);
  const odd = folders.findIndex((name) => !/^[\w.-]+$/.test(name));
  return ['', ...(odd < 0 ? folders : folders.slice(0, odd)), ''].join('/');
}

/** A path as it is called in a bucket or a folder. */
export function readablePath(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch (error) {
    if (error instanceof URIError) return path;
    throw error;
  }
}

/** Asks the server as this page does, and shows the answer. */
export function checkCommand({ origin, url }: FixPlace): string {
  const target = new URL('zarr.json', url.pathname.endsWith('/') ? url : `${url.href}/`);
  const address = /\.(zip|ozx)\/?$/i.test(url.pathname) ? url.href : target.href;
  return `curl -sS -D - -o /dev/null -H ${shellWord(`Origin: ${origin}`)} -H 'Range: bytes=0-0' ${shellWord(address)}\n`;
}
