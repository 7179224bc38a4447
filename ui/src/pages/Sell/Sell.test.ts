import { render, screen, within } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { describe, expect, test, vi } from 'vitest';

import type { CartChange, LineView, SaleEvent, SaleView } from '$lib/backend/types';

import App from '../../App.svelte';
import { failure, Host } from '../../test/host';
import { found, hit, line, nobody, sale, snapshot, timeline, usd } from '../../test/samples';

const kettle = hit();
const grace = {
  ...nobody,
  userId: 7,
  email: 'grace@example.com',
  firstName: 'Grace',
  lastName: 'Okafor',
  address: '5 Oak St',
  city: 'Boston',
  country: 'US',
};

/** A host with one product and a cart that does what it is told, but for what a test overrides. */
function shop(overrides: ConstructorParameters<typeof Host>[0] = {}, begun?: SaleView): Host {
  let cart = begun ?? sale();
  let lastKey = cart.lines.length;
  const edit = (change: (lines: LineView[]) => LineView[]) => {
    cart = { ...cart, lines: change(cart.lines) };
    return cart;
  };
  return new Host({
    snapshot: () => snapshot({ sale: begun ?? null }),
    search_products: ({ query }: { query: string }) => found(query, [kettle]),
    add_article: ({ variantId }: { variantId: number }) =>
      edit((lines) => [...lines, line({ key: ++lastKey, variantId })]),
    change_cart: ({ change }: { change: CartChange }) =>
      edit((lines) => (change.kind === 'remove' ? [] : lines)),
    ...overrides,
  });
}

async function open(host: Host) {
  render(App);
  const search = await screen.findByRole('combobox', { name: 'Search products' });
  await within(await screen.findByRole('listbox', { name: 'Results' })).findByRole('option');
  return { host, search, user: userEvent.setup() };
}

test('everything on the page bears the name that people and scripts know it by', async () => {
  const { user, search } = await open(shop({}, sale({ lines: [line()] })));
  await user.type(search, 'ket');
  expect(search.getAttribute('aria-expanded')).toBe('true');
  screen.getByRole('listbox', { name: 'Results' });
  const item = within(screen.getByRole('list', { name: 'Cart' })).getByRole('listitem');
  for (const name of ['Quantity', 'Price']) within(item).getByRole('textbox', { name });
  within(item).getByRole('button', { name: 'Remove' });
  screen.getByRole('combobox', { name: 'Customer' });
  const fields = ['Email', 'First name', 'Last name', 'Phone', 'Address', 'City', /^Postcode/];
  for (const name of [...fields, 'Voucher', 'Note']) {
    screen.getByRole('textbox', { name });
  }
  for (const name of ['State', 'Country', 'Shipping method'])
    screen.getByRole('combobox', { name });
  for (const name of [/^Charge/, 'Hold', 'Held sales']) screen.getByRole('button', { name });
  for (const name of ['Sell', 'Orders', 'Reports', 'Settings']) {
    screen.getByRole('link', { name });
  }
});

test('Enter adds the best hit of what was typed', async () => {
  const { host, user, search } = await open(shop());
  await user.type(search, 'kettle{Enter}');
  await vi.waitFor(() => expect(host.of('add_article')).toEqual([{ variantId: 101 }]));
  await screen.findByRole('listitem', { name: 'Walnut Kettle' });
});

test('a sold-out product is not added, and why is said', async () => {
  const soldOut = hit({ sellable: false, stock: 'out_of_stock' });
  const { host, user } = await open(
    shop({
      search_products: ({ query }: { query: string }) => found(query, [soldOut]),
    }),
  );
  await user.click(within(screen.getByRole('listbox', { name: 'Results' })).getByRole('option'));
  expect((await screen.findByRole('alert')).textContent).toContain('sold out');
  expect(host.of('add_article')).toEqual([]);
});

describe('what is typed about the customer', () => {
  test('is kept whatever comes back meanwhile, and sent whole', async () => {
    // The host answers every change with a customer that lacks what was typed.
    const { host, user } = await open(shop({ change_cart: () => sale() }));
    const email = screen.getByRole<HTMLInputElement>('textbox', { name: 'Email' });
    await user.type(email, 'grace@example.com');
    await user.type(screen.getByRole('textbox', { name: 'City' }), 'Boston');
    await vi.waitFor(() => {
      const last = host.changes.at(-1);
      expect(last?.kind === 'customer' && last.customer).toMatchObject({
        email: 'grace@example.com',
        city: 'Boston',
        country: 'US',
      });
    });
    expect(email.value).toBe('grace@example.com');
  });

  test('is with the till before the sale is held', async () => {
    const { host, user } = await open(shop({ hold_sale: () => null }, sale({ lines: [line()] })));
    await user.type(screen.getByRole('textbox', { name: 'Note' }), 'call back');
    await user.keyboard('{F6}');
    await vi.waitFor(() => expect(host.of('hold_sale')).toHaveLength(1));
    const order = host.calls.map(({ command }) => command);
    expect(order.lastIndexOf('change_cart')).toBeLessThan(order.indexOf('hold_sale'));
    expect(host.changes.at(-1)).toEqual({ kind: 'note', note: 'call back' });
  });

  test('is taken over from a customer that was found, and folds into a summary', async () => {
    const { host, user } = await open(
      shop({ find_customers: () => [{ customer: grace, orders: 4, seenHere: true }] }),
    );
    await user.type(screen.getByRole('combobox', { name: 'Customer' }), '617{Enter}');
    await screen.findByText('Grace Okafor');
    expect(screen.queryByRole('textbox', { name: 'Email' })).toBeNull();
    await vi.waitFor(() =>
      expect(host.changes.at(-1)).toEqual({ kind: 'customer', customer: grace }),
    );
    await user.keyboard('{F3}');
    expect(screen.getByRole<HTMLInputElement>('textbox', { name: 'Email' }).value).toBe(
      'grace@example.com',
    );
  });

  test('of another email address, is another customer', async () => {
    const { host, user } = await open(shop({}, sale({ customer: grace })));
    await user.keyboard('{F3}');
    await user.type(await screen.findByRole('textbox', { name: 'Email' }), 'x');
    await vi.waitFor(() => {
      const last = host.changes.at(-1);
      expect(last?.kind === 'customer' && last.customer.userId).toBeNull();
    });
  });
});

describe('a line', () => {
  test('that was removed is put back with its quantity and price', async () => {
    const mine = line({ quantity: 3, overridden: true, unitPrice: usd('50.00') });
    const { host, user } = await open(shop({}, sale({ lines: [mine] })));
    await user.click(screen.getByRole('button', { name: 'Remove' }));
    await user.click(await screen.findByRole('button', { name: 'Undo' }));
    await vi.waitFor(() =>
      expect(host.changes).toEqual([
        { kind: 'remove', line: 1 },
        { kind: 'restore', line: 1 },
      ]),
    );
  });

  test('shows a refused price, keeps it and is not charged until it is mended', async () => {
    const { host, user } = await open(
      shop(
        { change_cart: () => Promise.reject(failure('cart_refused')) },
        sale({ lines: [line()], customer: grace }),
      ),
    );
    const price = screen.getByRole<HTMLInputElement>('textbox', { name: 'Price' });
    await user.clear(price);
    await user.type(price, '4x');
    await user.keyboard('{F9}');
    await vi.waitFor(() => expect(price.getAttribute('aria-invalid')).toBe('true'));
    expect(price.value).toBe('4x');
    expect(host.of('charge')).toEqual([]);
    // On coming back from another page it is still there to be mended.
    location.hash = '#/reports';
    await screen.findByRole('heading', { name: 'Today' });
    location.hash = '#/sell';
    const again = await screen.findByRole<HTMLInputElement>('textbox', { name: 'Price' });
    expect([again.value, again.getAttribute('aria-invalid')]).toEqual(['4x', 'true']);
  });

  test('that an article joined is the one that the keys act on', async () => {
    const [first, second] = [line(), line({ key: 2, variantId: 102, title: 'Mug' })];
    const { host, user, search } = await open(
      shop(
        { add_article: () => sale({ revision: 2, lines: [{ ...first, quantity: 2 }, second] }) },
        sale({ lines: [first, second] }),
      ),
    );
    await user.type(search, 'kettle{Enter}');
    await vi.waitFor(() => expect(host.of('add_article')).toHaveLength(1));
    await vi.waitFor(() =>
      expect(screen.getAllByRole<HTMLInputElement>('textbox', { name: 'Quantity' })[0]?.value).toBe(
        '2',
      ),
    );
    await user.keyboard('{Escape}{Escape}{Delete}');
    await vi.waitFor(() => expect(host.changes[0]).toEqual({ kind: 'remove', line: 1 }));
  });

  test('whose price is cleared gets the store’s back', async () => {
    const { host, user } = await open(
      shop({}, sale({ lines: [line({ overridden: true, unitPrice: usd('50.00') })] })),
    );
    await user.clear(screen.getByRole('textbox', { name: 'Price' }));
    await vi.waitFor(() => expect(host.changes).toEqual([{ kind: 'price', line: 1, price: null }]));
  });

  test('counts every click on its plus, also those before an answer', async () => {
    const { host, user } = await open(
      shop({ change_cart: () => new Promise(() => {}) }, sale({ lines: [line()] })),
    );
    const more = screen.getByRole('button', { name: 'One more' });
    await user.tripleClick(more);
    expect(screen.getByRole<HTMLInputElement>('textbox', { name: 'Quantity' }).value).toBe('4');
    expect(host.changes[0]).toEqual({ kind: 'quantity', line: 1, quantity: 2 });
  });
});

test('the country that is shown by default is the one the till reckons with', async () => {
  const { host } = await open(shop({}, sale({ lines: [line()], customer: nobody })));
  await vi.waitFor(() =>
    expect(host.changes).toEqual([{ kind: 'customer', customer: { ...nobody, country: 'US' } }]),
  );
});

test('a charge that the till turns down marks the fields, and charges nothing', async () => {
  const { user } = await open(
    shop(
      {
        charge: () =>
          Promise.reject({
            ...failure('fields_to_mend'),
            details: [{ field: 'email', message: 'missing' }],
          }),
      },
      sale({ lines: [line()] }),
    ),
  );
  await user.keyboard('{F9}');
  const card = await screen.findByRole('alert');
  expect(card.textContent).toContain('Nothing was charged.');
  const email = screen.getByRole('textbox', { name: 'Email', description: 'Needed' });
  await vi.waitFor(() => expect(document.activeElement).toBe(email));
});

test('a try that is turned down says nothing of an earlier page that nobody could ask about', async () => {
  const placed: SaleEvent = { kind: 'order_placed', attempt: 1, host: 'pay.example.com' };
  const { user } = await open(
    shop(
      { charge: () => Promise.reject(failure('store_unreachable')) },
      sale({ lines: [line()], customer: grace, timeline: timeline(placed) }),
    ),
  );
  await user.keyboard('{F9}');
  const card = await screen.findByRole('alert');
  expect(card.textContent).toContain('whether the earlier page was paid could not be asked');
  expect(card.textContent).not.toContain('Nothing was charged.');
});

test('an empty sale is left by Hold without a word of having been held', async () => {
  const { host, user } = await open(shop({ hold_sale: () => null }, sale()));
  await user.keyboard('{F6}');
  await vi.waitFor(() => expect(host.of('hold_sale')).toHaveLength(1));
  await new Promise((resolve) => setTimeout(resolve));
  expect(screen.queryByText('The sale is held.')).toBeNull();
});

test('each key typed searches once', async () => {
  const { host, user, search } = await open(shop());
  const before = host.of('search_products').length;
  await user.type(search, 'k');
  // Another one for the same text would have begun before the answer of the first is shown.
  await screen.findByText('1 of 1');
  expect(host.of('search_products').length).toBe(before + 1);
});

test('a refusal says that nothing was charged, and marks the fields', async () => {
  const refusal = {
    at: 5_000,
    error: {
      ...failure('store_refused'),
      details: [
        { field: 'email', message: 'Enter a valid email address.' },
        { field: 'postcode', message: 'missing' },
        { field: 'attribution.utm_campaign', message: 'Too long.' },
      ],
    },
  };
  const { host, user } = await open(shop({}, sale({ lines: [line()], customer: grace, refusal })));
  const card = await screen.findByRole('alert');
  expect(card.textContent).toContain('Nothing was charged.');
  expect(card.textContent).toContain('attribution.utm_campaign: Too long.');
  const email = screen.getByRole('textbox', { name: 'Email', description: /valid email/ });
  screen.getByRole('textbox', { name: /^Postcode/, description: 'Needed' });
  await vi.waitFor(() => expect(document.activeElement).toBe(email));
  await user.type(email, '.org');
  expect(email.getAttribute('aria-invalid')).toBeNull();
  await vi.waitFor(() => expect(host.changes).not.toEqual([]));
  expect(document.activeElement).toBe(email);
});
