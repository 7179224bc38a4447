// How a refund stands, in words and in the tone that they bear out.

import type { ErrorView, FieldMessage, RefundStanding } from '../backend/types';
import { formatMoney } from '../money';
import { m } from '../paraglide/messages';
import { errorWords } from './errors';
import type { Tone } from './states';

export type RefundWords = { text: string; tone: Tone };

/** The title of the line at this place of what was asked for. */
export type LineTitle = (place: number) => string | undefined;

export function refundWords(standing: RefundStanding, title?: LineTitle): RefundWords {
  const amount = formatMoney(standing.amount);
  switch (standing.state) {
    case 'sent':
      return { text: m.refunding_sent({ amount }), tone: 'wait' };
    case 'unknown':
      return { text: m.refunding_unknown({ amount }), tone: 'wait' };
    case 'not_done':
      return { text: notDone(standing.error, title), tone: 'stop' };
    case 'done':
      return done(standing, amount);
  }
}

/** Why the store would not have it: its own words, each with what it is about. */
export function refusalWords(error: ErrorView, title?: LineTitle): string {
  if (error.code !== 'store_refused' || error.details.length === 0) return errorWords(error);
  return error.details.map((detail) => detailWords(detail, title)).join(' ');
}

function notDone(error: ErrorView | null, title?: LineTitle): string {
  return error ? m.refunding_refused({ why: refusalWords(error, title) }) : m.refunding_not_done();
}

// An amount that is not known is never told as nothing, nor as all.
function done({ refunded }: RefundStanding, amount: string): RefundWords {
  if (!refunded) return { text: m.refunding_unread(), tone: 'stop' };
  const paid = formatMoney(refunded);
  return paid === amount
    ? { text: m.refunding_done({ amount }), tone: 'paid' }
    : { text: m.refunding_less({ refunded: paid, amount }), tone: 'stop' };
}

function detailWords({ field, message }: FieldMessage, title?: LineTitle): string {
  const name = fieldName(field, title);
  return name ? `${name}: ${message}` : message;
}

function fieldName(field: string, title?: LineTitle): string {
  const line = /^refund_lines\.(\d+)/.exec(field);
  if (line) return title?.(Number(line[1])) ?? m.refund_lines();
  if (field.startsWith('refund_shipping')) return m.refund_shipping();
  if (field.startsWith('transactions')) return m.refund_field_payment();
  return field;
}
