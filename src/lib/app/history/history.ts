import type { PartialViewState } from '../../share';
import type { SourceSpec } from '../scene/state/source-slots';

/** A part of the view as it was, or became: plain JSON. `null` stands for what was absent. */
export type ViewPatch = Omit<PartialViewState, 'layers'> & {
  readonly layers?: readonly ({ readonly id: string } & Readonly<Record<string, unknown>>)[];
};

/** A layer that was open: the source it came from and what it was called. */
export interface OpenLayer extends SourceSpec {
  readonly id: string;
  readonly name: string;
}

/** One change of the view that can be taken back and made again. */
export interface ViewChange {
  /** What changed, for the next change to tell whether it goes on with it. */
  readonly subject: string;
  /** In words that follow 'Undo', such as 'contrast of DAPI'. */
  readonly name: string;
  /** It may come in many small steps, as a drag does. */
  readonly isContinuous: boolean;
  readonly undo: ViewPatch;
  readonly redo: ViewPatch;
  /** Layers of both states that the other lacks: to be opened again with these ids. */
  readonly layers: readonly OpenLayer[];
}

/** What can be undone and what can be made again, oldest first. */
export interface History {
  readonly past: readonly ViewChange[];
  /** The one that was undone last comes last. */
  readonly future: readonly ViewChange[];
}

export interface HistoryLimits {
  readonly maxChanges: number;
  /** Of all changes, written as JSON in two-byte characters. */
  readonly maxBytes: number;
}

export const emptyHistory: History = { past: [], future: [] };

/** Adds a change; what was undone before it is gone, and so is the oldest that exceeds the limits. */
export function withChange({ past }: History, change: ViewChange, limits: HistoryLimits): History {
  return { past: withinLimits([...past, change], limits), future: [] };
}

/** Puts a change in the place of the last one, which it goes on with; `undefined` when both together change nothing. */
export function withLast({ past }: History, change: ViewChange | undefined, limits: HistoryLimits): History {
  const before = past.slice(0, -1);
  return { past: change ? withinLimits([...before, change], limits) : before, future: [] };
}

/** Moves the last change to what can be made again. */
export function undone({ past, future }: History): History {
  const last = past.at(-1);
  return last ? { past: past.slice(0, -1), future: [...future, last] } : { past, future };
}

/** The inverse of {@link undone}. */
export function redone({ past, future }: History): History {
  const next = future.at(-1);
  return next ? { past: [...past, next], future: future.slice(0, -1) } : { past, future };
}

export function bytesOf(change: ViewChange): number {
  return 2 * JSON.stringify(change).length;
}

/** Keeps the latest changes that fit. One that is too large by itself is dropped with all before it, which build on it. */
function withinLimits(changes: readonly ViewChange[], { maxChanges, maxBytes }: HistoryLimits): ViewChange[] {
  let bytes = 0;
  let first = changes.length;
  while (first > 0 && changes.length - first < maxChanges) {
    const change = changes[first - 1];
    bytes += change ? bytesOf(change) : 0;
    if (bytes > maxBytes) break;
    first--;
  }
  return changes.slice(first);
}
