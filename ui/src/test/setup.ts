// What jsdom lacks of a browser, as far as the interface needs it, and a clean slate after each test.

import { clearMocks } from '@tauri-apps/api/mocks';
import { cleanup } from '@testing-library/svelte';
import { afterEach, vi } from 'vitest';

HTMLElement.prototype.scrollIntoView = () => {};

HTMLDialogElement.prototype.showModal = function () {
  this.open = true;
};

HTMLDialogElement.prototype.close = function () {
  this.open = false;
  this.dispatchEvent(new Event('close'));
};

vi.stubGlobal(
  'IntersectionObserver',
  class {
    observe() {}
    disconnect() {}
  },
);

afterEach(async () => {
  vi.useRealTimers();
  cleanup();
  location.hash = '';
  // What was mounted stops listening a moment later, and still needs the host for that.
  await new Promise((resolve) => setTimeout(resolve));
  clearMocks();
});
