// Offers in words: when one is made, and how it fares.

import type { OfferCountView, OfferView } from '$lib/backend/types';
import { formatMoney } from '$lib/money';
import { m } from '$lib/paraglide/messages';
import { formatCount } from '$lib/time';

/** With which orders it is offered. */
export function conditionWords({ products, minTotal }: OfferView): string {
  const titles = products.map(({ id, title }) => title ?? m.offer_product_gone({ id }));
  const from = minTotal && formatMoney(minTotal);
  if (titles.length > 0 && from) {
    return m.offer_with_products_from({ products: titles.join(', '), amount: from });
  }
  if (titles.length > 0) return m.offer_with_products({ products: titles.join(', ') });
  return from ? m.offer_from({ amount: from }) : m.offer_any();
}

/** What it costs: the merchant's own price, or the store's. */
export function priceWords({ price, storePrice }: OfferView): string {
  if (price) return m.offer_price_own({ price: formatMoney(price) });
  return storePrice
    ? m.offer_price_store({ price: formatMoney(storePrice) })
    : m.offer_price_store_bare();
}

/** How often it was offered and taken, and what that brought. */
export function countWords({ offered, taken, percent, revenue }: OfferCountView): string {
  if (offered === 0) return m.offer_never();
  const [shown, times] = [formatCount(offered), formatCount(taken)];
  const words = m.offer_taken({ offered: shown, taken: times, percent: percent ?? 0 });
  return [words, ...revenue.map(formatMoney)].join(' · ');
}
