// Which of two views of one sale is the newer. Answers to commands and events reach the interface
// on different ways and may overtake each other.

import type { SaleView } from './backend/types';

/** Whether `incoming` may replace `shown`, a view of the same sale: it must not be older. */
export function supersedes(incoming: SaleView, shown: SaleView): boolean {
  return incoming.revision >= shown.revision;
}

/** Whether nothing was put into the cart and nothing typed; the country is filled in by itself. */
export function isUntouched({ lines, customer, vouchers, note }: SaleView): boolean {
  const { userId, country: _, ...fields } = customer;
  const typed = [...Object.values(fields), note].some((text) => text.trim() !== '');
  return lines.length === 0 && vouchers.length === 0 && userId === null && !typed;
}

/** Whether the sale is still a cart that the seller edits. */
export function isCart(sale: SaleView): boolean {
  return sale.state === 'building' || sale.state === 'held';
}
