// What needs a person, in words: a title, what it means for the money, and what to do.

import type {
  Attention,
  AttentionView,
  Difference,
  Money,
  Point,
  SaleRow,
  SaleView,
  UpsellView,
} from '../backend/types';
import { formatMoney } from '../money';
import { m } from '../paraglide/messages';
import { paymentStatus } from './payment';

/** What the words need to know of the sale that a matter is about. */
export type Subject = {
  saleId: string;
  currency: string;
  /** The sale's own order and the store's total of it, once there is one. */
  order: { number: string; total: Money | null } | null;
  upsells: UpsellView[];
};

/** One matter of some sale; with the sale itself where it does not stand beside it. */
export type Matter = { attention: AttentionView; subject: Subject; row?: SaleRow };

export type AttentionWords = { title: string; text: string; differences: DifferenceWords[] };

// What a person says by settling the matter.
const SETTLED: Record<Attention['kind'], () => string> = {
  record_differs: m.attention_compared,
  paid_late: m.attention_keep,
  second_order: m.attention_keep,
  confirmation_blocked: m.attention_checked,
  upsell_unclear: m.attention_checked_charge,
};

export type DifferenceWords = { point: string; expected: string; found: string };

const POINTS: Record<Point, () => string> = {
  order_missing: m.point_order_missing,
  number: m.point_number,
  sale_reference: m.point_sale_reference,
  currency: m.point_currency,
  total: m.point_total,
  payment_status: m.point_payment_status,
  lines: m.point_lines,
};

export const pointName = (point: Point) => POINTS[point]();

export function mattersOfSale({ id: saleId, currency, order, upsells, attention }: SaleView) {
  const subject: Subject = { saleId, currency, order, upsells };
  return attention.map((matter): Matter => ({ attention: matter, subject }));
}

export function matterOfRow(row: SaleRow, attention: AttentionView): Matter {
  const { id: saleId, orderNumber, total } = row;
  // Until there is an order, the row's total is no more than an estimate.
  const order = orderNumber === null ? null : { number: orderNumber, total };
  return { attention, row, subject: { saleId, currency: total.currency, order, upsells: [] } };
}

/** What a person says by settling the matter. */
export function settledWords({ matter, cancellation }: AttentionView): string {
  if (cancellation?.state !== 'done') return SETTLED[matter.kind]();
  const { refunded, taken } = cancellation;
  return refunded && taken ? m.attention_rest_refunded() : m.attention_checked();
}

/** What the store has of the customer's money for the order, where the till knows that for certain. */
export function amountOf({ matter, taken }: AttentionView, subject: Subject): Money | null {
  if (taken) return taken;
  const { order, currency } = subject;
  if (matter.kind === 'record_differs') return recordedTotal(matter.differences, currency);
  if (order?.number === matter.orderNumber && order.total) return order.total;
  return matter.kind === 'paid_late' ? matter.total : null;
}

// An order that is not paid through, or in another currency, took something else than its total.
function recordedTotal(differences: Difference[], currency: string): Money | null {
  const [only, ...others] = differences;
  const told = only?.point === 'total' && only.found !== '' && others.length === 0;
  return told ? { amount: only.found, currency } : null;
}

export function attentionWords(matter: Attention, subject: Subject): AttentionWords {
  const number = matter.orderNumber;
  switch (matter.kind) {
    case 'record_differs':
      return recordDiffers(number, matter.differences, subject.currency);
    case 'paid_late':
      return plain(
        matter.was === 'cancelled'
          ? m.attention_title_paid_late_cancelled()
          : m.attention_title_paid_late(),
        m.attention_paid_late({ number, total: formatMoney(matter.total) }),
      );
    case 'second_order':
      return plain(m.attention_title_second_order(), m.attention_second_order({ number }));
    case 'confirmation_blocked':
      return plain(
        m.attention_title_confirmation_blocked(),
        m.attention_confirmation_blocked({ number }),
      );
    case 'upsell_unclear': {
      const offer = subject.upsells.find(({ variantId }) => variantId === matter.variantId);
      const title = offer?.title ?? m.attention_an_upsell();
      return plain(
        m.attention_title_upsell_unclear(),
        m.attention_upsell_unclear({ number, title }),
      );
    }
  }
}

function recordDiffers(number: string, differences: Difference[], currency: string) {
  const about = (wanted: Point) => differences.find(({ point }) => point === wanted);
  const reference = about('sale_reference');
  // Nobody but a person can tell, and there is nothing to compare: a table would only repeat it.
  if (reference?.found === '' && differences.length === 1) {
    return plain(m.attention_title_names_no_sale(), m.attention_names_no_sale({ number }));
  }
  const text = about('order_missing')
    ? m.attention_order_missing
    : reference?.found
      ? m.attention_other_sale
      : m.attention_record_differs;
  return {
    title: m.attention_title_record_differs(),
    text: text({ number }),
    differences: differencesInWords(differences, currency),
  };
}

function plain(title: string, text: string): AttentionWords {
  return { title, text, differences: [] };
}

// Where the currencies differ too, an amount must not be shown in that of the sale.
function differencesInWords(differences: Difference[], currency: string): DifferenceWords[] {
  const sameCurrency = !differences.some(({ point }) => point === 'currency');
  const value = (point: Point, text: string) => {
    if (text === '') return m.difference_nothing();
    if (point === 'payment_status') return paymentStatus(text);
    return point === 'total' && sameCurrency ? formatMoney({ amount: text, currency }) : text;
  };
  return differences.map(({ point, expected, found }) => ({
    point: pointName(point),
    expected: value(point, expected),
    found: value(point, found),
  }));
}
