import { render, screen, within } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { describe, expect, test, vi } from 'vitest';

import type { BooksProof } from '$lib/backend/types';
import type { SettingsView } from '$lib/backend/types';

import App from '../../App.svelte';
import { deferred, failure, Host } from '../../test/host';
import { snapshot, store } from '../../test/samples';

async function open(answers: ConstructorParameters<typeof Host>[0] = {}) {
  location.hash = '#/settings';
  const host = new Host({
    stores: () => [],
    payment_gateways: () => ({ gateways: [{ id: 42, name: 'Stripe', active: true }], groups: [] }),
    save_settings: ({ settings }: { settings: SettingsView }) => settings,
    ...answers,
  });
  render(App);
  await screen.findByRole('heading', { name: 'Settings' });
  return { host, user: userEvent.setup() };
}

const saved = (host: Host) => host.of('save_settings').map(({ settings }) => settings);

test('the till’s name is saved as it is typed, and stays as typed', async () => {
  const { host, user } = await open({
    save_settings: ({ settings }: { settings: SettingsView }) => ({ ...settings, tillName: 'old' }),
  });
  const name = screen.getByRole<HTMLInputElement>('textbox', { name: 'Till name' });
  await user.clear(name);
  await user.type(name, 'Phone desk');
  await vi.waitFor(() => expect(saved(host).at(-1)).toMatchObject({ tillName: 'Phone desk' }));
  await within(screen.getByRole('region', { name: 'Till' })).findByText('Saved');
  expect(name.value).toBe('Phone desk');
});

test('a gateway is chosen, and given up for the store’s own choice', async () => {
  const { host, user } = await open();
  const gateway = screen.getByRole('combobox', { name: 'Payment gateway' });
  await within(gateway).findByRole('option', { name: 'Stripe' });
  await user.selectOptions(gateway, 'Stripe');
  await user.selectOptions(gateway, 'The store decides');
  await vi.waitFor(() =>
    expect(saved(host)).toMatchObject([{ paymentGateway: 42 }, { paymentGateway: null }]),
  );
});

test('without the permission for gateways, the store decides and it says why', async () => {
  await open({ payment_gateways: () => Promise.reject(failure('permission_missing')) });
  await screen.findByText(/may not list gateways/);
});

test('the look is taken on at once', async () => {
  const { user } = await open();
  await user.click(screen.getByRole('radio', { name: 'Dark' }));
  await vi.waitFor(() => expect(document.documentElement.dataset.look).toBe('dark'));
});

test('a store that refuses its token can be given another one', async () => {
  const mine = store({ practice: false, address: 'https://larch.29next.store' });
  const { host, user } = await open({
    snapshot: () => snapshot({ store: mine }),
    connect_store: ({ token }: { token: string }) =>
      token === 'new' ? snapshot({ store: mine }) : Promise.reject(failure('token_refused')),
  });
  await user.click(screen.getByRole('button', { name: 'Use another token' }));
  const field = screen.getByLabelText<HTMLInputElement>('Access token');
  await user.type(field, 'old{Enter}');
  await user.click(screen.getByRole('button', { name: 'Use this token' }));
  await vi.waitFor(() => expect(field.getAttribute('aria-invalid')).toBe('true'));
  await vi.waitFor(() => expect(document.activeElement).toBe(field));
  await user.clear(field);
  await user.type(field, 'new');
  await user.click(screen.getByRole('button', { name: 'Use this token' }));
  await vi.waitFor(() => expect(screen.queryByLabelText('Access token')).toBeNull());
  expect(host.of('connect_store').at(-1)).toEqual({ address: mine.address, token: 'new' });
});

test('the practice store is offered by its button until it was opened, and a customer who pays is named', async () => {
  const { user } = await open({
    stores: () => [
      { key: 'practice', name: '', address: '', current: false },
      { key: 'larch', name: 'Larch', address: 'https://larch.29next.store', current: true },
    ],
    try_practice: () => Promise.reject(failure('not_now')),
  });
  const stores = screen.getByRole('region', { name: 'Stores of this till' });
  await within(stores).findByText('Larch');
  expect(within(stores).getAllByRole('listitem')).toHaveLength(1);
  await user.click(within(stores).getByRole('button', { name: 'Try the practice store' }));
  await screen.findByText(/A customer is paying/);
});

test('new sales start in the currency that is chosen', async () => {
  const { host, user } = await open({
    snapshot: () => snapshot({ store: store({ currencies: ['USD', 'EUR'] }) }),
  });
  await user.selectOptions(screen.getByRole('combobox', { name: 'Currency of new sales' }), 'EUR');
  await vi.waitFor(() => expect(saved(host).at(-1)).toMatchObject({ currency: 'EUR' }));
});

describe('the keys', () => {
  const button = (name: RegExp) => screen.getByRole('button', { name });

  test('are changed by pressing the new one, and every button shows it', async () => {
    const { host, user } = await open();
    await user.click(button(/^Charge: F9/));
    await user.keyboard('{F6}');
    await screen.findByText('F6 is the key for “Hold the sale” already. Press another key.');
    await user.keyboard('{F12}');
    await vi.waitFor(() => expect(saved(host).at(-1)).toMatchObject({ keys: { charge: 'F12' } }));
    await screen.findByRole('button', { name: /^Charge: F12/ });
    location.hash = '#/sell';
    const charge = await screen.findByRole('button', { name: /^Charge/ });
    expect(charge.textContent).toContain('F12');
    expect(host.of('hold_sale')).toEqual([]);
  });

  test('go back to the usual ones', async () => {
    const settings = { ...snapshot().settings, keys: { charge: 'F12' } };
    const { host, user } = await open({ snapshot: () => snapshot({ settings }) });
    await user.click(button(/usual keys/));
    await vi.waitFor(() => expect(saved(host).at(-1)).toMatchObject({ keys: {} }));
    await screen.findByRole('button', { name: /^Charge: F9/ });
  });
});

describe('the books', () => {
  const verify = () => screen.getByRole('button', { name: 'Verify the books' });

  test('are verified, and say so only once they are', async () => {
    const proof = deferred<BooksProof>();
    const { user } = await open({ verify_books: () => proof.promise });
    await user.click(verify());
    expect(verify().getAttribute('aria-busy')).toBe('true');
    expect(screen.queryByText(/nothing was altered/)).toBeNull();
    proof.resolve({ events: 1812, fault: null });
    await screen.findByText('All 1,812 events agree with one another; nothing was altered.');
  });

  test('that were altered name the first event, its sale, and what to do', async () => {
    const fault = { saleId: 'sale-9', sequence: 3, words: 'its hash does not fit.' };
    const { user } = await open({ verify_books: () => ({ events: 1812, fault }) });
    await user.click(verify());
    await screen.findByText(/number 3 of a sale: its hash does not fit\.(?!\.)/);
    screen.getByText(/do not edit it\. Restore a backup/);
    expect(screen.getByRole('link', { name: 'Show the sale' }).getAttribute('href')).toBe(
      '#/orders/sale-9',
    );
    expect(document.body.textContent).not.toContain('nothing was altered');
  });

  test('that cannot be verified are not called sound', async () => {
    const { user } = await open({ verify_books: () => Promise.reject(failure('read_only')) });
    await user.click(verify());
    await screen.findByText(/cannot write to its data folder/);
    expect(document.body.textContent).not.toContain('nothing was altered');
  });
});

test('settings that cannot be saved say so', async () => {
  const { user } = await open({ save_settings: () => Promise.reject(failure('disk_full')) });
  await user.click(screen.getByRole('checkbox'));
  await screen.findByText(/disk is full/);
});
