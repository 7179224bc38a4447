// Every page as axe sees it, without what needs a real layout (contrast, sizes).

import { render, screen } from '@testing-library/svelte';
import axe from 'axe-core';
import { expect, test } from 'vitest';

import type { SaleView, Snapshot } from '$lib/backend/types';

import App from '../App.svelte';
import { Host } from './host';
import { found, hit, line, order, payment, sale, snapshot, upsell, usd } from './samples';

const paid: SaleView = sale({
  state: 'paid',
  lines: [line()],
  payment: payment(),
  order: order(),
  upsells: [upsell(), upsell({ variantId: 202, title: 'Descaler', state: 'unknown' })],
});

const search = ({ query }: { query: string }) =>
  found(query, [hit(), hit({ variantId: 102, sellable: false, stock: 'out_of_stock' })]);

test.each<[string, Partial<Snapshot>, hash: string]>([
  ['the first start', { store: null }, ''],
  ['an empty cart', {}, ''],
  ['a cart', { sale: sale({ lines: [line()] }) }, ''],
  ['a payment', { sale: sale({ state: 'awaiting', payment: payment() }) }, ''],
  ['an order', { sale: paid }, ''],
  ['the orders', {}, '#/orders'],
  ['one order', {}, '#/orders/sale-1'],
  ['the reports', {}, '#/reports'],
  ['the settings', {}, '#/settings'],
])('%s: nothing stands in anyone’s way', async (_, changes, hash) => {
  location.hash = hash;
  const row = {
    id: 'sale-1',
    state: 'paid' as const,
    startedAt: 1_000,
    orderNumber: '209484',
    customer: 'Grace',
    items: 1,
    total: usd('64.00'),
    attention: true,
  };
  new Host({
    snapshot: () => snapshot(changes),
    search_products: search,
    list_sales: () => [row],
    sale_detail: () => paid,
    day_report: ({ from, to }: { from: number; to: number }) => ({ from, to, takings: [] }),
    stores: () => [],
    payment_gateways: () => ({ gateways: [], groups: [] }),
  });
  render(App);
  await screen.findByRole('main');
  await new Promise((resolve) => setTimeout(resolve, 50));
  const { violations } = await axe.run(document.body, {
    rules: { 'color-contrast': { enabled: false } },
  });
  expect(violations.map(({ id, nodes }) => [id, ...nodes.map(({ html }) => html)])).toEqual([]);
});
