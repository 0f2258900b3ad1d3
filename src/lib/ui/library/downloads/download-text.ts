import type { DownloadState } from '../../../app';
import { wholeText } from '../../text/numbers';
import { bytesText } from '../../text/sizes';

/** Returns '1 piece' or '1,204 pieces'. */
export function piecesText(count: number): string {
  return `${wholeText(count)} ${count === 1 ? 'piece' : 'pieces'}`;
}

/** Returns where a download stands, in one line. */
export function downloadText({ state, doneChunks, totalChunks, bytes }: DownloadState): string {
  if (state === 'complete') return `All ${piecesText(totalChunks)} are here and checked, ${bytesText(bytes)}`;
  const done = `${wholeText(doneChunks)} of ${piecesText(totalChunks)}`;
  if (state === 'verifying') return `Checking what came: ${done}`;
  return state === 'paused' ? `Paused at ${done}` : `${done}, ${bytesText(bytes)}`;
}

/** Returns what is missing of the picture while its server is out of reach. */
export function missesText(count: number): string {
  return `${piecesText(count)} of this view ${count === 1 ? 'is' : 'are'} not on this device`;
}
