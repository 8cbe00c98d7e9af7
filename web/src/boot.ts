// Sets theme and density before the first paint; loaded as a plain blocking script because the policy allows none inline.
try {
  const root = document.documentElement;
  const theme = localStorage.getItem('tandem.theme');
  const dark = theme ? theme === 'dark' : matchMedia('(prefers-color-scheme: dark)').matches;
  root.dataset.theme = dark ? 'dark' : 'light';
  const density = localStorage.getItem('tandem.density');
  if (density) root.dataset.density = density;
} catch {
  document.documentElement.dataset.theme = 'light';
}
