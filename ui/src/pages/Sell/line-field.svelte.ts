// One field of a cart line. It shows what was typed until the till has taken that over; what comes
// back meanwhile never overwrites it, nor does leaving the page for a while.

import type { CartChange } from '$lib/backend/types';
import type { CartWriter, Slot } from '$lib/cart-writer.svelte';

export class LineField {
  readonly #writer: CartWriter;
  readonly #slot: Slot;
  readonly #stored: () => string;

  constructor(writer: CartWriter, slot: Slot, stored: () => string) {
    this.#writer = writer;
    this.#slot = slot;
    this.#stored = stored;
  }

  get text(): string {
    return this.#writer.typed.get(this.#slot) ?? this.#stored();
  }

  /** Whether the till refused what was typed. */
  get refused(): boolean {
    return this.#writer.refusals.has(this.#slot);
  }

  /** Takes what was typed; without a change there is nothing to send yet. */
  type(text: string, change: CartChange | undefined): void {
    this.#writer.typed.set(this.#slot, text);
    if (change) this.#writer.write(change);
  }

  /** Sends what was typed and shows the till's own value again, unless the till refused it. */
  async settle(): Promise<void> {
    const { typed } = this.#writer;
    const text = typed.get(this.#slot);
    if (text === undefined) return;
    try {
      await this.#writer.flush();
    } catch {
      // The writer has told of it; what was typed stays and is sent with the next change.
      return;
    }
    if (typed.get(this.#slot) === text && !this.refused) typed.delete(this.#slot);
  }
}
