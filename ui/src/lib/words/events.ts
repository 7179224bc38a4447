// A sale's event list in sentences. Every kind of event has one: a kind without a sentence fails
// the type check.

import type { Money, SaleEvent, SaleView, UnknownCause } from '../backend/types';
import { formatMoney } from '../money';
import { m } from '../paraglide/messages';
import { formatCount } from '../time';
import { pointName } from './attention';
import { causeWords } from './causes';
import { fieldName } from './fields';

/** The name of the product that an upsell's event is about. */
export type UpsellTitle = (upsell: string) => string;

const UNKNOWN_CAUSES: Record<UnknownCause, () => string> = {
  window_closed: m.event_outcome_unknown_window_closed,
  timed_out: m.event_outcome_unknown_timed_out,
  till_restarted: m.event_outcome_unknown_till_restarted,
  nothing_returned: m.event_outcome_unknown_nothing_returned,
  unreadable_returned: m.event_outcome_unknown_unreadable_returned,
};

export function eventWords(event: SaleEvent, title: UpsellTitle): string {
  switch (event.kind) {
    case 'sale_started':
      return m.event_sale_started();
    case 'sale_held':
      return m.event_sale_held();
    case 'sale_taken_up':
      return m.event_sale_taken_up();
    case 'placing_started':
      return placingStarted(event.attempt, event.lines, formatMoney(event.estimate));
    case 'order_refused':
      return event.fields.length > 0
        ? m.event_order_refused_fields({ fields: event.fields.map(fieldName).join(', ') })
        : m.event_order_refused();
    case 'placing_failed':
      return m.event_placing_failed({ cause: causeWords(event.cause) });
    case 'order_placed':
      return m.event_order_placed(event);
    case 'order_created_at_once':
      return m.event_order_created_at_once({ number: event.orderNumber });
    case 'payment_window_opened':
      return m.event_payment_window_opened();
    case 'payment_window_closed':
      return m.event_payment_window_closed();
    case 'payment_link_shared':
      return m.event_payment_link_shared();
    case 'order_returned':
      return event.repeated
        ? m.event_order_returned_again({ number: event.orderNumber })
        : m.event_order_returned({ number: event.orderNumber });
    case 'nothing_returned':
      return event.repeated ? m.event_nothing_returned_again() : m.event_nothing_returned();
    case 'unreadable_returned':
      return m.event_unreadable_returned();
    case 'outcome_unknown':
      return UNKNOWN_CAUSES[event.cause]();
    case 'payment_confirmed': {
      const words = { number: event.orderNumber, total: formatMoney(event.total) };
      return event.late ? m.event_payment_confirmed_late(words) : m.event_payment_confirmed(words);
    }
    case 'not_paid_confirmed':
      return m.event_not_paid_confirmed();
    case 'difference_found':
      return m.event_difference_found({
        number: event.orderNumber,
        points: event.differences.map((difference) => pointName(difference.point)).join(', '),
      });
    case 'confirmation_blocked':
      return m.event_confirmation_blocked({
        number: event.orderNumber,
        cause: causeWords(event.cause),
      });
    case 'second_order_found':
      return m.event_second_order_found({ number: event.orderNumber });
    case 'sale_cancelled':
      return m.event_sale_cancelled();
    case 'cart_reopened':
      return m.event_cart_reopened();
    case 'upsell_intended':
      return m.event_upsell_intended({
        title: title(event.upsell),
        price: formatMoney(event.price),
      });
    case 'upsell_sent':
      return m.event_upsell_sent({ title: title(event.upsell) });
    case 'upsell_charged':
      return event.amount
        ? m.event_upsell_charged({ title: title(event.upsell), amount: formatMoney(event.amount) })
        : m.event_upsell_charged_bare({ title: title(event.upsell) });
    case 'upsell_declined':
      return event.responseCode
        ? m.event_upsell_declined_code({ title: title(event.upsell), code: event.responseCode })
        : m.event_upsell_declined({ title: title(event.upsell) });
    case 'upsell_unclear':
      return m.event_upsell_unclear({ title: title(event.upsell), cause: causeWords(event.cause) });
    case 'upsell_not_charged':
      return m.event_upsell_not_charged({
        title: title(event.upsell),
        cause: causeWords(event.cause),
      });
    case 'note_added':
      return m.event_note_added();
    case 'note_not_added':
      return m.event_note_not_added({ cause: causeWords(event.cause) });
    case 'note_unclear':
      return m.event_note_unclear({ cause: causeWords(event.cause) });
    case 'attention_settled':
      return m.event_attention_settled();
    case 'order_accepted':
      return m.event_order_accepted({ number: event.orderNumber });
    case 'order_rejected':
      return m.event_order_rejected({ number: event.orderNumber });
    case 'cancellation_sent':
      return event.fullRefund
        ? m.event_cancellation_sent({ number: event.orderNumber })
        : m.event_cancellation_sent_kept({ number: event.orderNumber });
    case 'order_cancelled':
      return orderCancelled(event.orderNumber, event.refunded);
    case 'order_not_cancelled':
      return m.event_order_not_cancelled({
        number: event.orderNumber,
        cause: causeWords(event.cause),
      });
    case 'cancellation_unclear':
      return m.event_cancellation_unclear({
        number: event.orderNumber,
        cause: causeWords(event.cause),
      });
    case 'customer_forgotten':
      return m.event_customer_forgotten();
    case 'refund_sent':
      return m.event_refund_sent({ number: event.orderNumber, amount: formatMoney(event.amount) });
    case 'order_refunded':
      return event.amount
        ? m.event_order_refunded({
            number: event.orderNumber,
            amount: formatMoney(event.amount),
          })
        : m.event_order_refunded_unread({ number: event.orderNumber });
    case 'order_not_refunded':
      return m.event_order_not_refunded({
        number: event.orderNumber,
        cause: causeWords(event.cause),
      });
    case 'refund_unclear':
      return m.event_refund_unclear({
        number: event.orderNumber,
        cause: causeWords(event.cause),
      });
    case 'order_pulled_in':
      return m.event_order_pulled_in({
        number: event.orderNumber,
        total: formatMoney(event.total),
      });
    case 'sale_found':
      return m.event_sale_found({ number: event.orderNumber });
    default:
      return without(event);
  }
}

/** Finds the titles of a sale's upsells, which its events name only by their own ids. */
export function upsellTitles(sale: SaleView): UpsellTitle {
  const variants = new Map<string, number>();
  for (const { event } of sale.timeline) {
    if (event.kind === 'upsell_intended') variants.set(event.upsell, event.variantId);
  }
  return (upsell) => {
    const variant = variants.get(upsell);
    const found = sale.upsells.find((offer) => offer.variantId === variant);
    return found?.title ?? m.event_an_upsell();
  };
}

function placingStarted(attempt: number, lines: number, estimate: string): string {
  const words = { count: lines, shown: formatCount(lines), estimate };
  return attempt > 1
    ? m.event_placing_started_again({ ...words, attempt: formatCount(attempt) })
    : m.event_placing_started(words);
}

// Not read is not nothing: without the amount no amount is told.
function orderCancelled(number: string, refunded: Money | null): string {
  return refunded
    ? m.event_order_cancelled({ number, refunded: formatMoney(refunded) })
    : m.event_order_cancelled_unread({ number });
}

// A host newer than the interface could tell of a kind that it has no sentence for.
function without(event: never): string {
  return (event as { kind: string }).kind.replaceAll('_', ' ');
}
