import * as v from 'valibot';
import { AppError } from '../core';
import type { PartialViewState, ViewState } from './view-state';
import { fromWire, toWire, wireSchema } from './wire-v1';

/** Longer fragments are refused unread: browsers cut addresses at about twice this. */
const maxFragmentLength = 1 << 20;

/**
 * Writes the view as a URL fragment: `#1:PAYLOAD.CHECK`.
 * The payload is JSON with short names as base64url, which mail and chat programs leave whole; the check is its FNV-1a hash
 * as 8 hexadecimal digits, so that a link that was cut or mistyped says so. Numbers keep full float64 precision, except that −0 becomes 0.
 * Sources are not in the fragment. Throws an Error when the state is not one that could be read back.
 */
export function encodeView(state: ViewState): string {
  const json = JSON.stringify(toWire(state));
  const checked = v.safeParse(wireSchema, JSON.parse(json));
  if (!checked.success)
    throw new Error(`The view state cannot be written to a link: ${describeIssue(checked.issues[0])}`);
  const payload = toBase64Url(new TextEncoder().encode(json));
  return `#1:${payload}.${checkOf(payload)}`;
}

/**
 * Reads what {@link encodeView} wrote, with or without the `#`. An empty fragment is a view that says nothing.
 * Throws an AppError `bad-link` for everything else; never anything but that, and in time bounded by a constant.
 */
export function decodeView(fragment: string): { view: PartialViewState } {
  const body = fragment.startsWith('#') ? fragment.slice(1) : fragment;
  if (body === '') return { view: {} };
  if (body.length > maxFragmentLength) throw badView('it is too long', { length: body.length });
  const [, version, rest] = /^(\d{1,6}):(.*)$/s.exec(body) ?? [];
  if (version === undefined || rest === undefined)
    throw badView('it does not start with a version, such as "1:"');
  if (version !== '1') throw badView(`it has format ${version}, which this version cannot read`, { version });
  const [payload = '', check, ...more] = rest.split('.');
  if (more.length > 0 || check !== checkOf(payload)) throw badView('it was cut short or changed on its way');
  const parsed = v.safeParse(wireSchema, parsePayload(payload), { abortEarly: true });
  if (!parsed.success) throw badView(describeIssue(parsed.issues[0]));
  return { view: fromWire(parsed.output) };
}

function parsePayload(payload: string): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(fromBase64Url(payload)));
  } catch (cause) {
    throw badView('it is not well-formed', {}, cause);
  }
}

function badView(reason: string, detail: Record<string, string | number> = {}, cause?: unknown): AppError {
  return new AppError('bad-link', `The view in this link cannot be read: ${reason}.`, detail, cause);
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

/** FNV-1a, 32 bits: every change of a single character changes it. */
function checkOf(payload: string): string {
  let hash = 0x811c9dc5;
  for (let i = 0; i < payload.length; i++) hash = Math.imul(hash ^ payload.charCodeAt(i), 0x01000193);
  return (hash >>> 0).toString(16).padStart(8, '0');
}

function toBase64Url(bytes: Uint8Array): string {
  const binary = Array.from(bytes, (byte) => String.fromCharCode(byte)).join('');
  return btoa(binary).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}

function fromBase64Url(payload: string): Uint8Array {
  const binary = atob(payload.replaceAll('-', '+').replaceAll('_', '/'));
  return Uint8Array.from(binary, (character) => character.charCodeAt(0));
}
