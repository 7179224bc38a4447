// Puts a removed line back into the cart.

import type { LineView, SaleView } from '$lib/backend/types';
import type { Till } from '$lib/till.svelte';

/**
 * Whether the line could be put back as it was. An article that is added joins the line that holds
 * it at the store's price, so a line with a price or a subscription of its own would lose it there.
 */
export function canRestore(line: LineView, sale: SaleView): boolean {
  return isPlain(line) || !sale.lines.some((other) => isSamePlain(other, line));
}

/** Adds the line's article again and gives it back its quantity, subscription and price. */
export async function restoreLine(till: Till, line: LineView, saleId: string): Promise<void> {
  if (till.sale?.id !== saleId || !(await till.add(line.variantId))) return;
  const added = till.sale.lines.find((other) => isSamePlain(other, line));
  if (!added) return;
  const quantity = added.quantity - 1 + line.quantity;
  if (line.subscription) {
    till.cart.write({ kind: 'subscribe', line: added.key, subscription: line.subscription });
  }
  if (line.overridden) {
    till.cart.write({ kind: 'price', line: added.key, price: line.unitPrice.amount });
  }
  await till.edit({ kind: 'quantity', line: added.key, quantity });
}

function isSamePlain(other: LineView, line: LineView): boolean {
  return other.key !== line.key && other.variantId === line.variantId && isPlain(other);
}

function isPlain(line: LineView): boolean {
  return !line.overridden && !line.subscription;
}
