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
  cancellation,
  booksView,
  comparison,
  currencyReport,
  daySheet,
  exported,
  finding,
  found,
  hit,
  line,
  offer,
  offers,
  openMatter,
  order,
  orderLine,
  payment,
  refundQuote,
  refunding,
  report,
  row,
  sale,
  snapshot,
  upsell,
  usd,
} from './samples';

const paid: SaleView = sale({
  state: 'paid',
  lines: [line()],
  payment: payment(),
  order: order({
    taxes: [{ title: 'NY Sales Tax', amount: usd('4.79') }],
    discounts: [{ name: '10% off', code: 'SAVE10', amount: usd('6.00') }],
    paidBack: usd('64.00'),
    refunding: refunding({ state: 'unknown', refunded: null }),
    refunds: [
      {
        id: 3,
        at: 4_000,
        amount: usd('64.00'),
        lines: [{ title: 'Walnut Kettle', quantity: 1, amount: usd('64.00') }],
        shipping: null,
        note: 'Arrived broken',
      },
    ],
    notes: [
      { message: 'Rings at noon', author: 'Ana', at: 4_000, state: null, reason: null },
      { message: '門の前', author: '', at: 4_000, state: 'not_done', reason: 'not_in_the_order' },
    ],
    lines: [orderLine({ left: 1, subscription: { interval: 'day', intervalCount: 30 } })],
  }),
  upsells: [upsell(), upsell({ variantId: 202, title: 'Descaler', state: 'unknown' })],
});

const matters = [
  attentionItem(1),
  attentionItem(2, { actions: [], cancellation: cancellation('sent') }),
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

const backup = { number: 7, madeAt: 1_000, bytes: 4_000, beforeRestore: true };

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
    read_order_notes: () => paid,
    sale_detail: () => ({ ...paid, attention: matters.map((item) => item.attention) }),
    comparison: () => compared,
    report: (days: { from: number; to: number }) => report([currencyReport()], days),
    day_sheets: () => [daySheet().sheet],
    latest_csv: () => exported({ state: 'running', done: 1, expected: 2 }),
    stores: () => [],
    payment_gateways: () => ({ gateways: [], groups: [] }),
    offers: () =>
      offers(offer(), offer({ id: 2, title: 'Honey', enabled: false, unavailable: true })),
    data_view: () => booksView({ backups: [backup], retentionDays: 400 }),
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

test.each([
  ['a refund', 'Refund', 'Everything that is left'],
  ['a cancelling', 'Cancel order', 'Leave it as it is'],
  ['opening an order by its number', 'Open an order by number', 'Open order'],
])('the dialog of %s stands in no one’s way', async (_, open, inside) => {
  location.hash = '#/orders/sale-1';
  const lines = [orderLine(), orderLine({ id: 502, title: '緑茶', left: 0 })];
  const taken = order({ lines, refunds: [], notes: [] });
  new Host({
    list_sales: () => [],
    sale_detail: () => ({ ...paid, order: taken }),
    read_order_notes: () => ({ ...paid, order: taken }),
    calculate_refund: () => refundQuote(),
  });
  render(App);
  await userEvent.click(await screen.findByRole('button', { name: open }));
  const dialog = await screen.findByRole('dialog');
  const button = await screen.findByRole('button', { name: inside });
  if (open === 'Refund') {
    await userEvent.click(button);
    await screen.findByText('Paid back to the customer');
  }
  expect(dialog.isConnected).toBe(true);
});

test('a sheet of the day stands in no one’s way', async () => {
  location.hash = '#/reports';
  new Host({ make_day_sheet: () => daySheet({ over: false, open: [openMatter()] }) });
  render(App);
  await userEvent.click(await screen.findByRole('button', { name: "Make the day's sheet" }));
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

test('changing an offer stands in no one’s way', async () => {
  location.hash = '#/settings';
  const product = { id: 7, title: 'Kettle' };
  new Host({
    stores: () => [],
    payment_gateways: () => ({ gateways: [], groups: [] }),
    offers: () => offers(offer({ products: [product] })),
  });
  render(App);
  await userEvent.click(
    await screen.findByRole('button', { name: 'Change the offer of Two mugs' }),
  );
  await screen.findByRole('dialog');
  await expectNothingInTheWay();
});

test('the question whether a backup shall be restored stands in no one’s way', async () => {
  location.hash = '#/settings';
  const facts = { error: null, sales: 12, lastChangeAt: 900, lacks: 1 };
  new Host({
    stores: () => [],
    payment_gateways: () => ({ gateways: [], groups: [] }),
    data_view: () => booksView({ backups: [backup] }),
    look_at_backup: () => ({ number: 7, madeAt: 1_000, ...facts }),
  });
  render(App);
  await userEvent.click(await screen.findByRole('button', { name: /^Look at the backup/ }));
  await userEvent.click(await screen.findByRole('button', { name: 'Restore…' }));
  await screen.findByRole('dialog');
  await expectNothingInTheWay();
});

async function expectNothingInTheWay() {
  const { violations } = await axe.run(document.body, {
    rules: { 'color-contrast': { enabled: false } },
  });
  expect(violations.map(({ id, nodes }) => [id, ...nodes.map(({ html }) => html)])).toEqual([]);
}
