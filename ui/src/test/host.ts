// Stands in for the host, the one thing outside the interface. A test gives answers to the commands
// that it expects; every call is kept in `calls`, and `tell` sends an event. Nothing of the
// interface itself is replaced: components are tested within `App`, as people use them.
//
//     const host = new Host({ charge: () => sale({ state: 'awaiting' }) });
//     render(App);
//     …
//     await host.tell({ kind: 'sale_changed', sale: sale({ state: 'paid' }) });

import { mockIPC } from '@tauri-apps/api/mocks';
import { tick } from 'svelte';

import type { AppEvent, CartChange, ErrorCode, ErrorView } from '$lib/backend/types';

import { booksView, found, offers, sheet, snapshot } from './samples';

type Answers = Record<string, (args: never) => unknown>;

/** How many turns an event may take from here to whoever listens. */
const TURNS = 16;

export type Call = { command: string; args: Record<string, unknown> };

export class Host {
  readonly calls: Call[] = [];
  readonly #events: AppEvent[] = [];
  #came = deferred<void>();
  #loses = false;

  constructor(answers: Answers = {}) {
    const all: Answers = {
      snapshot: () => snapshot(),
      search_products: ({ query }: { query: string }) => found(query),
      new_sale: () => null,
      find_customers: () => [],
      find_store_customers: () => [],
      customer_details: () => ({ addresses: [], orders: [] }),
      list_attention: () => [],
      sale_choices: () => ({ sellers: [], currencies: [] }),
      comparison: () => null,
      report: ({ from, to }: { from: number; to: number }) => ({ from, to, currencies: [] }),
      day_sheets: () => [],
      latest_csv: () => null,
      receipt: () => sheet(),
      sample_receipt: () => sheet('Test print'),
      offers: () => offers(),
      data_view: () => booksView(),
      ...answers,
    };
    mockIPC(async (command, args) => {
      if (command === 'next_events') return this.#after((args as { after: number | null }).after);
      this.calls.push({ command, args: { ...args } as Record<string, unknown> });
      const answer = all[command];
      if (!answer) throw failure('internal', `no answer to ${command}`);
      return answer(args as never);
    });
  }

  async #after(after: number | null): Promise<[number, AppEvent[]]> {
    const wanted = after ?? this.#events.length;
    while (after !== null && this.#events.length <= after) await this.#came.promise;
    if (this.#loses) {
      this.#loses = false;
      throw failure('internal');
    }
    return [this.#events.length, this.#events.slice(wanted)];
  }

  /** The calls of one command. */
  of(command: string): Call['args'][] {
    return this.calls.filter((call) => call.command === command).map(({ args }) => args);
  }

  /** The cart's changes, in the order they came. */
  get changes(): CartChange[] {
    return this.of('change_cart').map(({ change }) => change as CartChange);
  }

  /** Loses the answer that brings the next event, once. */
  loseNextAnswer(): void {
    this.#loses = true;
  }

  async tell(event: AppEvent): Promise<void> {
    this.#events.push(event);
    this.#came.resolve();
    this.#came = deferred();
    // The answer comes through within a few turns; timers may be a test's own.
    for (let turn = 0; turn < TURNS; turn += 1) await Promise.resolve();
    await tick();
  }
}

export function failure(code: ErrorCode, message = ''): ErrorView {
  return { code, message, details: [] };
}

/** A promise that a test settles when it wants to. */
export function deferred<Answer>() {
  let resolve!: (answer: Answer) => void;
  let reject!: (error: unknown) => void;
  const promise = new Promise<Answer>((yes, no) => ([resolve, reject] = [yes, no]));
  return { promise, resolve, reject };
}
