// What needs a person, in words: a title, what it means for the money, and what to do.

import type { Attention, Difference, Point, SaleView } from '../backend/types';
import { formatMoney } from '../money';
import { m } from '../paraglide/messages';
import { paymentStatus } from './payment';

export type AttentionWords = { title: string; text: string; differences: DifferenceWords[] };

// What a person says by settling the matter.
const SETTLED: Record<Attention['kind'], () => string> = {
  record_differs: m.attention_compared,
  paid_late: m.attention_keep,
  second_order: m.attention_compared,
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
};

export const settledWords = ({ kind }: Attention) => SETTLED[kind]();

export const pointName = (point: Point) => POINTS[point]();

export function attentionWords(matter: Attention, sale: SaleView): AttentionWords {
  const number = matter.orderNumber;
  switch (matter.kind) {
    case 'record_differs':
      return {
        title: m.attention_title_record_differs(),
        text: m.attention_record_differs({ number }),
        differences: differencesInWords(matter.differences, sale.currency),
      };
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
      const offer = sale.upsells.find(({ variantId }) => variantId === matter.variantId);
      const title = offer?.title ?? m.attention_an_upsell();
      return plain(
        m.attention_title_upsell_unclear(),
        m.attention_upsell_unclear({ number, title }),
      );
    }
  }
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
