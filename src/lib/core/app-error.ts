/**
 * What went wrong, for callers to branch on. The user interface has one sentence and one thing to do for each; docs/errors.md
 * lists them.
 *
 * - `bad-location`: what was typed is not a location that can be opened
 * - `not-found`: the server has nothing there
 * - `not-a-dataset`: something is there, but no metadata that we know
 * - `bad-metadata`: a document breaks its specification or our bounds; `detail` has `document` and `field`
 * - `unsupported`: valid, but a feature that cannot be shown; `detail.feature` names it
 * - `network`: no answer: the server is out of reach, or the connection broke
 * - `offline`: no answer, and nothing else can be reached either
 * - `offline-miss`: a chunk that is not kept on this device, while its server is out of reach
 * - `cors`: the server answers, but does not let pages of other sites read it
 * - `mixed-content`: an encrypted page may not read an address that is not
 * - `timeout`: the server took a request and sent nothing for too long
 * - `redirected`: a redirect that is not followed, since the location may hold a key
 * - `http`: an answer other than success; `detail.status`
 * - `forbidden`: 401 or 403
 * - `bad-range`: the server ignored or mangled a byte range
 * - `corrupt-chunk`: bytes that did not decode to what the metadata promises
 * - `dataset-changed`: a shard that is another now than when its index was read
 * - `chunk-too-large`: one chunk alone exceeds the memory limit
 * - `worker-crashed`: a chunk took its decode worker down twice
 * - `gpu`: WebGL2 is missing or was lost for good
 * - `bad-link`: a link that cannot be read
 * - `too-much-to-share`: a view that has more than a link or a view file holds; `detail.field` names what
 * - `not-picked`: data of a device, of which nothing is known here: it was picked on another one, or forgotten
 * - `not-allowed`: data of this device that the browser lets us read only after another click
 */
export const appErrorCodes = [
  'bad-location',
  'not-found',
  'not-a-dataset',
  'bad-metadata',
  'unsupported',
  'network',
  'offline',
  'offline-miss',
  'cors',
  'mixed-content',
  'timeout',
  'redirected',
  'http',
  'forbidden',
  'bad-range',
  'corrupt-chunk',
  'dataset-changed',
  'chunk-too-large',
  'worker-crashed',
  'gpu',
  'bad-link',
  'too-much-to-share',
  'not-picked',
  'not-allowed',
] as const;

/** One of {@link appErrorCodes}. */
export type AppErrorCode = (typeof appErrorCodes)[number];

/** Facts about a failure: plain JSON, without secrets. Common keys: `url`, `document`, `field`, `status`, `feature`. */
export type ErrorDetail = Readonly<Record<string, string | number | boolean | readonly string[]>>;

/** A failure of the world outside the program. The message is one English sentence that names what failed and why. */
export class AppError extends Error {
  readonly code: AppErrorCode;
  readonly detail: ErrorDetail;

  constructor(code: AppErrorCode, message: string, detail: ErrorDetail = {}, cause?: unknown) {
    super(message, { cause });
    this.name = 'AppError';
    this.code = code;
    this.detail = detail;
  }
}

/** An AppError as it crosses from a worker to the page; `aborted` stands for an AbortError. */
export type ErrorMessage =
  | { readonly aborted: true }
  | { readonly code: AppErrorCode; readonly message: string; readonly detail: ErrorDetail }
  | { readonly bug: string };

export function isAbort(error: unknown): boolean {
  return error instanceof DOMException && error.name === 'AbortError';
}

/** Returns what to post for `error`, whatever it is. */
export function errorToMessage(error: unknown): ErrorMessage {
  if (isAbort(error)) return { aborted: true };
  if (error instanceof AppError) return { code: error.code, message: error.message, detail: error.detail };
  return { bug: error instanceof Error ? (error.stack ?? error.message) : String(error) };
}

/** The inverse of {@link errorToMessage}. */
export function errorFromMessage(message: ErrorMessage): Error | DOMException {
  if ('aborted' in message) return new DOMException('The read was aborted.', 'AbortError');
  if ('code' in message) return new AppError(message.code, message.message, message.detail);
  return new Error(message.bug);
}
