// The list of this till's sales as far as it was scrolled, newest first, and what it is narrowed
// to. A list asked for with other words or another state never shows up under the present ones.

import { listSales } from '$lib/backend/commands';
import { asErrorView } from '$lib/backend/errors';
import type { ErrorView, SaleRow, SaleState } from '$lib/backend/types';
import { newest } from '$lib/newest';

const PAGE = 50;

// The most that the till lists at once. When something changes, no more than this is read again:
// further down, sales rarely change.
const MOST = 200;

type Ask = { text: string; state: SaleState | null; before: string | null; limit: number };

export class SaleList {
  text = $state('');
  state = $state<SaleState | null>(null);
  rows = $state.raw<SaleRow[]>([]);
  /** Whether the first page has come; until then an empty list means nothing. */
  loaded = $state(false);
  /** Whether older sales are left. */
  more = $state(false);
  error = $state.raw<ErrorView>();

  readonly #ask = newest((ask: Ask) => listSales(ask));
  #extending = false;
  // What `rows` answer: older sales join them only where they were asked for with the same.
  #narrowed = '';

  /** Lists from the top, for the present words and state. */
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
    if (this.#narrowed !== this.#wanted) return;
    if (end === undefined || !this.more || this.#extending) return;
    this.#extending = true;
    await this.#read(end, PAGE, (rows) => {
      if (this.rows.at(-1)?.id !== end || this.#narrowed !== this.#wanted) return;
      this.#show([...this.rows, ...rows], rows.length === PAGE);
    });
    this.#extending = false;
  }

  async #read(
    before: string | null,
    limit: number,
    take: (rows: SaleRow[]) => void,
  ): Promise<void> {
    const { text, state } = this;
    try {
      const rows = await this.#ask({ text, state, before, limit });
      if (!rows || text !== this.text || state !== this.state) return;
      take(rows);
      this.error = undefined;
    } catch (error) {
      this.error = asErrorView(error);
    }
    this.loaded = true;
  }

  get #wanted(): string {
    return `${this.state} ${this.text}`;
  }

  #show(rows: SaleRow[], more: boolean): void {
    this.#narrowed = this.#wanted;
    this.rows = rows;
    this.more = more;
  }
}
