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
