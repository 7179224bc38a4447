import { render, screen, waitFor } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { beforeEach, expect, test } from 'vitest';

import type { SaleQuery, SaleRow } from '$lib/backend/types';

import App from '../../App.svelte';
import { Host } from '../../test/host';
import { usd } from '../../test/samples';

const row = (id: string, customer: string): SaleRow => ({
  id,
  state: 'paid',
  startedAt: 1,
  orderNumber: id,
  customer,
  items: 1,
  total: usd('1.00'),
  attention: false,
});

const sellers = ['Ada', 'Екатерина'];

beforeEach(() => {
  location.hash = '#/orders';
});

test('filters are asked for together, and one button clears them all', async () => {
  const host = new Host({
    sale_choices: () => ({ sellers, currencies: ['EUR', 'USD'] }),
    list_sales: ({ query }: { query: SaleQuery }) =>
      query.seller === 'Ada' ? [] : [row('1042', 'Grace Okafor')],
  });
  render(App);
  await screen.findByRole('link', { name: /Grace Okafor/ });
  await userEvent.type(screen.getByRole('searchbox', { name: 'Search orders' }), 'okaf');
  await userEvent.selectOptions(await screen.findByLabelText('Seller'), 'Ada');
  await userEvent.selectOptions(screen.getByLabelText('Currency'), 'EUR');
  await userEvent.selectOptions(screen.getByLabelText('State'), 'Paid');
  expect(host.of('list_sales').at(-1)).toMatchObject({
    query: { text: 'okaf', seller: 'Ada', currency: 'EUR', state: 'paid', before: null },
  });
  await userEvent.click(await screen.findByRole('button', { name: 'Clear filters' }));
  await screen.findByRole('link', { name: /Grace Okafor/ });
  const box = screen.getByRole<HTMLInputElement>('searchbox', { name: 'Search orders' });
  expect(document.activeElement).toBe(box);
  expect(box.value).toBe('');
  expect(screen.getByLabelText<HTMLSelectElement>('Seller').value).toBe('');
});

test('where there is one seller and one currency there is nothing to choose', async () => {
  const host = new Host({
    sale_choices: () => ({ sellers: ['Ada'], currencies: ['USD'] }),
    list_sales: () => [],
  });
  render(App);
  await screen.findByText('No sales yet');
  await waitFor(() => expect(host.of('sale_choices')).toHaveLength(1));
  screen.getByLabelText('Days');
  expect(screen.queryByLabelText('From day')).toBeNull();
  expect(screen.queryByLabelText('Seller')).toBeNull();
  expect(screen.queryByLabelText('Currency')).toBeNull();
  expect(screen.queryByRole('button', { name: 'Clear filters' })).toBeNull();
});

test('days are chosen by name, and any other by date', async () => {
  const host = new Host({
    sale_choices: () => ({ sellers: [], currencies: [] }),
    list_sales: () => [],
  });
  render(App);
  await screen.findByText('No sales yet');
  const asked = () => host.of('list_sales').at(-1) as { query: { from: number; to: number } };
  const days = screen.getByLabelText<HTMLSelectElement>('Days');
  await userEvent.selectOptions(days, 'The last 7 days');
  await waitFor(() => expect(asked().query.from).not.toBeNull());
  const { from, to } = asked().query;
  expect(Math.round((to - from) / 86_400_000)).toBe(7);
  expect(from < Date.now() && Date.now() < to).toBe(true);
  await userEvent.selectOptions(days, 'Other days…');
  await screen.findByLabelText('From day');
  await userEvent.click(await screen.findByRole('button', { name: 'Clear filters' }));
  await waitFor(() => expect(days.value).toBe(''));
  expect(screen.queryByLabelText('From day')).toBeNull();
  expect(asked().query).toMatchObject({ from: null, to: null });
});
