// The early search box: `public/early.js` shows it before the rest of the interface is loaded, where
// the last end left the search on show, so that the keys of a seller who does not wait are kept.

const TOP = 'search-top';

/** Takes the early box away. Gives what was typed into it. */
export function takeEarlyKeys(): string {
  const early = document.getElementById('early');
  early?.remove();
  return early?.querySelector('input')?.value ?? '';
}

/** Has the next start show an early box where `box` is, if `box` is still there at the end. */
export function showEarlyNextTime(box: Element): () => void {
  const frame = requestAnimationFrame(() => {
    localStorage.setItem(TOP, String(box.getBoundingClientRect().top));
  });
  return () => {
    cancelAnimationFrame(frame);
    localStorage.removeItem(TOP);
  };
}
