import * as v from 'valibot';
import { AppError } from '../core';
import { fromBase64Url, toBase64Url } from './base64-url';
import { isBurden } from './burden';
import { deflate, inflateBase64Url } from './deflate';
import { tooMuch } from './too-much';
import type { PartialViewState, ViewState } from './view-state';
import { fromWire, toWire, wireSchema } from './wire-v1';

/** What a fragment may unpack to; nothing that a person sets comes near. */
const maxJsonBytes = 1 << 17;
/** Longer fragments are neither written nor read: no program that passes links on takes any of this length. */
const maxFragmentLength = 1 << 16;
/** The state itself nests half as deep, and each layer and channel is an object. */
const burden = { maxDepth: 16, maxObjects: 4096 };
/** Shorter views are written plainly, which every version of the program can read. */
const LONG = 1000;

/** How a payload is packed, by the version that the fragment starts with: as it is, or compressed. */
const plain = '1';
const packed = '2';

/**
 * Writes the view as a URL fragment: `#1:PAYLOAD.CHECK`, or `#2:PAYLOAD.CHECK` for one that is long.
 * The payload is JSON with short names as base64url, which mail and chat programs leave whole, in version 2 compressed with raw
 * DEFLATE before; the check is its FNV-1a hash as 8 hexadecimal digits, so that a link that was cut or mistyped says so.
 * Numbers keep full float64 precision, except that −0 becomes 0. Sources are not in the fragment.
 * Throws an AppError `too-much-to-share` for a state that has more than can be read back, and an Error for any other that
 * could not be.
 */
export function encodeView(state: ViewState): string {
  const json = JSON.stringify(toWire(state));
  const checked = v.safeParse(wireSchema, JSON.parse(json));
  if (!checked.success) throw unwritable(checked.issues[0]);
  const bytes = new TextEncoder().encode(json);
  if (bytes.byteLength > maxJsonBytes)
    throw tooMuch(`it has ${bytes.byteLength} bytes, of ${maxJsonBytes}`, { bytes: bytes.byteLength });
  if (isBurden(bytes, burden))
    throw tooMuch(`it has more than ${burden.maxObjects} layers and channels`, { field: 'layers' });
  const fragment = json.length < LONG ? withCheck(plain, bytes) : withCheck(packed, deflate(bytes));
  if (fragment.length > maxFragmentLength)
    throw tooMuch(`it takes ${fragment.length} characters, of ${maxFragmentLength}`, {
      length: fragment.length,
    });
  return fragment;
}

function withCheck(version: string, bytes: Uint8Array): string {
  const payload = toBase64Url(bytes);
  return `#${version}:${payload}.${checkOf(payload)}`;
}

/**
 * Reads what {@link encodeView} wrote, with or without the `#`. An empty fragment is a view that says nothing.
 * Rejects with an AppError `bad-link` for everything else; never with anything but that, and in time bounded by a constant.
 * One that is not compressed takes no turn of the event loop.
 */
export async function decodeView(fragment: string): Promise<{ view: PartialViewState }> {
  const written = fragment.startsWith('#') ? fragment.slice(1) : fragment;
  if (written.length > maxFragmentLength) throw badView('it is too long', { length: written.length });
  // Line ends within it are of mail programs.
  const body = written.replace(/[\t\n\r]+/g, '').trimEnd();
  if (body === '') return { view: {} };
  const [, version, rest] = /^(\d{1,6}):(.*)$/s.exec(body) ?? [];
  if (version === undefined || rest === undefined)
    throw badView('it does not start with a version, such as "1:"');
  if (version !== plain && version !== packed)
    throw badView(`it has format ${version}, which this version cannot read`, { version });
  const [payload = '', check, ...more] = rest.split('.');
  if (more.length > 0 || check !== checkOf(payload)) throw badView('it was cut short or changed on its way');
  const json = await unpack(payload, version === packed);
  if (json === undefined) throw badView(`it unpacks to more than ${String(maxJsonBytes)} bytes`);
  // The platform tells at once what is no text; looking at each byte takes a while.
  const text = readText(json);
  if (isBurden(json, burden)) throw badView('it is not well-formed, or has too many parts');
  const parsed = v.safeParse(wireSchema, parseJson(text), { abortEarly: true });
  if (!parsed.success) throw badView(describeIssue(parsed.issues[0]));
  return { view: fromWire(parsed.output) };
}

/** `undefined` for one that is too long. */
async function unpack(payload: string, isPacked: boolean): Promise<Uint8Array | undefined> {
  try {
    if (isPacked) return await inflateBase64Url(payload, maxJsonBytes);
    const bytes = fromBase64Url(payload);
    return bytes.byteLength > maxJsonBytes ? undefined : bytes;
  } catch (cause) {
    throw notWellFormed(cause);
  }
}

function readText(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (cause) {
    throw notWellFormed(cause);
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw notWellFormed(cause);
  }
}

function notWellFormed(cause: unknown): AppError {
  return badView('it is not well-formed', {}, cause);
}

function badView(reason: string, detail: Record<string, string | number> = {}, cause?: unknown): AppError {
  return new AppError('bad-link', `The view in this link cannot be read: ${reason}.`, detail, cause);
}

function unwritable(issue: v.BaseIssue<unknown>): Error {
  const reason = describeIssue(issue);
  return issue.type === 'max_length'
    ? tooMuch(reason, { field: v.getDotPath(issue) ?? '' })
    : new Error(`The view state cannot be written to a link: ${reason}`);
}

/** Names the place and the fault, without quoting what the link holds. */
function describeIssue(issue: v.BaseIssue<unknown>): string {
  const path = v.getDotPath(issue)?.slice(0, 80);
  return `${path ? `"${path}"` : 'it'} is not valid (${faultOf(issue)})`;
}

function faultOf({ type, expected, message }: v.BaseIssue<unknown>): string {
  if (expected === 'never') return 'no such name in format 1';
  return expected === null || type === 'custom' ? message : `expected ${expected}`;
}

/**
 * FNV-1a, 32 bits: every change of a single character changes it. Of characters beyond ASCII, which are in nothing that was
 * written, it is another hash. In halves of 16 bits, as a link is mostly the first that is read: numbers beyond 31 bits cost three
 * times as much in code that has not run before.
 */
function checkOf(payload: string): string {
  let high = 0x811c;
  let low = 0x9dc5;
  for (let at = 0; at < payload.length; at++) {
    low ^= payload.charCodeAt(at);
    high = (high * 0x193 + (low << 8) + ((low * 0x193) >>> 16)) & 0xffff;
    low = (low * 0x193) & 0xffff;
  }
  return [high, low].map((half) => half.toString(16).padStart(4, '0')).join('');
}
