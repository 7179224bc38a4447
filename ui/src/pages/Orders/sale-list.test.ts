import { expect, test } from 'vitest';

import type { SaleQuery, SaleRow } from '$lib/backend/types';

import { deferred, Host } from '../../test/host';
import { usd } from '../../test/samples';
import { SaleList } from './sale-list.svelte';

const row = (startedAt: number, id = `sale-${startedAt}`): SaleRow => ({
  id,
  state: 'paid',
  startedAt,
  orderNumber: String(startedAt),
  customer: 'Grace',
  items: 1,
  total: usd('1.00'),
  attention: false,
});

type Ask = { query: SaleQuery };

/** A host with sales numbered from `newest` down to 1, by their time. */
const ledger = (sales: { newest: number }) =>
  new Host({
    list_sales: ({ query: { before, limit } }: Ask) => {
      const first = before === null ? sales.newest : Number(before.split('-')[1]) - 1;
      return Array.from({ length: Math.min(limit, first, 200) }, (_, index) => row(first - index));
    },
  });

test('older sales follow without a gap or a repetition, down to the last', async () => {
  ledger({ newest: 120 });
  const list = new SaleList();
  await list.begin();
  while (list.more) await list.extend();
  expect(list.rows.map(({ startedAt }) => startedAt)).toEqual(
    Array.from({ length: 120 }, (_, index) => 120 - index),
  );
});

test('a new sale comes on top and keeps what was scrolled to', async () => {
  const sales = { newest: 120 };
  ledger(sales);
  const list = new SaleList();
  await list.begin();
  await list.extend();
  sales.newest = 121;
  await list.refresh();
  while (list.more) await list.extend();
  expect(list.rows.map(({ startedAt }) => startedAt)).toEqual(
    Array.from({ length: 121 }, (_, index) => 121 - index),
  );
});

test('what was scrolled to beyond a refresh stays as it is', async () => {
  const sales = { newest: 400 };
  ledger(sales);
  const list = new SaleList();
  await list.begin();
  while (list.rows.length < 350) await list.extend();
  sales.newest = 402;
  await list.refresh();
  expect(list.rows.map(({ startedAt }) => startedAt)).toEqual(
    Array.from({ length: 352 }, (_, index) => 402 - index),
  );
  expect(list.more).toBe(true);
});

test('reading on never takes the turn of a list for other words, nor joins it', async () => {
  const slow = deferred<SaleRow[]>();
  let asked = 0;
  new Host({
    list_sales: ({ query: { text, before, limit } }: Ask) => {
      if (text === 'other') return [row(1, `other-${before}`)];
      asked += 1;
      const rows = Array.from({ length: limit }, (_, index) => row(200 - index));
      return asked === 2 ? slow.promise.then(() => rows) : rows;
    },
  });
  const list = new SaleList();
  await list.begin();
  // Something else is being read while other words are typed and the end comes into view.
  const refreshing = list.refresh();
  list.text = 'other';
  const beginning = list.begin();
  const extending = list.extend();
  slow.resolve([]);
  await Promise.all([refreshing, beginning, extending]);
  expect(list.rows.map(({ id }) => id)).toEqual(['other-null']);
});

test('a list for other words never shows up under the present ones', async () => {
  const slow = deferred<SaleRow[]>();
  new Host({
    list_sales: ({ query: { text } }: Ask) => (text === 'a' ? slow.promise : [row(2, 'right')]),
  });
  const list = new SaleList();
  list.text = 'a';
  const first = list.begin();
  list.text = 'ab';
  const second = list.begin();
  slow.resolve([row(1, 'wrong')]);
  await Promise.all([first, second]);
  expect(list.rows.map(({ id }) => id)).toEqual(['right']);
});

test('a day stands for all of it, as it is told here, and filters are asked for together', async () => {
  const asked: SaleQuery[] = [];
  new Host({ list_sales: ({ query }: Ask) => (asked.push(query), []) });
  const list = new SaleList();
  await list.narrow({ firstDay: '2026-03-08', seller: 'Ada' });
  await list.narrow({ lastDay: '2026-03-08', currency: 'EUR' });
  expect(asked.at(-1)).toMatchObject({
    from: new Date(2026, 2, 8).getTime(),
    to: new Date(2026, 2, 9).getTime(),
    seller: 'Ada',
    currency: 'EUR',
    state: null,
  });
  expect(list.narrowed).toBe(true);
  await list.clear();
  expect(asked.at(-1)).toMatchObject({ text: '', from: null, to: null, seller: null });
  expect(list.narrowed).toBe(false);
});

test('a list for other filters never shows up under the present ones', async () => {
  const slow = deferred<SaleRow[]>();
  new Host({
    list_sales: ({ query: { seller } }: Ask) => (seller ? slow.promise : [row(2, 'right')]),
  });
  const list = new SaleList();
  const first = list.narrow({ seller: 'Ada' });
  const second = list.clear();
  slow.resolve([row(1, 'wrong')]);
  await Promise.all([first, second]);
  expect(list.rows.map(({ id }) => id)).toEqual(['right']);
});
