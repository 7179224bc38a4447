// What the till or the store says is wrong with the fields of a refused sale, until the seller has
// mended them.

import type { Till } from '$lib/till.svelte';
import { fieldWords } from '$lib/words/fields';

export class FieldErrors {
  readonly #till: Till;

  constructor(till: Till) {
    this.#till = till;
  }

  /** What is wrong with the field, if anything is. */
  of(field: string): string | undefined {
    const { refusal, mended } = this.#till;
    if (!refusal || mended.get(field) === refusal.at) return undefined;
    const said = refusal.error.details.filter((detail) => detail.field === field);
    return said.length > 0 ? said.map(fieldWords).join(' ') : undefined;
  }

  /** Whether anything is wrong with one of the fields. */
  any(fields: readonly string[]): boolean {
    return fields.some((field) => this.of(field) !== undefined);
  }

  /** The field was edited: what was said of it is answered. */
  mend(field: string): void {
    const { refusal, mended } = this.#till;
    if (refusal) mended.set(field, refusal.at);
  }
}
