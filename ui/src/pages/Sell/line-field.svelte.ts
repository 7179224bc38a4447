// One field of a cart line. It shows what was typed until the till has taken that over; what comes
// back meanwhile never overwrites it.

import type { CartChange } from '$lib/backend/types';
import type { CartWriter, Slot } from '$lib/cart-writer.svelte';

export class LineField {
  #typed = $state<string>();
  readonly #writer: CartWriter;
  readonly #slot: Slot;
  readonly #stored: () => string;

  constructor(writer: CartWriter, slot: Slot, stored: () => string) {
    this.#writer = writer;
    this.#slot = slot;
    this.#stored = stored;
  }

  get text(): string {
    return this.#typed ?? this.#stored();
  }

  /** Whether the till refused what was typed. */
  get refused(): boolean {
    return this.#writer.refusals.has(this.#slot);
  }

  /** Takes what was typed; without a change there is nothing to send yet. */
  type(text: string, change: CartChange | undefined): void {
    this.#typed = text;
    if (change) this.#writer.write(change);
  }

  /** Sends what was typed and shows the till's own value again, unless the till refused it. */
  async settle(): Promise<void> {
    const typed = this.#typed;
    if (typed === undefined) return;
    const written = await this.#writer.flush().then(
      () => true,
      () => false,
    );
    if (written && this.#typed === typed && !this.refused) this.#typed = undefined;
  }
}
