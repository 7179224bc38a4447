// Sends what is typed into the cart to the till: within 200 ms, one change at a time, in the order
// it was typed, the newest for each field. Nothing typed is lost: a change leaves the writer only
// when the till has taken it or refused it for good.

import { SvelteMap } from 'svelte/reactivity';

import type { CartChange, ErrorCode, ErrorView } from './backend/types';

/** The longest time that something typed waits before it is sent. */
export const SEND_WITHIN_MS = 200;

// With these the till says that the change itself will not do; sending it again would not help.
const REFUSED_FOR_GOOD: readonly ErrorCode[] = [
  'cart_refused',
  'unavailable',
  'not_now',
  'not_found',
];

/** The field that a change is about; a later change of it replaces an earlier one. */
export type Slot =
  CartChange['kind'] | `${'quantity' | 'price' | 'subscribe' | 'remove' | 'restore'}:${number}`;

export function slotOf(change: CartChange): Slot {
  return 'line' in change ? `${change.kind}:${change.line}` : change.kind;
}

export class CartWriter {
  /** The lines' fields whose last change the till refused, with its reason. */
  readonly refusals = new SvelteMap<Slot, ErrorView>();
  /** What stands in the lines' fields as long as the till has not taken it over. */
  readonly typed = new SvelteMap<Slot, string>();

  readonly #send: (change: CartChange) => Promise<void>;
  readonly #failed: (error: ErrorView) => void;
  readonly #pending = new Map<Slot, CartChange>();
  #timer: ReturnType<typeof setTimeout> | undefined;
  #last: Promise<unknown> = Promise.resolve();

  /**
   * `failed` hears of changes that could not be written now and are kept for the next try, and of
   * refused ones that no field shows.
   */
  constructor(send: (change: CartChange) => Promise<void>, failed: (error: ErrorView) => void) {
    this.#send = send;
    this.#failed = failed;
  }

  /** The change of this kind that was written and has not reached the till yet. */
  unsent<Kind extends 'customer' | 'shipping' | 'vouchers' | 'note'>(kind: Kind) {
    return this.#pending.get(kind) as Extract<CartChange, { kind: Kind }> | undefined;
  }

  /** Takes a change, to be sent within [`SEND_WITHIN_MS`]. */
  write(change: CartChange): void {
    if (change.kind === 'remove') this.#forgetLine(change.line);
    const slot = slotOf(change);
    this.#pending.delete(slot);
    this.#pending.set(slot, change);
    this.#timer ??= setTimeout(() => this.flush().catch(() => {}), SEND_WITHIN_MS);
  }

  /**
   * Settles once everything written so far is with the till; rejects when it cannot be, of which
   * the seller is told then.
   */
  flush(): Promise<void> {
    return this.run(async () => {});
  }

  /** Runs `job` behind everything written so far, and one at a time with all other edits. */
  run<Answer>(job: () => Promise<Answer>): Promise<Answer> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const done = this.#last.then(() => this.#drain()).then(job);
    this.#last = done.catch(() => {});
    return done;
  }

  /** Sends what is pending without waiting for answers: the window is going away. */
  flushAtOnce(): void {
    for (const change of this.#pending.values()) this.#send(change).catch(() => {});
    this.#pending.clear();
  }

  /** Forgets what concerned a sale that is no longer on show. */
  reset(): void {
    this.#pending.clear();
    this.refusals.clear();
    this.typed.clear();
  }

  // A change stays in the map until it is settled; one written meanwhile to the same slot comes
  // behind the others and is reached by this same walk.
  async #drain(): Promise<void> {
    for (const [slot, change] of this.#pending) {
      try {
        await this.#send(change);
        this.refusals.delete(slot);
      } catch (error) {
        const refusal = error as ErrorView;
        if (!REFUSED_FOR_GOOD.includes(refusal.code)) {
          this.#failed(refusal);
          throw refusal;
        }
        // A field shows it, keeps what was typed and is mended there; of anything else it is told.
        if (isTypedIntoLine(slot)) this.refusals.set(slot, refusal);
        else this.#failed(refusal);
      }
      if (this.#pending.get(slot) === change) this.#pending.delete(slot);
    }
  }

  #forgetLine(line: number): void {
    for (const kind of ['quantity', 'price', 'subscribe'] as const) {
      this.#pending.delete(`${kind}:${line}`);
      this.refusals.delete(`${kind}:${line}`);
      this.typed.delete(`${kind}:${line}`);
    }
  }
}

function isTypedIntoLine(slot: Slot): boolean {
  return slot.startsWith('quantity:') || slot.startsWith('price:');
}
