import { render, screen } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { expect, test, vi } from 'vitest';

import type { NoteView, SaleView } from '$lib/backend/types';

import App from '../../App.svelte';
import { failure, Host } from '../../test/host';
import { order, sale } from '../../test/samples';

const note = (changes: Partial<NoteView> = {}): NoteView => ({
  message: 'Rings at noon',
  author: 'Ana',
  at: 4_000,
  state: null,
  reason: null,
  ...changes,
});

const noted = (notes: NoteView[], revision: number): SaleView =>
  sale({ state: 'paid', revision, order: order({ notes }) });

async function open(answers: ConstructorParameters<typeof Host>[0]) {
  location.hash = '#/orders/sale-1';
  const host = new Host({ list_sales: () => [], sale_detail: () => noted([], 1), ...answers });
  render(App);
  await screen.findByRole('heading', { name: 'Notes' });
  return { host, user: userEvent.setup() };
}

const field = () => screen.getByRole('textbox', { name: 'New note' });

test('the notes of an order are read when it is opened', async () => {
  await open({ read_order_notes: () => noted([note()], 2) });
  await screen.findByText('Rings at noon');
});

test('notes that cannot be read are not called none', async () => {
  let fails = true;
  const { user } = await open({
    read_order_notes: () =>
      fails ? Promise.reject(failure('store_unreachable')) : noted([note()], 2),
  });
  await screen.findByText(/could not be read/);
  expect(screen.queryByText(/Nobody has written/)).toBeNull();
  fails = false;
  await user.click(screen.getByRole('button', { name: 'Try again' }));
  await screen.findByText('Rings at noon');
  expect(screen.queryByText(/could not be read/)).toBeNull();
});

test('a note is added once, and an empty one never', async () => {
  const { host, user } = await open({
    read_order_notes: () => noted([], 2),
    add_order_note: ({ message }: { message: string }) => noted([note({ message })], 3),
  });
  await user.click(screen.getByRole('button', { name: 'Add note' }));
  await user.type(field(), 'Καλημέρα');
  await user.click(screen.getByRole('button', { name: 'Add note' }));
  await screen.findByText('Καλημέρα');
  expect(host.of('add_order_note')).toEqual([{ saleId: 'sale-1', message: 'Καλημέρα' }]);
  expect((field() as HTMLTextAreaElement).value).toBe('');
});

test('what could not be sent stays in its field', async () => {
  const { user } = await open({
    read_order_notes: () => noted([], 2),
    add_order_note: () => Promise.reject(failure('disk_full')),
  });
  await user.type(field(), 'Rings at noon');
  await user.click(screen.getByRole('button', { name: 'Add note' }));
  await screen.findByText(/disk is full/);
  expect((field() as HTMLTextAreaElement).value).toBe('Rings at noon');
});

test('a note that was not added says so and can be written again', async () => {
  const lost = note({ author: '', state: 'not_done', reason: 'not_in_the_order' });
  const { host, user } = await open({
    read_order_notes: () => noted([lost, note({ message: 'Unclear', state: 'unknown' })], 2),
    add_order_note: () => noted([note()], 3),
  });
  await screen.findByText("Not added: the store's order does not show it");
  screen.getByText('Unknown: checking with the store');
  await user.click(screen.getByRole('button', { name: 'Write it again' }));
  await vi.waitFor(() => expect(host.of('add_order_note')).toHaveLength(1));
  expect(host.of('add_order_note')[0]?.message).toBe('Rings at noon');
});

test('an order is opened by its number; a wrong one says so', async () => {
  let found = false;
  const { host, user } = await open({
    read_order_notes: () => noted([], 2),
    pull_in_order: () =>
      found ? sale({ id: 'sale-9', state: 'paid' }) : Promise.reject(failure('not_found')),
  });
  await user.click(screen.getByRole('button', { name: 'Open an order by number' }));
  await user.type(screen.getByRole('textbox', { name: 'Order number' }), '100042');
  await user.click(screen.getByRole('button', { name: 'Open order' }));
  await screen.findByText(/The store has no order of this number/);
  found = true;
  await user.click(screen.getByRole('button', { name: 'Open order' }));
  await vi.waitFor(() => expect(location.hash).toBe('#/orders/sale-9'));
  expect(host.of('pull_in_order').at(-1)).toEqual({ number: '100042' });
});
