const KEY = 'exascope.recent-commands';

/** Returns the ids of the commands used last, newest first; none where nothing, or nothing of ours, is kept. */
export function readRecent(): string[] {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(KEY) ?? '[]');
    return Array.isArray(stored) ? stored.filter((id) => typeof id === 'string') : [];
  } catch {
    // Storage is refused in some private windows, and someone else's text says nothing: nothing is remembered then.
    return [];
  }
}

export function writeRecent(ids: readonly string[]): void {
  try {
    localStorage.setItem(KEY, JSON.stringify(ids));
  } catch {
    // As above.
  }
}
