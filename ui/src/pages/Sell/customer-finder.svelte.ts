// Finds customers for what is typed: those seen at this till at once, the store's after a short
// pause. The store's are added below, so that nothing moves under the seller's hand.

import { findCustomers, findStoreCustomers } from '$lib/backend/commands';
import { asErrorView } from '$lib/backend/errors';
import type { CustomerHit, ErrorView } from '$lib/backend/types';
import { newest } from '$lib/newest';

/** How long typing has to rest before the store is asked. */
export const PAUSE_MS = 250;

const SHORTEST = 2;

// The entry for a new customer; the hits follow it.
const NEW = 0;

export class CustomerFinder {
  text = $state('');
  hits = $state.raw<CustomerHit[]>([]);
  /** Whether an answer is still to come. */
  looking = $state(false);
  trouble = $state.raw<ErrorView>();
  active = $state(NEW);

  readonly #chosen: (hit: CustomerHit | undefined, typed: string) => void;
  readonly #findHere = newest((text: string) => findCustomers({ text }));
  readonly #findThere = newest((text: string) => findStoreCustomers({ text }));
  #timer: ReturnType<typeof setTimeout> | undefined;
  // Enter was pressed before anybody was found.
  #entered = false;

  /** `chosen` gets the hit, or for a new customer what was typed. */
  constructor(chosen: (hit: CustomerHit | undefined, typed: string) => void) {
    this.#chosen = chosen;
  }

  get searches(): boolean {
    return this.text.trim().length >= SHORTEST;
  }

  type(text: string): void {
    this.text = text;
    this.active = NEW;
    this.#entered = false;
    this.trouble = undefined;
    clearTimeout(this.#timer);
    const query = text.trim();
    const searches = query.length >= SHORTEST;
    this.looking = searches;
    if (searches) void this.#find(query);
    else this.hits = [];
  }

  clear(): void {
    this.type('');
  }

  /** Enter: takes the active entry. Before anybody was found, the best hit is waited for. */
  enter(): void {
    this.#entered = this.looking && this.hits.length === 0;
    if (!this.#entered) this.choose(this.active);
  }

  choose(index: number): void {
    const hit = this.hits[index - 1];
    const typed = this.text.trim();
    this.clear();
    this.#chosen(hit, typed);
  }

  async #find(query: string): Promise<void> {
    const isStale = () => query !== this.text.trim();
    try {
      const here = await this.#findHere(query);
      if (!here || isStale()) return;
      this.hits = [];
      this.#add(here);
    } catch (error) {
      if (isStale()) return;
      this.hits = [];
      this.trouble = asErrorView(error);
    }
    this.#timer = setTimeout(() => void this.#findMore(query), PAUSE_MS);
  }

  async #findMore(query: string): Promise<void> {
    const isStale = () => query !== this.text.trim();
    try {
      const there = await this.#findThere(query);
      if (!there || isStale()) return;
      const here = new Set(this.hits.map(({ customer }) => customer.email.toLowerCase()));
      const others = there.filter(({ customer }) => !here.has(customer.email.toLowerCase()));
      this.looking = false;
      this.#add(others);
    } catch (error) {
      if (isStale()) return;
      this.trouble = asErrorView(error);
      this.looking = false;
      this.#add([]);
    }
  }

  // The first hit becomes the active one; those that come later leave it to the seller.
  #add(hits: CustomerHit[]): void {
    if (this.hits.length === 0 && hits.length > 0) this.active = NEW + 1;
    this.hits = [...this.hits, ...hits];
    if (this.#entered && (this.hits.length > 0 || !this.looking)) this.choose(this.active);
  }
}
