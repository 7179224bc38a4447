// What is said of a variant's stock, and why it cannot be sold if it cannot.

import type { HitView } from '../backend/types';
import { m } from '../paraglide/messages';
import { formatCount } from '../time';
import type { Tone } from './states';

export type StockWords = { text: string; tone: Tone };

export function stockWords(hit: HitView, currency: string): StockWords {
  if (!hit.sellable) {
    if (!hit.price) return { text: m.stock_no_price({ currency }), tone: 'stop' };
    if (hit.stock === 'out_of_stock') return { text: m.stock_out(), tone: 'stop' };
    return { text: m.stock_unavailable(), tone: 'stop' };
  }
  const count = hit.stockCount === null ? null : formatCount(hit.stockCount);
  switch (hit.stock) {
    case 'in_stock':
      return { text: count ? m.stock_counted({ count }) : m.stock_in(), tone: 'quiet' };
    case 'low_stock':
      return { text: count ? m.stock_left({ count }) : m.stock_few(), tone: 'wait' };
    case 'out_of_stock':
      return { text: m.stock_backorder(), tone: 'wait' };
    case 'untracked':
      return { text: m.stock_untracked(), tone: 'quiet' };
  }
}

/** Why the variant cannot be put into the cart, as a sentence; nothing when it can. */
export function whyNotSellable(hit: HitView, currency: string): string | undefined {
  if (hit.sellable) return undefined;
  const { title } = hit;
  if (!hit.price) return m.cannot_add_no_price({ title, currency });
  return hit.stock === 'out_of_stock'
    ? m.cannot_add_sold_out({ title })
    : m.cannot_add_unavailable({ title });
}
