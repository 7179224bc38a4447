import { render, screen, within } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { describe, expect, test, vi } from 'vitest';

import type { Customer, CustomerDetails, CustomerHit, SaleView } from '$lib/backend/types';

import App from '../../App.svelte';
import { deferred, failure, Host } from '../../test/host';
import { hit, line, nobody, sale, snapshot, store, usd } from '../../test/samples';

const grace: Customer = {
  ...nobody,
  userId: 7,
  email: 'grace@example.com',
  firstName: 'Grace',
  lastName: 'Okafor',
  address: '5 Oak St',
  city: 'Boston',
  state: 'MA',
  postcode: '02101',
  country: 'US',
};
const found = (changes: Partial<Customer>, seenHere = true): CustomerHit => ({
  customer: { ...grace, ...changes },
  orders: 0,
  seenHere,
});

async function open(
  answers: ConstructorParameters<typeof Host>[0] = {},
  shown: SaleView = sale({ lines: [line()] }),
) {
  const host = new Host({
    snapshot: () => snapshot({ sale: shown, store: store({ testCustomers: [] }) }),
    change_cart: () => shown,
    ...answers,
  });
  render(App);
  const box = await screen.findByRole('combobox', { name: 'Customer' });
  return { host, box, user: userEvent.setup() };
}

const customers = () =>
  within(screen.getByRole('listbox', { name: 'Customers found' }))
    .getAllByRole('option')
    .map((option) => option.querySelector('p')?.textContent);

describe('finding a customer', () => {
  test('shows those seen here at once, and the store’s below without moving anything', async () => {
    const there = deferred<CustomerHit[]>();
    const { box, user } = await open({
      find_customers: () => [found({ email: 'ann@example.com', firstName: 'Ann' })],
      find_store_customers: () => there.promise,
    });
    await user.type(box, 'okafor');
    await vi.waitFor(() => expect(customers()).toEqual(['New customer: okafor', 'Ann Okafor']));
    const active = () => document.getElementById(box.getAttribute('aria-activedescendant') ?? '');
    expect(active()?.textContent).toContain('Ann');
    there.resolve([
      found({ email: 'ANN@example.com', firstName: 'Ann' }, false),
      found({ email: 'zoe@example.com', firstName: 'Zoe' }, false),
    ]);
    await vi.waitFor(() =>
      expect(customers()).toEqual(['New customer: okafor', 'Ann Okafor', 'Zoe Okafor']),
    );
    expect(active()?.textContent).toContain('Ann');
  });

  test('Enter waits for the store where nobody was seen here', async () => {
    const { host, box, user } = await open({ find_store_customers: () => [found({}, false)] });
    await user.type(box, 'grace{Enter}');
    await screen.findByText('Grace Okafor');
    await vi.waitFor(() =>
      expect(host.changes.at(-1)).toEqual({ kind: 'customer', customer: grace }),
    );
    expect(host.of('find_customers').map(({ text }) => text)).not.toContain('');
  });

  test('a store that cannot be asked leaves those seen here, and the new customer', async () => {
    const { box, user } = await open({
      find_store_customers: () => Promise.reject(failure('store_unreachable')),
    });
    await user.type(box, 'new@example.com{Enter}');
    await vi.waitFor(() =>
      expect(screen.getByRole<HTMLInputElement>('textbox', { name: 'Email' }).value).toBe(
        'new@example.com',
      ),
    );
  });
});

test('a customer who was chosen brings her addresses and her last orders', async () => {
  const second = { ...grace, address: '9 Elm St', city: 'Salem' };
  const details: CustomerDetails = {
    addresses: [grace, second],
    orders: [
      {
        number: '1044',
        placedAt: 1_000,
        total: usd('12.00'),
        paymentStatus: 'paid',
        saleId: 'sale-9',
      },
      { number: '1001', placedAt: null, total: null, paymentStatus: null, saleId: null },
    ],
  };
  const { host, box, user } = await open({
    find_customers: () => [found({ address: '', city: '', state: '', postcode: '' })],
    customer_details: () => details,
  });
  await user.type(box, '617{Enter}');
  const orders = await screen.findByRole('list', { name: 'Last orders of this customer' });
  expect(host.of('customer_details')).toEqual([{ email: 'grace@example.com', userId: 7 }]);
  const link = within(orders).getByRole('link', { name: 'Order 1044' });
  expect(link.getAttribute('href')).toBe('#/orders/sale-9');
  expect(within(orders).queryByRole('link', { name: 'Order 1001' })).toBeNull();
  // The usual address is taken where the hit had none.
  await vi.waitFor(() =>
    expect(host.changes.at(-1)).toEqual({ kind: 'customer', customer: grace }),
  );
  await user.selectOptions(
    screen.getByRole('combobox', { name: 'Known addresses' }),
    '9 Elm St, Salem MA 02101, US',
  );
  await vi.waitFor(() =>
    expect(host.changes.at(-1)).toEqual({ kind: 'customer', customer: second }),
  );
});

describe('a field that is left', () => {
  const typed = (host: Host) => {
    const last = host.changes.at(-1);
    return last?.kind === 'customer' ? last.customer : undefined;
  };

  test('has its phone number written internationally, and its state by its code', async () => {
    const { host, user } = await open();
    await user.type(screen.getByRole('textbox', { name: 'Phone' }), '(617) 555-0123');
    await user.type(screen.getByRole('combobox', { name: 'State' }), 'massachusetts');
    await user.tab();
    await vi.waitFor(() =>
      expect(typed(host)).toMatchObject({ phone: '+1 617 555 0123', state: 'MA' }),
    );
  });

  test.each<[role: 'textbox' | 'combobox', name: RegExp, text: string, warning: RegExp]>([
    ['textbox', /^Email/, 'grace@example', /not a full email address/],
    ['textbox', /^Phone/, '12345', /Not a number of United States/],
    ['textbox', /^Postcode/, '2101', /Usually like 02101/],
    ['combobox', /^State/, 'Bavaria', /Not known in United States/],
  ])('warns of what looks wrong with it (%s %s)', async (role, name, text, warning) => {
    const charge = { charge: () => sale({ revision: 2, state: 'awaiting' as const }) };
    const { host, user } = await open(charge);
    const field = screen.getByRole(role, { name });
    await user.type(field, text);
    expect(screen.queryByText(warning)).toBeNull();
    await user.tab();
    await vi.waitFor(() => expect(screen.getAllByText(warning).length).toBeGreaterThan(0));
    expect(field.getAttribute('aria-invalid')).toBeNull();
    // A guess never holds a sale up.
    await user.keyboard('{F9}');
    await vi.waitFor(() => expect(host.of('charge')).toHaveLength(1));
  });

  test('calls the postcode as the country does, and is still found by its own name', async () => {
    const { user } = await open();
    screen.getByRole('textbox', { name: 'Postcode, ZIP code' });
    await user.selectOptions(screen.getByRole('combobox', { name: 'Country' }), 'CA');
    screen.getByRole('textbox', { name: 'Postcode' });
    screen.getByRole('combobox', { name: 'State, Province' });
  });
});

test('a state is chosen from those that fit', async () => {
  const { user } = await open();
  const field = screen.getByRole<HTMLInputElement>('combobox', { name: 'State' });
  await user.type(field, 'mas{Enter}');
  expect(field.value).toBe('MA');
  expect(field.getAttribute('aria-expanded')).toBe('false');
});

test('where nothing ships, the address waits behind a button', async () => {
  const { user } = await open({}, sale({ lines: [line()], ships: false }));
  expect(screen.queryByRole('textbox', { name: 'Address' })).toBeNull();
  await user.click(screen.getByRole('button', { name: 'Add an address' }));
  await vi.waitFor(() =>
    expect(document.activeElement).toBe(screen.getByRole('textbox', { name: 'Address' })),
  );
});

test('a whole sale for a known customer needs no mouse and few keys', async () => {
  let lines = 0;
  const { host, user } = await open(
    {
      snapshot: () => snapshot({ store: store({ testCustomers: [] }) }),
      search_products: ({ query }: { query: string }) => ({
        query,
        hits: [hit({ title: query, variantId: query.length })],
        total: 1,
        uncounted: false,
        forgiven: false,
        next: null,
      }),
      add_article: ({ variantId }: { variantId: number }) => {
        lines += 1;
        const all = Array.from({ length: lines }, (_, index) =>
          line({ key: index + 1, variantId: index === lines - 1 ? variantId : index }),
        );
        return sale({ revision: lines, lines: all, customer: nobody });
      },
      change_cart: () =>
        sale({
          revision: lines,
          lines: Array.from({ length: lines }, (_, index) => line({ key: index + 1 })),
        }),
      find_customers: () => [found({})],
      charge: () => sale({ revision: 99, state: 'awaiting' }),
    },
    sale(),
  );
  let keys = 0;
  const press = async (text: string) => {
    keys += 1;
    await user.keyboard(text);
  };
  for (const product of ['kettle', 'coffee beans', 'honey']) {
    await user.keyboard(product);
    await press('{Enter}');
  }
  await vi.waitFor(() => expect(host.of('add_article')).toHaveLength(3));
  await press('{F3}');
  await user.keyboard('grace');
  await press('{Enter}');
  await screen.findByText('Grace Okafor');
  await press('{F9}');
  await screen.findByRole('status', { name: 'Payment state' });
  expect(host.of('charge')).toHaveLength(1);
  expect(keys).toBeLessThanOrEqual(25);
});
