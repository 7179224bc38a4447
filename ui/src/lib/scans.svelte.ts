// What scanned codes do, one after the other in the order they came: the till puts the product of
// exactly this code into the cart. A code that no product has is said aloud; where several have it,
// a person chooses; nothing similar is ever added in its place.

import type { ErrorView, HitView, SaleView, ScanResult } from './backend/types';
import type { Notices } from './notices.svelte';
import { m } from './paraglide/messages';
import type { Route } from './route.svelte';
import type { Till } from './till.svelte';
import { whyNotSellable } from './words/stock';

type Surroundings = { till: Till; route: Route; notices: Notices };

/** A code that several products have, until one of them, or none, is chosen. */
export type ScanChoice = {
  code: string;
  hits: HitView[];
  choose: (hit: HitView | undefined) => void;
};

export class Scans {
  choice = $state.raw<ScanChoice>();
  readonly #surroundings: Surroundings;
  #last: Promise<void> = Promise.resolve();

  constructor(surroundings: Surroundings) {
    this.#surroundings = surroundings;
  }

  take(code: string): void {
    this.#last = this.#last.then(() => this.#handle(code));
  }

  async #handle(code: string): Promise<void> {
    const { till, notices } = this.#surroundings;
    if (till.sale && isBeingPaid(till.sale)) return notices.warn(m.scan_not_now({ code }));
    try {
      await this.#act(code, await till.scan(code));
    } catch (error) {
      notices.failed(error as ErrorView, m.scan_failed({ code }));
    }
  }

  async #act(code: string, result: ScanResult): Promise<void> {
    const { till, notices } = this.#surroundings;
    switch (result.kind) {
      case 'added':
        this.#showCart();
        return notices.whisper(m.added({ title: result.title }));
      case 'ambiguous': {
        this.#showCart();
        const hit = await this.#ask(code, result.hits);
        if (hit && (await till.add(hit.variantId))) notices.whisper(m.added({ title: hit.title }));
        return;
      }
      case 'unavailable':
        return notices.warn(whyNotSellable(result.hit, till.currency) ?? m.scan_unknown({ code }));
      case 'unknown':
        return notices.warn(m.scan_unknown({ code }));
    }
  }

  #ask(code: string, hits: HitView[]): Promise<HitView | undefined> {
    return new Promise<HitView | undefined>((resolve) => {
      this.choice = { code, hits, choose: resolve };
    }).finally(() => (this.choice = undefined));
  }

  // Whoever scans is selling: what lies over the cart gives way.
  #showCart(): void {
    document.querySelectorAll<HTMLDialogElement>('dialog[open]').forEach((open) => open.close());
    this.#surroundings.route.go('sell');
  }
}

// What is scanned then is not meant for the sale on show; and leaving it is the seller's to decide.
function isBeingPaid({ state }: SaleView): boolean {
  return ['placing', 'awaiting', 'returned', 'unknown'].includes(state);
}
