// The list of this till's sales as far as it was scrolled, newest first, and what it is narrowed
// to. A list asked for with other words or filters never shows up under the present ones.

import { listSales } from '$lib/backend/commands';
import { asErrorView } from '$lib/backend/errors';
import type { ErrorView, SaleQuery, SaleRow, SaleState } from '$lib/backend/types';
import { newest } from '$lib/newest';
import { dayStart } from '$lib/time';

const PAGE = 50;

// The most that the till lists at once. When something changes, no more than this is read again:
// further down, sales rarely change.
const MOST = 200;

/** What the list is narrowed to; days are as date fields write them, empty where any will do. */
export type Filters = {
  state: SaleState | null;
  seller: string | null;
  currency: string | null;
  firstDay: string;
  lastDay: string;
};

const NO_FILTERS: Filters = {
  state: null,
  seller: null,
  currency: null,
  firstDay: '',
  lastDay: '',
};

export class SaleList {
  text = $state('');
  filters = $state.raw<Filters>(NO_FILTERS);
  rows = $state.raw<SaleRow[]>([]);
  /** Whether the first page has come; until then an empty list means nothing. */
  loaded = $state(false);
  /** Whether older sales are left. */
  more = $state(false);
  error = $state.raw<ErrorView>();

  readonly #ask = newest((query: SaleQuery) => listSales(query));
  #extending = false;
  // What `rows` answer: older sales join them only where they were asked for with the same.
  #answered = '';

  /** Whether some sales may be left out. */
  get narrowed(): boolean {
    return this.text.trim() !== '' || Object.values(this.filters).some(Boolean);
  }

  /** Lists from the top, for other filters. */
  async narrow(change: Partial<Filters>): Promise<void> {
    this.filters = { ...this.filters, ...change };
    await this.begin();
  }

  /** Lists every sale. */
  async clear(): Promise<void> {
    this.text = '';
    await this.narrow(NO_FILTERS);
  }

  /** Lists from the top, for the present words and filters. */
  async begin(): Promise<void> {
    await this.#read(null, PAGE, (rows) => this.#show(rows, rows.length === PAGE));
  }

  /** Reads again what is shown: something about a sale has changed. */
  async refresh(): Promise<void> {
    const limit = Math.min(MOST, Math.max(PAGE, this.rows.length));
    await this.#read(null, limit, (rows) => {
      if (rows.length < limit) return this.#show(rows, false);
      // Further down than was read, all stays as it is shown.
      const last = this.rows.findIndex(({ id }) => id === rows.at(-1)?.id);
      const older = last === -1 ? [] : this.rows.slice(last + 1);
      this.#show([...rows, ...older], this.more || older.length === 0);
    });
  }

  /** Adds the next older sales. */
  async extend(): Promise<void> {
    const end = this.rows.at(-1)?.id;
    // A list for other words is on its way, and must not lose its turn to this.
    if (this.#answered !== this.#wanted) return;
    if (end === undefined || !this.more || this.#extending) return;
    this.#extending = true;
    await this.#read(end, PAGE, (rows) => {
      if (this.rows.at(-1)?.id !== end || this.#answered !== this.#wanted) return;
      this.#show([...this.rows, ...rows], rows.length === PAGE);
    });
    this.#extending = false;
  }

  async #read(
    before: string | null,
    limit: number,
    take: (rows: SaleRow[]) => void,
  ): Promise<void> {
    const wanted = this.#wanted;
    const { state, seller, currency, firstDay, lastDay } = this.filters;
    const [from, to] = [dayStart(firstDay), dayStart(lastDay, 1)];
    const query = { text: this.text, state, seller, currency, from, to, before, limit };
    try {
      const rows = await this.#ask(query);
      if (!rows || wanted !== this.#wanted) return;
      take(rows);
      this.error = undefined;
    } catch (error) {
      this.error = asErrorView(error);
    }
    this.loaded = true;
  }

  get #wanted(): string {
    return JSON.stringify([this.text, this.filters]);
  }

  #show(rows: SaleRow[], more: boolean): void {
    this.#answered = this.#wanted;
    this.rows = rows;
    this.more = more;
  }
}
