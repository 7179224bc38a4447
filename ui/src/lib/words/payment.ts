// Words for the store's own codes: payment methods, statuses, kinds of transaction. The store may
// know more of them than the till; one without words is shown as it is written.

import { m } from '../paraglide/messages';

type Words = Record<string, () => string>;

const METHODS: Words = {
  link: m.method_link,
  paypal: m.method_paypal,
  klarna: m.method_klarna,
  twint: m.method_twint,
  affirm: m.method_affirm,
  bancontact: m.method_bancontact,
  ideal: m.method_ideal,
  sepa_debit: m.method_sepa_debit,
  apple_pay: m.method_apple_pay,
  google_pay: m.method_google_pay,
};

const PAYMENT_STATUSES: Words = {
  pending: m.payment_status_pending,
  authorized: m.payment_status_authorized,
  expiring: m.payment_status_expiring,
  expired: m.payment_status_expired,
  paid: m.payment_status_paid,
  voided: m.payment_status_voided,
  refunded: m.payment_status_refunded,
  partially_paid: m.payment_status_partially_paid,
  partially_refunded: m.payment_status_partially_refunded,
  partially_voided: m.payment_status_partially_voided,
};

const ORDER_STATUSES: Words = {
  open: m.order_status_open,
  archived: m.order_status_archived,
  canceled: m.order_status_canceled,
};

const TRANSACTIONS: Words = {
  authorize: m.transaction_authorize,
  debit: m.transaction_debit,
  capture: m.transaction_capture,
  refund: m.transaction_refund,
  void: m.transaction_void,
};

export const methodName = (code: string) => wordFor(METHODS, code);
export const paymentStatus = (code: string) => wordFor(PAYMENT_STATUSES, code);
export const orderStatus = (code: string) => wordFor(ORDER_STATUSES, code);
export const transactionKind = (code: string) => wordFor(TRANSACTIONS, code);

function wordFor(words: Words, code: string): string {
  return words[code]?.() ?? code.replaceAll('_', ' ');
}
