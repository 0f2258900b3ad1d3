import { hints as t } from '../../messages';

/** A word of advice, shown until it is dismissed. */
export interface Hint {
  readonly id: 'move-2d' | 'move-3d' | 'panels';
  readonly text: string;
}

/** What decides which hint is of use. */
export interface HintSituation {
  readonly mode: '2d' | '3d';
  /** By the pointer that was last used. */
  readonly isTouch: boolean;
  /** Panels are in a sheet. */
  readonly hasSheet: boolean;
}

const texts = {
  'move-2d': {
    touch: t.moveByTouch,
    mouse: t.moveByMouse,
  },
  'move-3d': {
    touch: t.turnByTouch,
    mouse: t.turnByMouse,
  },
  panels: {
    touch: t.pullTheGripUp,
    mouse: t.pullTheGripUp,
  },
} as const;

/** Returns the hint to show: at most one, and none that was dismissed. */
export function hintFor(
  { mode, isTouch, hasSheet }: HintSituation,
  dismissed: readonly string[],
): Hint | undefined {
  const wanted: Hint['id'][] = [mode === '3d' ? 'move-3d' : 'move-2d'];
  if (hasSheet) wanted.push('panels');
  const id = wanted.find((candidate) => !dismissed.includes(candidate));
  return id && { id, text: texts[id][isTouch ? 'touch' : 'mouse'] };
}

/** What is kept of hints from visit to visit. */
export interface HintMemory {
  readonly dismissed: readonly string[];
  /** No hint at all. */
  readonly isOff: boolean;
}

const VERSION = 1;
const MAX_LENGTH = 1000;

/** Reads what {@link formatHints} wrote; anything else is as on a first visit. */
export function parseHints(text: string | null): HintMemory {
  const first: HintMemory = { dismissed: [], isOff: false };
  if (text === null || text.length > MAX_LENGTH) return first;
  try {
    const stored = JSON.parse(text) as Partial<HintMemory & { version: unknown }> | null;
    if (stored?.version !== VERSION) return first;
    const { dismissed, isOff } = stored;
    const ids = Array.isArray(dismissed) ? dismissed.filter((id) => typeof id === 'string') : [];
    return { dismissed: [...new Set(ids)], isOff: isOff === true };
  } catch {
    // Someone else's text under our key says nothing.
    return first;
  }
}

export function formatHints(memory: HintMemory): string {
  return JSON.stringify({ version: VERSION, ...memory });
}
