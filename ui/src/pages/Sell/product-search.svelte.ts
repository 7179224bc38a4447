// The product search as the seller sees it: what is typed, what was found for it, and which hit is
// the active one. What was found for an earlier text is never taken for the present one.

import { searchProducts } from '$lib/backend/commands';
import { asErrorView } from '$lib/backend/errors';
import type { ErrorView, HitView, SearchResult } from '$lib/backend/types';
import { newest } from '$lib/newest';

const LIMIT = 50;

export class ProductSearch {
  text = $state('');
  result = $state.raw<SearchResult>();
  error = $state.raw<ErrorView>();
  /** The index of the active hit; -1 for none. */
  active = $state(-1);

  readonly #ask = newest((query: string) => searchProducts({ query, limit: LIMIT }));
  // The text that `result` answers.
  #answered: string | undefined;

  get hits(): HitView[] {
    return this.result?.hits ?? [];
  }

  type(text: string): void {
    this.text = text;
    this.refresh();
  }

  /** Asks again for what is typed: the catalogue or the currency has changed. */
  refresh(): void {
    void this.#search(this.text);
  }

  /**
   * The hit that Enter adds: the active one of those on show. Where they are not yet those of what
   * is typed, its best hit is asked for by itself, so that whatever is typed next cannot take its
   * place.
   */
  async chosen(): Promise<HitView | undefined> {
    const query = this.text;
    if (this.#answered === query) return this.hits[this.active];
    if (query.trim() === '') return undefined;
    return (await searchProducts({ query, limit: 1 })).hits[0];
  }

  /** Makes the next or the previous hit the active one. */
  move(by: 1 | -1): void {
    const count = this.hits.length;
    if (count > 0) this.active = Math.min(count - 1, Math.max(0, this.active + by));
  }

  async #search(query: string): Promise<void> {
    try {
      const result = await this.#ask(query);
      if (!result) return;
      // Nothing typed, nothing chosen: Enter in an empty search box adds nothing.
      const best = query.trim() === '' ? -1 : 0;
      const kept = this.result?.query === result.query ? this.active : best;
      this.result = result;
      this.#answered = query;
      this.error = undefined;
      this.active = Math.min(Math.max(kept, best), result.hits.length - 1);
    } catch (error) {
      this.result = undefined;
      this.#answered = query;
      this.active = -1;
      this.error = asErrorView(error);
    }
  }
}
