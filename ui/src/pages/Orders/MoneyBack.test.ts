import { render, screen, within } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { describe, expect, test, vi } from 'vitest';

import type { OrderView, RefundChoice, RefundStanding, SaleView } from '$lib/backend/types';

import App from '../../App.svelte';
import { deferred, failure, Host } from '../../test/host';
import {
  cancellation,
  order,
  orderLine,
  refunding,
  refundQuote,
  sale,
  usd,
} from '../../test/samples';

const lines = [
  orderLine(),
  orderLine({ id: 502, title: '緑茶の缶', quantity: 1, left: 1, total: usd('9.50') }),
  orderLine({ id: 503, title: 'Gone already', quantity: 1, left: 0 }),
];

const paid = (changes: Partial<OrderView> = {}, revision = 1): SaleView =>
  sale({ state: 'paid', revision, order: order({ lines, ...changes }) });

async function open(answers: ConstructorParameters<typeof Host>[0] = {}, view = paid()) {
  location.hash = '#/orders/sale-1';
  const host = new Host({
    list_sales: () => [],
    sale_detail: () => view,
    read_order_notes: () => view,
    calculate_refund: () => refundQuote(),
    ...answers,
  });
  render(App);
  await screen.findByRole('heading', { name: 'Order 209484' });
  return { host, user: userEvent.setup() };
}

const button = (name: string | RegExp) => screen.findByRole('button', { name });
const refunded = (changes: Partial<RefundStanding> = {}) =>
  paid({ refunding: refunding(changes) }, 2);

async function choose(answers: ConstructorParameters<typeof Host>[0] = {}) {
  const { host, user } = await open(answers);
  await user.click(await button('Refund'));
  await user.click(await button('More of Walnut Kettle'));
  return { host, user };
}

const confirm = () => button('Refund $64.00');

describe('a refund', () => {
  test('is calculated by the store as one chooses, and its button names the amount', async () => {
    const { host, user } = await choose();
    await confirm();
    const dialog = within(screen.getByRole('dialog'));
    dialog.getByText('Through Link, Stripe');
    await user.click(await button('More of 緑茶の缶'));
    await user.click(screen.getByRole('radio', { name: 'All that is left of it' }));
    await vi.waitFor(() => {
      const last = host.of('calculate_refund').at(-1)?.choice as RefundChoice;
      expect(last.lines).toEqual([
        { lineId: 501, quantity: 1 },
        { lineId: 502, quantity: 1 },
      ]);
      expect(last.shipping).toEqual({ kind: 'all' });
    });
  });

  test('takes no more of a line than is left, and nothing of one that is gone', async () => {
    const { user } = await choose();
    const field = screen.getByRole('textbox', { name: 'Walnut Kettle: how many are taken back' });
    await user.clear(field);
    await user.type(field, '7');
    expect((field as HTMLInputElement).value).toBe('2');
    expect((await button('More of Walnut Kettle')).getAttribute('aria-disabled')).toBe('true');
    expect(screen.queryByRole('button', { name: 'More of Gone already' })).toBeNull();
  });

  test('confirms the amount that was shown, and says what became of it', async () => {
    const answer = deferred<SaleView>();
    const { host, user } = await choose({ refund_order: () => answer.promise });
    await user.type(screen.getByRole('textbox', { name: /^Reason/ }), 'Broken');
    await user.click(screen.getByRole('checkbox', { name: /tells the customer/ }));
    await user.click(await confirm());
    await screen.findByText('Asking the store to pay $64.00 back…');
    expect(screen.queryByRole('button', { name: 'Refund $64.00' })).toBeNull();
    answer.resolve(refunded());
    await screen.findByText('Refunded: $64.00 was paid back.');
    expect(host.of('refund_order')).toEqual([
      {
        saleId: 'sale-1',
        request: {
          choice: { lines: [{ lineId: 501, quantity: 1 }], shipping: { kind: 'none' } },
          confirmed: usd('64.00'),
          soFar: { askedHere: 0, inRecord: [] },
          note: 'Broken',
          notify: false,
        },
      },
    ]);
  });

  test.each<[string, Partial<RefundStanding>, RegExp]>([
    ['unknown', { state: 'unknown', refunded: null }, /Unknown: checking with the store/],
    ['less than asked', { refunded: usd('1.00') }, /only \$1\.00 of \$64\.00/],
    ['unread', { refunded: null }, /cannot be read/],
    [
      'refused by field',
      {
        state: 'not_done',
        refunded: null,
        error: {
          code: 'store_refused',
          message: '',
          details: [{ field: 'refund_lines.0.quantity', message: 'Only 1 is left.' }],
        },
      },
      /nothing was paid back\. Walnut Kettle: Only 1 is left\./,
    ],
    ['not there', { state: 'not_done', refunded: null }, /the store's order does not show it/],
  ])('%s is told as it is', async (_, standing, words) => {
    const { user } = await choose({ refund_order: () => refunded(standing) });
    await user.click(await confirm());
    await within(screen.getByRole('dialog')).findByText(words);
    const again = screen.queryByRole('button', { name: /^Leave it/ });
    expect(again !== null).toBe(standing.state === 'not_done');
  });

  test('whose amount has changed is shown anew before it can be confirmed', async () => {
    let amount = '64.00';
    const { host, user } = await choose({
      calculate_refund: () => refundQuote({ amount: usd(amount), value: usd(amount) }),
      refund_order: () => {
        amount = '60.00';
        throw failure('refund_changed');
      },
    });
    await user.click(await confirm());
    await screen.findByText(/the order has changed meanwhile\. Nothing was paid back/);
    await button('Refund $60.00');
    expect(host.of('refund_order')).toHaveLength(1);
  });

  test('that comes to nothing, or is not calculated, cannot be confirmed', async () => {
    const { host, user } = await choose({
      calculate_refund: () => refundQuote({ amount: usd('0.00'), payBacks: [] }),
      refund_order: () => refunded(),
    });
    await screen.findByText('Nothing can be paid back of this.');
    const confirming = within(screen.getByRole('dialog')).getByRole('button', { name: 'Refund' });
    await user.click(confirming);
    await user.click(await button('Fewer of Walnut Kettle'));
    await user.click(confirming);
    expect(host.of('refund_order')).toEqual([]);
  });

  test('of an answer to an earlier choice says nothing', async () => {
    const first = deferred<unknown>();
    const answers = [first.promise, refundQuote({ amount: usd('9.50'), value: usd('9.50') })];
    const { host, user } = await choose({ calculate_refund: () => answers.shift() });
    await vi.waitFor(() => expect(host.of('calculate_refund')).toHaveLength(1));
    await user.click(await button('Fewer of Walnut Kettle'));
    await user.click(await button('More of 緑茶の缶'));
    await button('Refund $9.50');
    first.resolve(refundQuote());
    await Promise.resolve();
    expect(screen.queryByRole('button', { name: 'Refund $64.00' })).toBeNull();
  });

  test('of some of the delivery must be an amount', async () => {
    const { host, user } = await open();
    await user.click(await button('Refund'));
    await user.click(screen.getByRole('radio', { name: 'Some of it' }));
    const field = screen.getByRole('textbox', { name: 'Amount, before tax' });
    await user.type(field, '2.505');
    await screen.findByText(/at most two after a point/);
    expect(host.of('calculate_refund').length).toBeLessThanOrEqual(3);
    await user.clear(field);
    await user.type(field, '2,5');
    await vi.waitFor(() => {
      const last = host.of('calculate_refund').at(-1)?.choice as RefundChoice;
      expect(last.shipping).toEqual({ kind: 'part', amount: usd('2.5') });
    });
  });

  test('is not offered where nothing is left, and one that is unknown is told in the order', async () => {
    const standing = refunding({ state: 'unknown', refunded: null });
    await open({}, paid({ canRefund: false, canCancel: false, refunding: standing }));
    await screen.findByText(/^Unknown: checking with the store whether \$64\.00/);
    expect(screen.queryByRole('button', { name: 'Refund' })).toBeNull();
    expect(screen.queryByRole('button', { name: 'Cancel order' })).toBeNull();
  });
});

describe('cancelling an order', () => {
  test('says what becomes of the money, and asks for just that', async () => {
    const cancelled = paid(
      {
        status: 'canceled',
        canCancel: false,
        cancellation: cancellation('done', { fullRefund: false }),
      },
      2,
    );
    const { host, user } = await open({ cancel_order: () => cancelled });
    await user.click(await button('Cancel order'));
    await button('Cancel and refund $68.99');
    await user.selectOptions(screen.getByRole('combobox', { name: /^Reason/ }), 'Another reason');
    await user.type(screen.getByRole('textbox', { name: 'Which reason' }), 'Moved away');
    await user.click(screen.getByRole('radio', { name: /^It stays with the store/ }));
    await user.click(await button('Cancel, keep the money'));
    await screen.findByText(/The money was not paid back/);
    const choice = { reason: 'Moved away', fullRefund: false, notify: true };
    expect(host.of('cancel_order')).toEqual([{ saleId: 'sale-1', attentionId: null, choice }]);
  });

  test('that fails says so, and leaves the order as it is', async () => {
    const { user } = await open({ cancel_order: () => Promise.reject(failure('refund_busy')) });
    await user.click(await button('Cancel order'));
    await user.click(await button('Cancel and refund $68.99'));
    await screen.findByText(/Another refund of this order is on its way/);
    await button('Cancel order');
  });
});

describe('an order in full', () => {
  test('tells its taxes, discounts, subscriptions and refunds by name', async () => {
    const subscribed = orderLine({
      left: 1,
      subscription: { interval: 'day', intervalCount: 30 },
    });
    await open(
      {},
      paid({
        lines: [subscribed],
        tax: usd('4.79'),
        taxes: [{ title: 'NY Sales Tax', amount: usd('4.79') }],
        discounts: [{ name: '10% off', code: 'SAVE10', amount: usd('6.00') }],
        paidBack: usd('64.00'),
        refunds: [
          { id: 3, at: 4_000, amount: usd('64.00'), lines: [], shipping: null, note: 'Broken' },
        ],
      }),
    );
    for (const words of [
      'NY Sales Tax',
      '10% off · SAVE10',
      '$64.00 paid back',
      '1 left',
      'Broken',
    ]) {
      screen.getByText(words);
    }
    screen.getByText(/Every 30 days/);
  });

  test('of another till says so', async () => {
    await open({}, { ...paid(), elsewhere: true });
    screen.getByText(/does not count in this till's takings/);
  });

  test('can be added to as long as it takes upsells', async () => {
    const offer = {
      variantId: 201,
      title: 'Two mugs',
      variantTitle: '',
      price: usd('24.00'),
      picture: null,
      state: null,
      amount: null,
      reason: null,
      responseCode: null,
    };
    const view = { ...paid(), upsells: [offer] };
    const { host, user } = await open({ add_upsell: () => view }, view);
    // On the Pay page a digit is a click; here it may have been meant for anything.
    await user.keyboard('1');
    expect(host.of('add_upsell')).toEqual([]);
    await user.click(await button('Add Two mugs, $24.00'));
    await vi.waitFor(() => expect(host.of('add_upsell')).toHaveLength(1));
    expect(host.of('add_upsell')).toEqual([
      { saleId: 'sale-1', variantId: 201, price: usd('24.00') },
    ]);
  });
});
