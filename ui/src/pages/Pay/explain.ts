// What each state of a payment means for the money, and what the seller does about it.

import type { SaleView, UnknownCause } from '$lib/backend/types';
import { m } from '$lib/paraglide/messages';

const CAUSES: Record<UnknownCause, () => string> = {
  window_closed: m.pay_unknown_window_closed,
  timed_out: m.pay_unknown_timed_out,
  till_restarted: m.pay_unknown_till_restarted,
  nothing_returned: m.pay_unknown_nothing_returned,
  unreadable_returned: m.pay_unknown_unreadable_returned,
};

export function explain(sale: SaleView): string {
  switch (sale.state) {
    case 'building':
    case 'held':
      return '';
    case 'placing':
      return m.pay_placing();
    case 'awaiting':
      if (sale.payment?.windowOpen) return m.pay_awaiting_window();
      return sale.payment?.linkShared ? m.pay_awaiting_link() : m.pay_awaiting_closed();
    case 'returned':
      return m.pay_returned();
    case 'paid':
      return m.pay_paid();
    case 'not_paid':
      return m.pay_not_paid();
    case 'unknown':
      return [unknownCause(sale), m.pay_unknown()].join(' ').trim();
    case 'attention':
      return sale.attention.length > 0 ? m.pay_attention() : m.pay_attention_settled();
    case 'cancelled':
      return sale.timeline.some(({ event }) => event.kind === 'order_cancelled')
        ? m.pay_cancelled_order()
        : m.pay_cancelled();
  }
}

function unknownCause(sale: SaleView): string {
  const last = sale.timeline.findLast(({ event }) => event.kind === 'outcome_unknown')?.event;
  return last?.kind === 'outcome_unknown' ? CAUSES[last.cause]() : '';
}
