// The style sheet of the screens beyond the first: fetched behind the first paint, and awaited before they are shown.
let ready: Promise<void> | null = null;

export function more_styles(): Promise<void> {
  ready ??= new Promise((resolve) => {
    const known = document.getElementById('more-styles') as HTMLLinkElement | null;
    if (!known) return resolve();
    const link = document.createElement('link');
    link.rel = 'stylesheet';
    link.href = known.href;
    // A screen without its looks is better than none.
    link.onload = () => resolve();
    link.onerror = () => resolve();
    document.head.append(link);
  });
  return ready;
}
