// Every page as axe sees it, without what needs a real layout (contrast, sizes).

import { render, screen } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import axe from 'axe-core';
import { expect, test } from 'vitest';

import type { RecoveryView, SaleView, Snapshot } from '$lib/backend/types';

import App from '../App.svelte';
import { Host } from './host';
import {
  attention,
  attentionItem,
  comparison,
  finding,
  found,
  hit,
  line,
  order,
  payment,
  row,
  sale,
  snapshot,
  upsell,
} from './samples';

const paid: SaleView = sale({
  state: 'paid',
  lines: [line()],
  payment: payment(),
  order: order(),
  upsells: [upsell(), upsell({ variantId: 202, title: 'Descaler', state: 'unknown' })],
});

const matters = [
  attentionItem(1),
  attentionItem(2, { cancellation: { state: 'sent', refunded: null, taken: null, reason: null } }),
  attentionItem(3, {
    matter: {
      kind: 'record_differs',
      orderNumber: '209471',
      differences: [{ point: 'total', expected: '2.00', found: '1.00' }],
    },
    actions: ['accept', 'cancel_order'],
  }),
  attentionItem(4),
];

const unreadable: RecoveryView = {
  storeName: 'Larch Lane Goods',
  practice: true,
  setAside: '/home/till/larch.sqlite.set-aside-1',
  backup: { madeAt: 1_000, sales: 2, lastChangeAt: null },
};

const compared = comparison({
  state: 'waiting',
  finishedAt: null,
  findings: [finding({ saleId: 'sale-1' }), finding({ id: 2, mended: true })],
});

const search = ({ query }: { query: string }) =>
  found(query, [hit(), hit({ variantId: 102, sellable: false, stock: 'out_of_stock' })]);

test.each<[string, Partial<Snapshot>, hash: string]>([
  ['the first start', { store: null }, ''],
  ['an empty cart', {}, ''],
  ['a cart', { sale: sale({ lines: [line()] }) }, ''],
  ['a matter of the sale on show', { sale: { ...paid, attention: [attention()] } }, ''],
  ['books that cannot be read', { store: null, recovery: unreadable }, ''],
  ['a payment', { sale: sale({ state: 'awaiting', payment: payment() }) }, ''],
  ['an order', { sale: paid }, ''],
  ['the orders', {}, '#/orders'],
  ['one order', {}, '#/orders/sale-1'],
  ['the reports', {}, '#/reports'],
  ['the settings', {}, '#/settings'],
])('%s: nothing stands in anyone’s way', async (_, changes, hash) => {
  location.hash = hash;
  new Host({
    snapshot: () => snapshot(changes),
    search_products: search,
    list_sales: () => [row({ attention: true })],
    list_attention: () => matters,
    sale_choices: () => ({ sellers: ['Ada', 'Björk'], currencies: ['EUR', 'USD'] }),
    sale_detail: () => ({ ...paid, attention: matters.map((item) => item.attention) }),
    comparison: () => compared,
    day_report: ({ from, to }: { from: number; to: number }) => ({ from, to, takings: [] }),
    stores: () => [],
    payment_gateways: () => ({ gateways: [], groups: [] }),
  });
  render(App);
  await screen.findByRole('main');
  await new Promise((resolve) => setTimeout(resolve, 50));
  await expectNothingInTheWay();
});

test('the question whether an order shall be cancelled stands in no one’s way', async () => {
  location.hash = '#/orders';
  new Host({ list_sales: () => [], list_attention: () => [attentionItem(1)] });
  render(App);
  await userEvent.click(await screen.findByRole('button', { name: 'Cancel and refund' }));
  await screen.findByRole('dialog');
  await expectNothingInTheWay();
});

test('the outcome of verifying stands in no one’s way', async () => {
  location.hash = '#/settings';
  const fault = { saleId: 'sale-9', sequence: 3, words: 'its hash does not fit' };
  new Host({
    stores: () => [],
    payment_gateways: () => ({ gateways: [], groups: [] }),
    verify_books: () => ({ events: 12, fault }),
  });
  render(App);
  await userEvent.click(await screen.findByRole('button', { name: 'Verify the books' }));
  await screen.findByText('The books were altered');
  await expectNothingInTheWay();
});

async function expectNothingInTheWay() {
  const { violations } = await axe.run(document.body, {
    rules: { 'color-contrast': { enabled: false } },
  });
  expect(violations.map(({ id, nodes }) => [id, ...nodes.map(({ html }) => html)])).toEqual([]);
}
