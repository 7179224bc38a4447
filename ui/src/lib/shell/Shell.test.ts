import { render, screen, within } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { expect, test, vi } from 'vitest';

import App from '../../App.svelte';
import { failure, Host } from '../../test/host';
import { line, order, payment, sale, snapshot, usd } from '../../test/samples';

const row = {
  id: 'sale-9',
  state: 'paid' as const,
  startedAt: 1_000,
  orderNumber: '209484',
  customer: 'Grace',
  items: 1,
  total: usd('64.00'),
  attention: false,
};
const paid = sale({ id: 'sale-9', state: 'paid', payment: payment(), order: order() });

async function open(answers: ConstructorParameters<typeof Host>[0] = {}) {
  const host = new Host({
    snapshot: () => snapshot({ sale: sale({ lines: [line()] }), held: 1 }),
    list_sales: () => [row],
    sale_detail: () => paid,
    ...answers,
  });
  render(App);
  await screen.findByRole('combobox', { name: 'Search products' });
  return { host, user: userEvent.setup() };
}

test('another page is read out from its heading, unless it knows a better place', async () => {
  const { user } = await open();
  await user.click(screen.getByRole('link', { name: 'Orders' }));
  const heading = await screen.findByRole('heading', { name: 'Orders' });
  await vi.waitFor(() => expect(document.activeElement).toBe(heading));
  await user.click(screen.getByRole('link', { name: 'Sell' }));
  const search = await screen.findByRole('combobox', { name: 'Search products' });
  await vi.waitFor(() => expect(document.activeElement).toBe(search));
});

test('a closed detail gives the focus back to its sale, and a paid one can be shown at the till', async () => {
  const { host, user } = await open({ take_up_sale: () => paid });
  await user.click(screen.getByRole('link', { name: 'Orders' }));
  await user.click(await screen.findByRole('link', { name: /209484/ }));
  await user.click(await screen.findByRole('link', { name: 'Close the detail' }));
  await vi.waitFor(() =>
    expect(document.activeElement).toBe(screen.getByRole('link', { name: /209484/ })),
  );
  await user.keyboard('{Enter}');
  await user.click(await screen.findByRole('button', { name: 'Show at the till' }));
  await screen.findByRole('group', { name: 'Upsells' });
  expect(host.of('take_up_sale')).toEqual([{ saleId: 'sale-9' }]);
});

test('what goes wrong in a dialog is told in it, where it can be reached', async () => {
  const held = {
    id: 'sale-2',
    customer: 'Ann',
    articles: ['Mug'],
    items: 1,
    total: usd('9.00'),
    heldAt: 1_000,
  };
  const { user } = await open({
    held_sales: () => [held],
    take_up_sale: () => Promise.reject(failure('disk_full')),
  });
  await user.keyboard('{F7}');
  const dialog = await screen.findByRole('dialog', { name: 'Held sales' });
  await user.click(await within(dialog).findByRole('button', { name: /^Take up/ }));
  const alert = await within(dialog).findByRole('alert');
  expect(alert.textContent).toContain('The disk is full');
  expect(screen.getAllByRole('alert')).toHaveLength(1);
});
