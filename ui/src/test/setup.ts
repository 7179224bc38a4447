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

// Lists that draw only what is in view measure themselves: each list is 600 px high here, and each
// of its items 60.
vi.stubGlobal(
  'ResizeObserver',
  class {
    readonly #resized: ResizeObserverCallback;
    constructor(resized: ResizeObserverCallback) {
      this.#resized = resized;
    }
    observe(target: Element) {
      const height = target.matches('[role=listbox]') ? 600 : 60;
      const entry = { target, contentRect: { width: 800, height } } as ResizeObserverEntry;
      queueMicrotask(() => this.#resized([entry], this as unknown as ResizeObserver));
    }
    unobserve() {}
    disconnect() {}
  },
);

Object.defineProperty(HTMLElement.prototype, 'offsetParent', {
  get(this: HTMLElement) {
    return this.parentElement;
  },
});

Element.prototype.scrollTo = function (this: Element, to?: ScrollToOptions | number) {
  this.scrollTop = (typeof to === 'object' ? to.top : to) ?? 0;
  this.dispatchEvent(new Event('scroll'));
};

afterEach(async () => {
  vi.useRealTimers();
  cleanup();
  location.hash = '';
  // What was mounted stops listening a moment later, and still needs the host for that.
  await new Promise((resolve) => setTimeout(resolve));
  clearMocks();
});
