import { expect, test } from 'vitest';

import type { SearchResult } from '$lib/backend/types';

import { deferred, failure, Host } from '../../test/host';
import { found as answer, hit } from '../../test/samples';
import { ProductSearch } from './product-search.svelte';

const found = (query: string, ...variants: number[]): SearchResult =>
  answer(
    query,
    variants.map((variantId) => hit({ variantId, title: `${query} ${variantId}` })),
  );

const settle = () => new Promise((resolve) => setTimeout(resolve));

test('Enter pressed before the answer adds the best hit of what was typed, not of what was shown', async () => {
  const answers: Record<string, ReturnType<typeof deferred<SearchResult>>> = {
    ket: deferred(),
    kettle: deferred(),
  };
  new Host({ search_products: ({ query }: { query: string }) => answers[query]?.promise });
  const search = new ProductSearch();
  search.type('ket');
  answers.ket!.resolve(found('ket', 1));
  await settle();
  search.type('kettle');
  const chosen = search.chosen();
  // The next product is typed before the answer has come.
  search.type('m');
  answers.kettle!.resolve(found('kettle', 2));
  expect((await chosen)?.variantId).toBe(2);
});

test('while one search runs, only the newest text is searched for next', async () => {
  const first = deferred<SearchResult>();
  const host = new Host({
    search_products: ({ query }: { query: string }) =>
      query === 'w' ? first.promise : found(query, 7),
  });
  const search = new ProductSearch();
  for (const text of ['w', 'wa', 'wal', 'waln']) search.type(text);
  first.resolve(found('w', 1));
  await settle();
  expect((await search.chosen())?.variantId).toBe(7);
  expect(host.of('search_products').map(({ query }) => query)).toEqual(['w', 'waln']);
  expect(search.result?.query).toBe('waln');
});

test('with nothing typed, Enter adds nothing until a hit is walked to', async () => {
  new Host({ search_products: () => found('', 1, 2) });
  const search = new ProductSearch();
  search.refresh();
  await settle();
  expect(await search.chosen()).toBeUndefined();
  search.move(1);
  expect((await search.chosen())?.variantId).toBe(1);
});

test('the active hit stays where it is when the same search is refreshed', async () => {
  new Host({ search_products: ({ query }: { query: string }) => found(query, 1, 2, 3) });
  const search = new ProductSearch();
  search.type('mug');
  await settle();
  search.move(1);
  search.refresh();
  await settle();
  expect((await search.chosen())?.variantId).toBe(2);
  search.type('cup');
  expect((await search.chosen())?.variantId).toBe(1);
});

test('after a failure there is nothing left that Enter could add', async () => {
  let works = true;
  new Host({
    search_products: ({ query }: { query: string }) =>
      works ? found(query, 1) : Promise.reject(failure('database_damaged')),
  });
  const search = new ProductSearch();
  search.type('mug');
  await settle();
  works = false;
  search.type('mugs');
  await settle();
  expect(await search.chosen()).toBeUndefined();
  expect(search.error?.code).toBe('database_damaged');
});
