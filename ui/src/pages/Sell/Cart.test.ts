import { render, screen, within } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { describe, expect, test, vi } from 'vitest';

import type { SaleView } from '$lib/backend/types';

import App from '../../App.svelte';
import { failure, Host } from '../../test/host';
import { line, sale, snapshot, store, usd } from '../../test/samples';

const eur = (amount: string) => ({ amount, currency: 'EUR' });

async function open(shown: SaleView, answers: ConstructorParameters<typeof Host>[0] = {}) {
  const host = new Host({
    snapshot: () => snapshot({ sale: shown, store: store({ currencies: ['USD', 'EUR'] }) }),
    change_cart: () => shown,
    ...answers,
  });
  render(App);
  await screen.findByRole('list', { name: 'Cart' });
  return { host, user: userEvent.setup() };
}

describe('the store’s quote', () => {
  const quoted = sale({
    revision: 2,
    lines: [line()],
    quote: { items: usd('60.00'), discount: usd('4.00'), total: usd('64.99') },
  });

  test('takes the estimate’s place until the cart is edited', async () => {
    const { host, user } = await open(sale({ lines: [line()] }), { quote_sale: () => quoted });
    screen.getByText(/our own reckoning, before tax and vouchers/);
    await user.click(screen.getByRole('button', { name: "Ask for the store's quote" }));
    await screen.findByText("Store's quote");
    expect(host.of('quote_sale')).toEqual([{ saleId: 'sale-1' }]);
    screen.getByText('$4.00');
    screen.getByRole('button', { name: /^Charge \$64\.99/ });
    await host.tell({ kind: 'sale_changed', sale: sale({ revision: 3, lines: [line()] }) });
    await screen.findByText(/our own reckoning/);
  });

  test('names the permission that it lacks, and everything else stays', async () => {
    const { user } = await open(sale({ lines: [line()] }), {
      quote_sale: () => Promise.reject(failure('permission_missing')),
    });
    await user.click(screen.getByRole('button', { name: /quote/ }));
    await screen.findByText(/carts:write/);
    screen.getByRole('button', { name: /^Charge \$64\.00/ });
  });
});

describe('vouchers', () => {
  test('are added by Enter, counted as typed, and taken off one by one', async () => {
    const { host, user } = await open(sale({ lines: [line()], vouchers: ['OLD'] }));
    const sent = () => {
      const last = host.changes.at(-1);
      return last?.kind === 'vouchers' ? last.codes : undefined;
    };
    await user.keyboard('{F8}SPRING10');
    await vi.waitFor(() => expect(sent()).toEqual(['OLD', 'SPRING10']));
    await user.keyboard('{Enter}');
    const chips = screen.getByRole('list', { name: 'Vouchers' });
    expect(within(chips).getAllByRole('listitem')).toHaveLength(2);
    await user.click(within(chips).getByRole('button', { name: 'Remove voucher OLD' }));
    await vi.waitFor(() => expect(sent()).toEqual(['SPRING10']));
    screen.getByText('Voucher OLD removed');
  });
});

describe('the currency', () => {
  const change = (user: ReturnType<typeof userEvent.setup>) =>
    user.selectOptions(screen.getByRole('combobox', { name: 'Currency' }), 'EUR');

  test('changes all prices, and says that the seller’s own are gone', async () => {
    const mine = line({ overridden: true });
    const { host, user } = await open(sale({ lines: [mine] }), {
      change_currency: () =>
        sale({ revision: 2, currency: 'EUR', lines: [line({ unitPrice: eur('59.00') })] }),
    });
    await change(user);
    await screen.findByText(/Prices that you had set/);
    expect(host.of('change_currency')).toEqual([{ currency: 'EUR' }]);
  });

  test('stays where a product has no price in it, and names that product', async () => {
    const { user } = await open(sale({ lines: [line()] }), {
      change_currency: () =>
        Promise.reject(failure('cart_refused', 'Walnut Kettle has no price in EUR')),
    });
    await change(user);
    await screen.findByText(/Walnut Kettle has no price in EUR/);
    const select = screen.getByRole<HTMLSelectElement>('combobox', { name: 'Currency' });
    expect(select.value).toBe('USD');
  });
});

describe('a line', () => {
  test('that the store refuses says why in its place, until it is edited', async () => {
    const refusal = {
      at: 5,
      error: {
        ...failure('store_refused'),
        details: [{ field: 'lines.1', message: 'Only 2 left.' }],
      },
    };
    const { user } = await open(
      sale({ lines: [line(), line({ key: 2, variantId: 102, title: 'Mug' })], refusal }),
    );
    const mug = screen.getByRole('listitem', { name: 'Mug' });
    within(mug).getByText('Only 2 left.');
    const quantity = within(mug).getByRole('textbox', { name: 'Quantity' });
    await vi.waitFor(() => expect(document.activeElement).toBe(quantity));
    await user.click(within(mug).getByRole('button', { name: 'One less' }));
    await user.click(within(mug).getByRole('button', { name: 'One more' }));
    await vi.waitFor(() => expect(within(mug).queryByText('Only 2 left.')).toBeNull());
  });

  test('that is no longer sold says so', async () => {
    await open(sale({ lines: [line({ unavailable: true })] }));
    screen.getByText('No longer sold by the store');
  });

  test('is subscribed to at an interval of the store’s or any other', async () => {
    const offer = { interval: 'day' as const, counts: [30, 60], price: usd('58.00') };
    const { host, user } = await open(sale({ lines: [line({ offer })] }));
    const choice = screen.getByRole('combobox', { name: 'Subscription' });
    await user.selectOptions(choice, 'Every 30 days, $58.00');
    await user.selectOptions(choice, 'Other interval…');
    const count = await screen.findByRole('textbox', { name: 'days between deliveries' });
    await user.clear(count);
    await user.type(count, '400');
    screen.getByText('Enter a whole number from 1 to 365.');
    await user.clear(count);
    await user.type(count, '45');
    const subscribed = (intervalCount: number) => ({
      kind: 'subscribe',
      line: 1,
      subscription: { interval: 'day', intervalCount },
    });
    await vi.waitFor(() => expect(host.changes.at(-1)).toEqual(subscribed(45)));
    expect(host.changes[0]).toEqual(subscribed(30));
    expect(host.changes).not.toContainEqual(subscribed(400));
  });
});
