import type { AppError } from '../../../core';
import type { RangeBytes, StoreRequest } from '../byte-store';
import { parseContentRange } from '../content-range';
import { isHtmlType, rangeError, rangesIgnored, refuseHtml } from '../http-answer';
import { declaredBytes, readBody, readPieces } from '../response-body';
import { spanOf } from './merged-ranges';
import { versionOf } from './object-version';
import type { PartSink } from './part-sink';

/** A whole object in place of a part is read up to this size, or twice the size of what is wanted. */
const maxWholeBytes = 2 ** 20;

/** What reading an answer needs to know of it. */
export interface AnswerFacts {
  /** Address for error texts. */
  readonly where: string;
  readonly request: StoreRequest;
  /** Says that bytes still come. */
  readonly alive: () => void;
}

/** Fills `parts`, of which there is at least one, from an answer to a request for the span of them all. */
export async function readParts(
  response: Response,
  parts: readonly PartSink[],
  facts: AnswerFacts,
): Promise<void> {
  const { where, request, alive } = facts;
  await refuseHtmlAnswer(response, facts);
  const span = spanOf(parts);
  const isWhole = response.status === 200;
  if (!isWhole) checkContentRange(response, span.offset, where);
  const version = versionOf(response);
  const overrun = (): AppError =>
    isWhole ? rangesIgnored(where) : rangeError(where, `sent more than ${span.length} bytes`);
  const onPiece = (piece: Uint8Array, offset: number): boolean => {
    alive();
    const at = isWhole ? offset : span.offset + offset;
    let unwanted = piece.byteLength;
    for (const part of parts) {
      const taken = part.take(piece, at, version);
      part.request.traffic.networkBytes += taken;
      unwanted -= taken;
    }
    request.traffic.networkBytes += unwanted;
    return !isWhole || parts.some((part) => !part.isSettled);
  };
  const maxBytes = isWhole ? Math.max(maxWholeBytes, 2 * span.length) : span.length;
  const length = await readPieces(response, { maxBytes, onPiece, overrun, where });
  if (parts.every((part) => part.isSettled)) return;
  throw rangeError(where, isWhole ? `has only ${length} bytes` : `sent ${length} bytes for ${span.length}`);
}

/** Reads an answer to a request for the last `length` bytes of an object of unknown size. */
export async function readSuffix(
  response: Response,
  length: number,
  facts: AnswerFacts,
): Promise<RangeBytes> {
  const { where, request, alive } = facts;
  await refuseHtmlAnswer(response, facts);
  const isWhole = response.status === 200;
  const version = versionOf(response);
  const maxBytes = isWhole ? Math.max(request.maxBytes, maxWholeBytes) : length;
  const onBytes = (count: number): void => {
    alive();
    request.traffic.networkBytes += count;
  };
  const overrun = (): AppError =>
    isWhole ? rangesIgnored(where) : rangeError(where, `sent more than ${length} bytes`);
  const bytes = await readBody(response, maxBytes, { onBytes, overrun, where });
  const total = isWhole ? bytes.byteLength : version.total;
  if (bytes.byteLength < length) throw rangeError(where, `sent ${bytes.byteLength} bytes for ${length}`);
  if (!isWhole && total !== undefined) checkContentRange(response, total - length, where);
  const part = isWhole ? bytes.slice(-length) : bytes;
  return { bytes: part, version, ...(total === undefined ? {} : { total }) };
}

async function refuseHtmlAnswer(response: Response, { where, request }: AnswerFacts): Promise<void> {
  if (!isHtmlType(response)) return;
  await response.body?.cancel();
  refuseHtml(true, new Uint8Array(0), request, where);
}

/** Other origins seldom let a page read where the bytes come from; where they do, it must be what was asked for. */
function checkContentRange(response: Response, offset: number, where: string): void {
  const range = parseContentRange(response.headers.get('content-range'));
  if (range !== undefined && range.first !== offset)
    throw rangeError(where, `sent bytes from ${range.first}`);
  const declared = declaredBytes(response);
  const isPlain = response.type !== 'cors' && response.headers.get('content-encoding') === null;
  if (range !== undefined && isPlain && declared !== undefined && declared !== range.last - range.first + 1)
    throw rangeError(where, `says that it sends ${declared} bytes of another range`);
}
