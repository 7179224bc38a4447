// The present time as reactive state. A clock ticks only while something on screen reads it.

import { createSubscriber } from 'svelte/reactivity';

class Clock {
  readonly #subscribe: () => void;

  constructor(everyMs: number) {
    this.#subscribe = createSubscriber((update) => {
      const timer = setInterval(update, everyMs);
      return () => clearInterval(timer);
    });
  }

  get now(): number {
    this.#subscribe();
    return Date.now();
  }
}

/** For running clocks. */
export const seconds = new Clock(1_000);

/** For ages, which are told in minutes. */
export const minutes = new Clock(15_000);
