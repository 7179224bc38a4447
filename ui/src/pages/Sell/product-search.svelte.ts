// The product search as the seller sees it: what is typed, what was found for it so far, and which
// hit is the active one. What was found for an earlier text is never taken for the present one.

import { searchProducts } from '$lib/backend/commands';
import { asErrorView } from '$lib/backend/errors';
import type { ErrorView, HitView, SearchResult } from '$lib/backend/types';
import { newest } from '$lib/newest';

const PAGE = 50;

/** So many hits before the end of those read, the next ones are asked for. */
const AHEAD = 25;

export class ProductSearch {
  text = $state('');
  /** The first page of the answer. */
  result = $state.raw<SearchResult>();
  /** All hits read so far. */
  hits = $state.raw<HitView[]>([]);
  error = $state.raw<ErrorView>();
  /** The index of the active hit; -1 for none. */
  active = $state(-1);

  readonly #ask = newest((query: string) => searchProducts({ query, after: null, limit: PAGE }));
  // The text that `result` answers.
  #answered: string | undefined;
  // What the page behind the last hit is asked for with.
  #next: string | null = null;
  #extending = false;

  /** How many hits there are in all; -1 where nobody has counted them. */
  get size(): number {
    if (!this.result || this.result.uncounted) return this.#next === null ? this.hits.length : -1;
    return Math.max(this.result.total, this.hits.length);
  }

  type(text: string): void {
    this.text = text;
    this.refresh();
  }

  /** Asks again for what is typed: the catalogue or the currency has changed. */
  refresh(): void {
    void this.#search(this.text);
  }

  /** Asks again where nobody has read on: some products came in, which is no reason to jump. */
  refreshTop(): void {
    if (this.hits.length <= PAGE) this.refresh();
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
    return (await searchProducts({ query, after: null, limit: 1 })).hits[0];
  }

  /** Makes the hit so many places further on the active one. */
  move(by: number): void {
    const last = this.hits.length - 1;
    if (last < 0) return;
    this.active = Math.min(last, Math.max(0, this.active + by));
    void this.reach(this.active);
  }

  /** Reads on where the hits end soon after the one at `index`. */
  async reach(index: number): Promise<void> {
    if (this.#next === null || this.#extending || index < this.hits.length - AHEAD) return;
    const { result, hits } = this;
    this.#extending = true;
    try {
      const query = this.#answered ?? '';
      const page = await searchProducts({ query, after: this.#next, limit: PAGE });
      // Another answer has taken the place of the one that this continues.
      if (this.result !== result || this.hits !== hits) return;
      this.#next = page.next;
      this.hits = [...hits, ...page.hits];
    } catch (error) {
      if (this.result === result) this.error = asErrorView(error);
    } finally {
      this.#extending = false;
    }
  }

  async #search(query: string): Promise<void> {
    try {
      const result = await this.#ask(query);
      if (!result) return;
      // Nothing typed, nothing chosen: Enter in an empty search box adds nothing.
      const best = query.trim() === '' ? -1 : 0;
      const kept = this.result?.query === result.query ? this.active : best;
      this.#take(query, result);
      this.error = undefined;
      this.active = Math.min(Math.max(kept, best), result.hits.length - 1);
    } catch (error) {
      this.#take(query, undefined);
      this.active = -1;
      this.error = asErrorView(error);
    }
  }

  #take(query: string, result: SearchResult | undefined): void {
    this.result = result;
    this.hits = result?.hits ?? [];
    this.#next = result?.next ?? null;
    this.#answered = query;
  }
}
