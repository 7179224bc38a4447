import { render, screen, within } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { describe, expect, test, vi } from 'vitest';

import type { SaleState, SaleView } from '$lib/backend/types';
import { ALONE_MS } from '$lib/keys';

import App from '../../App.svelte';
import { deferred, Host } from '../../test/host';
import {
  attention,
  line,
  order,
  payment,
  sale,
  snapshot,
  timeline,
  upsell,
  usd,
} from '../../test/samples';

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

/** Presses keys without a pause, and lets pass the time in which a key could have company. */
function press(...keys: string[]) {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  for (const key of keys) {
    document.body.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true }));
  }
  vi.advanceTimersByTime(ALONE_MS);
  vi.useRealTimers();
}

const buttons = () =>
  screen
    .getAllByRole('button')
    .map((button) => button.textContent?.trim() ?? '')
    .filter((name) => name !== '');

const PAGE = ['Show window', 'Open in browser', 'Copy link'];
const LEAVE = ['Held sales F7', 'New sale'];

test.each<[SaleState, string, string[]]>([
  ['placing', 'Placing', ['Cancel sale']],
  ['awaiting', 'Waiting for the customer', [...PAGE, 'Check now', 'Cancel sale', ...LEAVE]],
  ['returned', 'Returned', ['Check now', ...LEAVE]],
  ['not_paid', 'Not paid', ['Charge again F9', 'Back to the cart', 'Cancel sale', ...LEAVE]],
  ['unknown', 'Unknown', [...PAGE, 'Check now', 'Cancel sale', ...LEAVE]],
  ['attention', 'Attention', ['Check now', ...LEAVE]],
  ['cancelled', 'Cancelled', ['Check now', ...LEAVE]],
])('a sale that is %s says so and offers what can be done', async (state, word, actions) => {
  await open(inState(state));
  expect(screen.getByRole('status', { name: 'Payment state' }).textContent?.trim()).toBe(word);
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

test('the question whether to cancel has the focus, and gives it back on Esc', async () => {
  const { user } = await open(inState('not_paid'));
  await user.click(screen.getByRole('button', { name: 'Cancel sale' }));
  expect(document.activeElement?.textContent).toContain('Keep the sale');
  await user.keyboard('{Escape}');
  await vi.waitFor(() => expect(document.activeElement?.textContent).toContain('Cancel sale'));
});

test('the question whether to cancel is not answered in another state than it was asked in', async () => {
  const { host, user } = await open(inState('awaiting'));
  await user.click(screen.getByRole('button', { name: 'Cancel sale' }));
  await host.tell({ kind: 'sale_changed', sale: inState('unknown', { revision: 2 }) });
  await host.tell({ kind: 'sale_changed', sale: inState('not_paid', { revision: 3 }) });
  await screen.findByRole('button', { name: /Charge again/ });
});

test('F9 charges again and F7 shows the held sales', async () => {
  const { host, user } = await open(inState('not_paid'), {
    charge: () => inState('awaiting', { revision: 2 }),
    held_sales: () => [],
  });
  await user.keyboard('{F9}');
  await vi.waitFor(() => expect(host.of('charge')).toEqual([{ saleId: 'sale-1' }]));
  await user.keyboard('{F7}');
  await screen.findByText('No sale is held.');
});

test('the state is told by one element from beginning to end, or it would not be read out', async () => {
  const { host } = await open(inState('awaiting'));
  const told = screen.getByRole('status', { name: 'Payment state' });
  await host.tell({ kind: 'sale_changed', sale: paid({ revision: 2 }) });
  await vi.waitFor(() => expect(told.textContent?.trim()).toBe('Paid'));
  expect(screen.getByRole('status', { name: 'Payment state' })).toBe(told);
});

test('what adds up to the total stands above it, what is in it already below', async () => {
  await open(paid({ order: order({ tax: usd('5.75'), discount: usd('3.00') }) }));
  const rows = within(screen.getByRole('table')).getAllByRole('row');
  const names = rows.map((row) => row.children[1]?.textContent?.trim());
  expect(names.slice(-4)).toEqual([
    'Shipping, Standard',
    'Total',
    'Tax included',
    'Discounts taken off',
  ]);
});

test('a sale that was looked at says so, instead of asking for it again', async () => {
  await open(inState('attention'));
  screen.getByText(/A person has looked at this sale/);
});

test('a sale whose order the store has cancelled is not said to be watched', async () => {
  const event = { kind: 'order_cancelled', orderNumber: '209484', refunded: null } as const;
  await open(inState('cancelled', { timeline: timeline({ kind: 'sale_started' }, event) }));
  screen.getByText(/The store has cancelled the order of this sale/);
  expect(document.body.textContent).not.toContain('watches the store');
});

test('a paid sale whose order was cancelled says so', async () => {
  await open(paid({ order: order({ status: 'canceled' }) }));
  screen.getByText('Order cancelled at the store');
});

test('a sale given up while its order was on its way was never placed', async () => {
  await open(inState('cancelled', { payment: payment({ placedAt: null }) }));
  expect(screen.getByText('Placed').parentElement?.textContent).toContain('stopped here');
});

describe('after payment', () => {
  test('the order, its upsells and the next sale are there', async () => {
    await open(paid());
    screen.getByRole('heading', { name: 'Order 209484' });
    expect(screen.getByRole('status', { name: 'Payment state' }).textContent?.trim()).toBe('Paid');
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
  const isOff = (title: string) => add(title).getAttribute('aria-disabled') === 'true';

  test('is charged once for a click, and the others wait meanwhile', async () => {
    const answer = deferred<SaleView>();
    const { host, user } = await open(paid({ upsells: offers }), {
      add_upsell: () => answer.promise,
    });
    await user.click(add('Two mugs'));
    expect([isOff('Two mugs'), isOff('Descaler')]).toEqual([true, true]);
    await user.click(add('Descaler'));
    await user.keyboard('1');
    answer.resolve(
      paid({ upsells: [upsell({ state: 'charged', amount: usd('24.00') }), ...offers.slice(1)] }),
    );
    await screen.findByText('Charged $24.00');
    const price = usd('24.00');
    expect(host.of('add_upsell')).toEqual([{ saleId: 'sale-1', variantId: 201, price }]);
  });

  test('takes its button along once charged, but not the focus', async () => {
    const { user } = await open(paid({ upsells: offers }), {
      add_upsell: () =>
        paid({ revision: 2, upsells: [upsell({ state: 'charged' }), ...offers.slice(1)] }),
    });
    await user.click(add('Two mugs'));
    await vi.waitFor(() => expect(document.activeElement?.textContent).toBe('Two mugs'));
  });

  test('of unknown outcome is locked', async () => {
    const { host } = await open(paid({ upsells: offers }));
    expect(isOff('Honey')).toBe(true);
    screen.getByText('Unknown: checking with the store');
    press('3');
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
    press(...'2125012345678', 'Enter');
    await screen.findByRole('alert');
    expect(host.of('add_upsell')).toEqual([]);
    expect(host.of('new_sale')).toEqual([]);
  });
});

test('a matter for a person is told in words and money, and can be settled', async () => {
  const { host, user } = await open(
    paid({
      attention: [attention()],
    }),
    { settle_attention: () => paid({ timeline: timeline({ kind: 'sale_started' }) }) },
  );
  screen.getByText(/has paid \$38\.20 for order 209471/);
  await user.click(screen.getByRole('button', { name: 'Keep the order' }));
  await vi.waitFor(() =>
    expect(host.of('settle_attention')).toEqual([{ saleId: 'sale-1', attentionId: 4 }]),
  );
});
