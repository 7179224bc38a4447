// arguments: the text for the search box; then what is called with two times in milliseconds: until
// the page says what was found, and until that is painted.
const [text, done] = arguments;
const box = document.querySelector('[role=combobox]');
const found = () => document.querySelector('.search-box .count')?.textContent;
// The next task after a frame is begun when that frame is painted.
const afterFrame = (act) => requestAnimationFrame(() => setTimeout(act));

function type() {
  const before = found();
  const began = performance.now();
  const seen = new MutationObserver(() => {
    if (found() === before) return;
    seen.disconnect();
    const updated = performance.now() - began;
    afterFrame(() => done([updated, performance.now() - began]));
  });
  seen.observe(document.body, { subtree: true, childList: true, characterData: true });
  Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value').set.call(box, text);
  box.dispatchEvent(new InputEvent('input', { bubbles: true }));
}

// Nobody types while the page is still painting the keystroke before.
afterFrame(() => afterFrame(type));
