// Shows the early search box: see `src/lib/early.ts`. Runs while the document is read, before the
// rest of the interface is loaded.
{
  const top = localStorage.getItem('search-top');
  const early = document.getElementById('early');
  if (top !== null && early) {
    early.style.top = `${top}px`;
    early.hidden = false;
    early.querySelector('input')?.focus();
  }
}
