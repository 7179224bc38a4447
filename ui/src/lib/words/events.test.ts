import { expect, test } from 'vitest';

import { sale, timeline, upsell, usd } from '../../test/samples';
import type { SaleEvent } from '../backend/types';
import { eventWords, upsellTitles } from './events';

// One of every kind: a kind that is missing here fails the type check, as one without a sentence
// does in the code.
const EVERY_KIND: { [Kind in SaleEvent['kind']]: Extract<SaleEvent, { kind: Kind }> } = {
  sale_started: { kind: 'sale_started' },
  sale_held: { kind: 'sale_held' },
  sale_taken_up: { kind: 'sale_taken_up' },
  placing_started: { kind: 'placing_started', attempt: 1, lines: 2, estimate: usd('116.99') },
  order_refused: { kind: 'order_refused', attempt: 1, fields: ['email', 'lines[0].price'] },
  placing_failed: { kind: 'placing_failed', attempt: 1, cause: 'store_timed_out' },
  order_placed: { kind: 'order_placed', attempt: 1, host: 'pay.example.com' },
  order_created_at_once: { kind: 'order_created_at_once', attempt: 1, orderNumber: '209484' },
  payment_window_opened: { kind: 'payment_window_opened', attempt: 1 },
  payment_window_closed: { kind: 'payment_window_closed', attempt: 1 },
  payment_link_shared: { kind: 'payment_link_shared', attempt: 1 },
  order_returned: { kind: 'order_returned', attempt: 1, orderNumber: '209484', repeated: false },
  nothing_returned: { kind: 'nothing_returned', attempt: 1, repeated: false },
  unreadable_returned: { kind: 'unreadable_returned', attempt: 1 },
  outcome_unknown: { kind: 'outcome_unknown', cause: 'window_closed' },
  payment_confirmed: {
    kind: 'payment_confirmed',
    orderNumber: '209484',
    total: usd('114.71'),
    late: false,
  },
  not_paid_confirmed: { kind: 'not_paid_confirmed' },
  difference_found: {
    kind: 'difference_found',
    orderNumber: '209484',
    differences: [{ point: 'total', expected: '114.71', found: '14.71' }],
  },
  confirmation_blocked: { kind: 'confirmation_blocked', orderNumber: '209484', cause: 'no scope' },
  second_order_found: { kind: 'second_order_found', orderNumber: '209485' },
  sale_cancelled: { kind: 'sale_cancelled' },
  cart_reopened: { kind: 'cart_reopened' },
  upsell_intended: { kind: 'upsell_intended', upsell: 'u1', variantId: 201, price: usd('24.00') },
  upsell_sent: { kind: 'upsell_sent', upsell: 'u1' },
  upsell_charged: { kind: 'upsell_charged', upsell: 'u1', amount: usd('24.00') },
  upsell_declined: { kind: 'upsell_declined', upsell: 'u1', responseCode: '2001' },
  upsell_unclear: { kind: 'upsell_unclear', upsell: 'u1', cause: 'no answer' },
  upsell_not_charged: { kind: 'upsell_not_charged', upsell: 'u1', cause: 'no answer' },
  note_added: { kind: 'note_added' },
  note_not_added: { kind: 'note_not_added', cause: 'no answer' },
  note_unclear: { kind: 'note_unclear', cause: 'no answer' },
  attention_settled: { kind: 'attention_settled', decision: 'keep' },
  order_accepted: { kind: 'order_accepted', orderNumber: '209484' },
  order_rejected: { kind: 'order_rejected', orderNumber: '209484' },
  cancellation_sent: { kind: 'cancellation_sent', orderNumber: '209484', fullRefund: true },
  order_cancelled: { kind: 'order_cancelled', orderNumber: '209484', refunded: usd('38.20') },
  order_not_cancelled: {
    kind: 'order_not_cancelled',
    orderNumber: '209484',
    cause: 'store_refused',
  },
  cancellation_unclear: {
    kind: 'cancellation_unclear',
    orderNumber: '209484',
    cause: 'store_timed_out',
  },
  customer_forgotten: { kind: 'customer_forgotten' },
  refund_sent: { kind: 'refund_sent', orderNumber: '209484', amount: usd('24.00') },
  order_refunded: { kind: 'order_refunded', orderNumber: '209484', amount: usd('24.00') },
  order_not_refunded: {
    kind: 'order_not_refunded',
    orderNumber: '209484',
    cause: 'store_refused',
  },
  refund_unclear: { kind: 'refund_unclear', orderNumber: '209484', cause: 'store_timed_out' },
  order_pulled_in: { kind: 'order_pulled_in', orderNumber: '209484', total: usd('68.99') },
  sale_found: { kind: 'sale_found', orderNumber: '209484' },
};

const sold = sale({
  upsells: [upsell({ variantId: 201, title: 'Two mugs' })],
  timeline: timeline(EVERY_KIND.upsell_intended),
});
const words = (event: SaleEvent) => eventWords(event, upsellTitles(sold));

test('every kind of event has a sentence of its own', () => {
  const sentences = Object.values(EVERY_KIND).map(words);
  expect(new Set(sentences).size).toBe(sentences.length);
  for (const sentence of sentences) expect(sentence).toMatch(/^\p{Lu}.*\.$/u);
});

test('sentences name products, money and fields as people do', () => {
  expect(words(EVERY_KIND.upsell_charged)).toBe('Two mugs: charged $24.00.');
  expect(words(EVERY_KIND.order_refused)).toContain('Email, lines[0].price');
  expect(words(EVERY_KIND.placing_failed)).toContain('the store did not answer in time');
  expect(words(EVERY_KIND.placing_started)).toContain('2 lines, $116.99');
  expect(words({ ...EVERY_KIND.placing_started, lines: 1 })).toContain('1 line,');
});

test('a refund tells what was paid back, and does not call an unread amount none', () => {
  expect(words(EVERY_KIND.order_refunded)).toContain('$24.00 was paid back');
  expect(words({ ...EVERY_KIND.order_refunded, amount: null })).toContain('could not be read');
  const kept = words({ ...EVERY_KIND.cancellation_sent, fullRefund: false });
  expect(kept).toContain('without paying anything back');
});

test('a cancelled order tells what was paid back, and does not call an unread amount none', () => {
  expect(words(EVERY_KIND.order_cancelled)).toContain('$38.20 was paid back');
  const unread = words({ ...EVERY_KIND.order_cancelled, refunded: null });
  expect(unread).toContain('could not be read');
  expect(words(EVERY_KIND.cancellation_unclear)).toContain('the store did not answer in time');
  expect(words(EVERY_KIND.order_not_cancelled)).toContain('the store refused it');
});
