// Which of two views of one sale is the newer. Answers to commands and events reach the interface
// on different ways and may overtake each other.

import type { SaleView } from './backend/types';

/** Where a view came from: the answer to a command of ours, or the host unasked. */
export type Origin = 'answer' | 'event';

/**
 * Whether `incoming` may replace `shown`, a view of the same sale.
 *
 * What happens to a sale is appended to its event list, so the longer list is the newer view.
 * Edits of a cart append nothing: between lists of one length the answers decide, which come one
 * at a time and in order, while an event may still tell of an edit before the last one.
 */
export function supersedes(incoming: SaleView, shown: SaleView, origin: Origin): boolean {
  const [come, had] = [lastSequence(incoming), lastSequence(shown)];
  if (come !== had) return come > had;
  return origin === 'answer' || !isCart(shown);
}

/** Whether the sale is still a cart that the seller edits. */
export function isCart(sale: SaleView): boolean {
  return sale.state === 'building' || sale.state === 'held';
}

function lastSequence(sale: SaleView): number {
  return sale.timeline.at(-1)?.sequence ?? 0;
}
