// A refund as it is being chosen. What it comes to is the store's word: it is asked for a moment
// after the last choice, and only what it answered to just this choice can be confirmed.

import { SvelteMap } from 'svelte/reactivity';

import { calculateRefund, refundOrder } from '$lib/backend/commands';
import { asErrorView } from '$lib/backend/errors';
import type {
  ErrorView,
  OrderLineView,
  RefundChoice,
  RefundQuote,
  SaleView,
  ShippingRefund,
} from '$lib/backend/types';
import { typedAmount } from '$lib/money';

export type ShippingKind = ShippingRefund['kind'];

const CALCULATE_AFTER_MS = 300;

// As the store takes it; what is beyond it is its own to refuse.
const AMOUNT = /^\d{1,8}(\.\d{1,2})?$/;

export class RefundDraft {
  shipping = $state<ShippingKind>('none');
  part = $state('');
  note = $state('');
  notify = $state(true);
  /** The store's answer to the choice as it is now. */
  quote = $state.raw<RefundQuote>();
  /** Why the store did not calculate it, or the till did not send it. */
  error = $state.raw<ErrorView>();
  calculating = $state(false);
  sending = $state(false);

  readonly #quantities = new SvelteMap<number, number>();
  readonly #saleId: string;
  readonly #currency: string;
  #timer: ReturnType<typeof setTimeout> | undefined;
  // Counts the choices: an answer to an earlier one says nothing of this one.
  #turn = 0;

  constructor(saleId: string, currency: string) {
    this.#saleId = saleId;
    this.#currency = currency;
  }

  quantity = (line: number) => this.#quantities.get(line) ?? 0;

  take(line: number, quantity: number): void {
    this.#quantities.set(line, quantity);
    this.#changed();
  }

  takeAll(lines: OrderLineView[]): void {
    for (const { id, left } of lines) this.#quantities.set(id, left);
    if (this.shipping === 'none') this.shipping = 'all';
    this.#changed();
  }

  setShipping(kind: ShippingKind): void {
    this.shipping = kind;
    this.#changed();
  }

  typePart(text: string): void {
    this.part = text;
    this.#changed();
  }

  get partIsMalformed(): boolean {
    const typed = typedAmount(this.part);
    return this.shipping === 'part' && typed !== '' && !AMOUNT.test(typed);
  }

  /** What is chosen; nothing while that is nothing, or half typed. */
  get choice(): RefundChoice | undefined {
    const lines = [...this.#quantities]
      .filter(([, quantity]) => quantity > 0)
      .map(([lineId, quantity]) => ({ lineId, quantity }));
    const shipping = this.#shippingRefund();
    if (!shipping || (lines.length === 0 && shipping.kind === 'none')) return undefined;
    return { lines, shipping };
  }

  /** Asks the store again what the choice comes to. */
  async calculate(): Promise<void> {
    const { choice } = this;
    const turn = this.#turn;
    if (!choice) return void (this.calculating = false);
    this.calculating = true;
    try {
      const quote = await calculateRefund({ saleId: this.#saleId, choice });
      if (turn === this.#turn) this.quote = quote;
    } catch (failure) {
      if (turn === this.#turn) this.error = asErrorView(failure);
    } finally {
      if (turn === this.#turn) this.calculating = false;
    }
  }

  /** Confirms the amount that is shown. Gives the sale as it stands then, if the till sent it. */
  async confirm(): Promise<SaleView | undefined> {
    const { choice, quote } = this;
    if (!choice || !quote || this.sending) return undefined;
    this.sending = true;
    const { amount: confirmed, soFar } = quote;
    const { note, notify } = this;
    try {
      const request = { choice, confirmed, soFar, note, notify };
      return await refundOrder({ saleId: this.#saleId, request });
    } catch (failure) {
      this.#turn += 1;
      this.quote = undefined;
      this.error = asErrorView(failure);
      return undefined;
    } finally {
      this.sending = false;
    }
  }

  /** Nothing is asked any more. */
  stop(): void {
    clearTimeout(this.#timer);
    this.#turn += 1;
  }

  #changed(): void {
    this.stop();
    this.quote = undefined;
    this.error = undefined;
    this.calculating = this.choice !== undefined;
    this.#timer = setTimeout(() => void this.calculate(), CALCULATE_AFTER_MS);
  }

  #shippingRefund(): ShippingRefund | undefined {
    if (this.shipping !== 'part') return { kind: this.shipping };
    const amount = typedAmount(this.part);
    if (!AMOUNT.test(amount)) return undefined;
    return { kind: 'part', amount: { amount, currency: this.#currency } };
  }
}
