import { render, screen, within } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { describe, expect, test, vi } from 'vitest';

import type { SaleState, SaleView } from '$lib/backend/types';
import { ALONE_MS } from '$lib/keys';

import App from '../../App.svelte';
import { deferred, Host } from '../../test/host';
import { line, order, payment, sale, snapshot, timeline, upsell, usd } from '../../test/samples';

const inState = (state: SaleState, changes: Partial<SaleView> = {}) =>
  sale({ state, lines: [line()], payment: payment(), ...changes });

const paid = (changes: Partial<SaleView> = {}) =>
  inState('paid', { order: order(), upsells: [upsell()], ...changes });

async function open(shown: SaleView, answers: ConstructorParameters<typeof Host>[0] = {}) {
  const host = new Host({ snapshot: () => snapshot({ sale: shown }), ...answers });
  render(App);
  await screen.findByRole('status', { name: 'Payment state' });
  return { host, user: userEvent.setup() };
}

const buttons = () =>
  screen
    .getAllByRole('button')
    .map((button) => button.textContent?.trim() ?? '')
    .filter((name) => name !== '');

test.each<[SaleState, string, string[]]>([
  ['placing', 'Placing', ['Cancel sale']],
  [
    'awaiting',
    'Waiting for the customer',
    ['Show window', 'Open in browser', 'Copy link', 'Check now', 'New sale', 'Cancel sale'],
  ],
  ['returned', 'Returned', ['Check now', 'New sale']],
  ['not_paid', 'Not paid', ['Charge again', 'Back to the cart', 'New sale', 'Cancel sale']],
  [
    'unknown',
    'Unknown',
    ['Show window', 'Open in browser', 'Copy link', 'Check now', 'New sale', 'Cancel sale'],
  ],
  ['attention', 'Attention', ['Check now', 'New sale']],
  ['cancelled', 'Cancelled', ['Check now', 'New sale']],
])('a sale that is %s says so and offers what can be done', async (state, word, actions) => {
  await open(inState(state));
  expect(screen.getByRole('status', { name: 'Payment state' }).textContent).toBe(word);
  expect(buttons()).toEqual(actions);
});

test('an unknown outcome is never called a failure, and is not charged again', async () => {
  await open(
    inState('unknown', {
      timeline: timeline({ kind: 'outcome_unknown', cause: 'window_closed' }),
    }),
  );
  const text = document.body.textContent ?? '';
  expect(text).not.toMatch(/fail/i);
  expect(text).toContain('Do not take the payment a second time');
  expect(screen.queryByRole('button', { name: /^Charge/ })).toBeNull();
});

test('a sale is cancelled only when that is confirmed', async () => {
  const { host, user } = await open(inState('awaiting'), {
    cancel_sale: () => inState('cancelled'),
  });
  await user.click(screen.getByRole('button', { name: 'Cancel sale' }));
  expect(host.of('cancel_sale')).toEqual([]);
  await user.click(screen.getByRole('button', { name: 'Cancel sale' }));
  await vi.waitFor(() => expect(host.of('cancel_sale')).toEqual([{ saleId: 'sale-1' }]));
});

describe('after payment', () => {
  test('the order, its upsells and the next sale are there', async () => {
    await open(paid());
    screen.getByRole('heading', { name: 'Order 209484' });
    expect(screen.getByRole('status', { name: 'Payment state' }).textContent).toBe('Paid');
    within(screen.getByRole('group', { name: 'Upsells' })).getByRole('button', {
      name: /^Add Two mugs/,
    });
    for (const name of ['Print receipt', 'New sale']) screen.getByRole('button', { name });
  });

  test('an order that takes no upsells says so instead', async () => {
    await open(paid({ order: order({ supportsUpsells: false }), upsells: [] }));
    expect(screen.queryByRole('group', { name: 'Upsells' })).toBeNull();
    screen.getByText(/takes no additions/);
  });

  test('Enter begins the next sale', async () => {
    const { host, user } = await open(paid());
    await user.keyboard('{Enter}');
    await vi.waitFor(() => expect(host.of('new_sale')).toHaveLength(1));
    await screen.findByRole('combobox', { name: 'Search products' });
  });
});

describe('an upsell', () => {
  const offers = [
    upsell(),
    upsell({ variantId: 202, title: 'Descaler' }),
    upsell({ variantId: 203, title: 'Honey', state: 'unknown' }),
  ];
  const add = (title: string) =>
    screen.getByRole<HTMLButtonElement>('button', { name: new RegExp(`^Add ${title}`) });

  test('is charged once for a click, and the others wait meanwhile', async () => {
    const answer = deferred<SaleView>();
    const { host, user } = await open(paid({ upsells: offers }), {
      add_upsell: () => answer.promise,
    });
    await user.click(add('Two mugs'));
    expect(add('Two mugs').disabled && add('Descaler').disabled).toBe(true);
    await user.click(add('Descaler'));
    await user.keyboard('1');
    answer.resolve(
      paid({ upsells: [upsell({ state: 'charged', amount: usd('24.00') }), ...offers.slice(1)] }),
    );
    await screen.findByText('Charged $24.00');
    expect(host.of('add_upsell')).toEqual([{ saleId: 'sale-1', variantId: 201 }]);
  });

  test('of unknown outcome is locked', async () => {
    const { host, user } = await open(paid({ upsells: offers }));
    expect(add('Honey').disabled).toBe(true);
    screen.getByText('Unknown: checking with the store');
    await user.keyboard('3');
    await new Promise((resolve) => setTimeout(resolve, ALONE_MS + 20));
    expect(host.of('add_upsell')).toEqual([]);
  });

  test('that was declined tells the store’s reason and its code', async () => {
    const declined = upsell({
      state: 'declined',
      reason: 'Insufficient funds.',
      responseCode: '2001',
    });
    await open(paid({ upsells: [declined] }));
    screen.getByText('Declined: Insufficient funds (code 2001)');
  });

  test('is never charged by a scanner’s digits', async () => {
    const { host } = await open(paid({ upsells: offers }));
    for (const key of [...'2125012345678', 'Enter']) {
      document.body.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true }));
    }
    await screen.findByRole('alert');
    await new Promise((resolve) => setTimeout(resolve, ALONE_MS + 20));
    expect(host.of('add_upsell')).toEqual([]);
    expect(host.of('new_sale')).toEqual([]);
  });
});

test('a matter for a person is told in words and money, and can be settled', async () => {
  const { host, user } = await open(
    paid({
      attention: [
        {
          id: 4,
          raisedAt: 1_000,
          matter: {
            kind: 'paid_late',
            orderNumber: '209471',
            total: usd('38.20'),
            was: 'cancelled',
          },
        },
      ],
    }),
    { settle_attention: () => paid({ timeline: timeline({ kind: 'sale_started' }) }) },
  );
  screen.getByText(/has paid \$38\.20 for order 209471/);
  await user.click(screen.getByRole('button', { name: 'Keep the order' }));
  await vi.waitFor(() =>
    expect(host.of('settle_attention')).toEqual([{ saleId: 'sale-1', attentionId: 4 }]),
  );
});
