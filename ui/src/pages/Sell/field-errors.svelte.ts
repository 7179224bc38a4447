// What the till or the store says is wrong with the fields of a refused sale, until the seller has
// mended them.

import { SvelteMap } from 'svelte/reactivity';

import type { RefusalView } from '$lib/backend/types';
import { fieldWords } from '$lib/words/fields';

export class FieldErrors {
  readonly #refusal: () => RefusalView | null;
  // For each field that was edited since: the time of the refusal that it answered.
  readonly #mended = new SvelteMap<string, number>();

  constructor(refusal: () => RefusalView | null) {
    this.#refusal = refusal;
  }

  /** What is wrong with the field, if anything is. */
  of(field: string): string | undefined {
    const refusal = this.#refusal();
    if (!refusal || this.#mended.get(field) === refusal.at) return undefined;
    const said = refusal.error.details.filter((detail) => detail.field === field);
    return said.length > 0 ? said.map(fieldWords).join(' ') : undefined;
  }

  /** Whether anything is wrong with one of the fields. */
  any(fields: readonly string[]): boolean {
    return fields.some((field) => this.of(field) !== undefined);
  }

  /** The field was edited: what was said of it is answered. */
  mend(field: string): void {
    const refusal = this.#refusal();
    if (refusal) this.#mended.set(field, refusal.at);
  }
}
