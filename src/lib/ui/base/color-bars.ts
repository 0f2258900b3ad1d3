/** Gives the browser's bars, and the title bar of the installed app, the colour of what lies next to them: a token of the theme in force. */
export function colorBars(token: '--page' | '--canvas'): void {
  const color = getComputedStyle(document.documentElement).getPropertyValue(token).trim();
  document.querySelector('meta[name="theme-color"]')?.setAttribute('content', color);
}
