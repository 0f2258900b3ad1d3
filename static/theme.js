// Before the first paint: the theme that was chosen, else what the system prefers, and the colour of the browser's bars with it.
(() => {
  let theme = null;
  try {
    theme = localStorage.getItem('exascope.theme');
  } catch {
    // Storage is closed to this page: the system's preference holds.
  }
  if (theme !== 'dark' && theme !== 'light')
    theme = matchMedia('(prefers-color-scheme: light)').matches ? 'light' : 'dark';
  document.documentElement.dataset.theme = theme;
  const bars = document.querySelector('meta[name="theme-color"]');
  if (theme === 'light') bars.content = '#f3f4f6';
})();
// A view that is longer than any that is read (65,536 characters) is cut before the app asks for anything: each request carries the
// address of its page through the browser, and one of 2 MB held a start up for half a minute. It is still too long, and said to be.
if (location.hash.length > 100_000 && !location.hash.startsWith('#!'))
  history.replaceState(history.state, '', location.hash.slice(0, 100_000));
