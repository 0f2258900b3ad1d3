import { formatPreferences, parsePreferences, type Preferences } from './preferences';

const KEY = 'exascope.preferences';
/** `static/theme.js` reads it before the first paint. */
const THEME_KEY = 'exascope.theme';

/** The parts of `localStorage` that are used. */
export type PreferenceStorage = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;

/** Reads what was chosen before; `storage` throws where the browser refuses it, and then all is as by default. */
export function readPreferences(storage: () => PreferenceStorage): Preferences {
  try {
    const open = storage();
    return parsePreferences(open.getItem(KEY), open.getItem(THEME_KEY));
  } catch {
    return parsePreferences(null);
  }
}

/** Keeps the choice for the next visit; where storage is refused or full it lasts as long as the page. */
export function writePreferences(storage: () => PreferenceStorage, preferences: Preferences): void {
  try {
    const open = storage();
    open.setItem(KEY, formatPreferences(preferences));
    if (preferences.theme === 'system') open.removeItem(THEME_KEY);
    else open.setItem(THEME_KEY, preferences.theme);
  } catch {
    // As the doc says.
  }
}
