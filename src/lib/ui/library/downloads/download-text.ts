import type { DownloadState } from '../../../app';
import { downloads as t } from '../../../messages';
import { bytesText } from '../../text/sizes';

/** Returns '1 piece' or '1,204 pieces'. */
export function piecesText(count: number): string {
  return t.pieces({ count });
}

/** Returns where a download stands, in one line. */
export function downloadText({ state, doneChunks, totalChunks, bytes }: DownloadState): string {
  if (state === 'complete') return t.allAreHere({ pieces: piecesText(totalChunks), bytes: bytesText(bytes) });
  const done = t.doneOf({ done: doneChunks, pieces: piecesText(totalChunks) });
  if (state === 'verifying') return t.checkingWhatCame({ done });
  return state === 'paused' ? t.pausedAt({ done }) : `${done}, ${bytesText(bytes)}`;
}

/** Returns what is missing of the picture while its server is out of reach. */
export function missesText(count: number): string {
  return t.piecesMissing({ count });
}
