// Short messages to the seller. What is said quietly goes by itself and may carry one action, such
// as Undo; a warning stays until it is put away. What only a screen reader needs is whispered.

import { createContext, untrack } from 'svelte';

import type { ErrorView } from './backend/types';
import { errorWords } from './words/errors';

export type Notice = {
  id: number;
  text: string;
  warning: boolean;
  action?: { label: string; run: () => unknown };
};

/** How long a notice stays; long enough to read it and to reach its action by keyboard. */
export const NOTICE_MS = 8_000;

const MOST_AT_ONCE = 3;

export const [getNotices, setNotices] = createContext<Notices>();

export class Notices {
  list = $state.raw<Notice[]>([]);
  whispered = $state('');
  /** What lies over the window, topmost last: only there can notices be seen and reached. */
  layers = $state.raw<readonly string[]>([]);
  #last = 0;

  say(text: string, action?: Notice['action']): void {
    this.#add({ id: ++this.#last, text, warning: false, ...(action ? { action } : {}) });
  }

  warn(text: string): void {
    if (this.list.some((notice) => notice.warning && notice.text === text)) return;
    this.#add({ id: ++this.#last, text, warning: true });
  }

  /** Tells of a command's failure, after what was being done. */
  failed(error: ErrorView, attempt = ''): void {
    this.warn(`${attempt} ${errorWords(error)}`.trim());
  }

  whisper(text: string): void {
    // A screen reader speaks only of what changes: the same words twice need a difference.
    this.whispered = text === this.whispered ? `${text}\u00a0` : text;
  }

  /** Shows the notices in `layer` until the answer is called. */
  over(layer: string): () => void {
    // Read within an effect, the list must not bring that effect about again.
    this.layers = [...untrack(() => this.layers), layer];
    return () => (this.layers = this.layers.filter((other) => other !== layer));
  }

  dismiss(id: number): void {
    this.list = this.list.filter((notice) => notice.id !== id);
  }

  #add(notice: Notice): void {
    const list = [...this.list, notice];
    // A warning is never pushed out: of the quiet ones the oldest goes.
    const quiet = list.filter(({ warning }) => !warning);
    const tooMany = list.length - MOST_AT_ONCE;
    const leaving = new Set(quiet.slice(0, Math.max(0, Math.min(tooMany, quiet.length - 1))));
    this.list = list.filter((other) => !leaving.has(other));
  }
}
