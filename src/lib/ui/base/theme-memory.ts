/** Where the choice of theme is kept; the page reads it before it first paints. */
const KEY = 'exascope.theme';

/** Keeps the theme that the user chose for the next visit. */
export function rememberTheme(theme: 'dark' | 'light'): void {
  try {
    localStorage.setItem(KEY, theme);
  } catch {
    // Storage is refused in some private windows: the choice then lasts as long as the page.
  }
}
