import { render, screen, within } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { describe, expect, test, vi } from 'vitest';

import type { CatalogueView } from '$lib/backend/types';

import App from '../../App.svelte';
import { failure, Host } from '../../test/host';
import { catalogue, hit, snapshot } from '../../test/samples';

type Ask = { query: string; after: string | null; limit: number };

/** A catalogue in which everything matches: the cursor is the number of hits before it. */
const big =
  (size: number, changes = {}) =>
  ({ query, after, limit }: Ask) => {
    const start = Number(after ?? 0);
    const count = Math.min(limit, size - start);
    return {
      query,
      hits: Array.from({ length: count }, (_, index) =>
        hit({ variantId: start + index + 1, title: `Product ${start + index + 1}` }),
      ),
      total: size,
      uncounted: false,
      forgiven: false,
      next: start + count < size ? String(start + count) : null,
      ...changes,
    };
  };

async function open(answers: ConstructorParameters<typeof Host>[0]) {
  const host = new Host(answers);
  render(App);
  const search = await screen.findByRole('combobox', { name: 'Search products' });
  return { host, search, user: userEvent.setup() };
}

const active = (search: HTMLElement) =>
  document.getElementById(search.getAttribute('aria-activedescendant') ?? '');

describe('a long list of results', () => {
  test('is drawn only where it is looked at, and walked with the keys to its end', async () => {
    const { host, search, user } = await open({
      snapshot: () => snapshot({ catalogue: catalogue({ variants: 1204 }) }),
      search_products: big(120),
    });
    await user.type(search, 'p');
    await vi.waitFor(() => expect(active(search)?.textContent).toContain('Product 1'));
    screen.getByText('120 of 1,204');
    const list = screen.getByRole('listbox', { name: 'Results' });
    expect(within(list).getAllByRole('option').length).toBeLessThan(40);
    expect(active(search)?.getAttribute('aria-setsize')).toBe('120');

    await user.keyboard('{PageDown}');
    await vi.waitFor(() => expect(active(search)?.getAttribute('aria-posinset')).toBe('9'));
    for (const end of ['50', '100', '120']) {
      await user.keyboard('{End}');
      await vi.waitFor(() => expect(active(search)?.getAttribute('aria-posinset')).toBe(end));
      await new Promise((resolve) => setTimeout(resolve));
    }
    expect(host.of('search_products').map(({ after }) => after)).toContain('100');
    await user.keyboard('{Home}{Shift>}{End}{/Shift}');
    await vi.waitFor(() => expect(active(search)?.getAttribute('aria-posinset')).toBe('1'));
  });

  test('stays where it was read to while more products come in', async () => {
    const { host, search, user } = await open({ search_products: big(120) });
    await user.type(search, 'p');
    await vi.waitFor(() => expect(active(search)?.getAttribute('aria-posinset')).toBe('1'));
    await user.keyboard('{End}');
    await vi.waitFor(() => expect(host.of('search_products').at(-1)?.after).toBe('50'));
    await user.keyboard('{ArrowDown}');
    await vi.waitFor(() => expect(active(search)?.getAttribute('aria-posinset')).toBe('51'));
    const asked = host.of('search_products').length;
    await host.tell({ kind: 'catalogue_changed', catalogue: catalogue({ variants: 130 }) });
    await host.tell({ kind: 'catalogue_changed', catalogue: catalogue({ variants: 140 }) });
    expect(host.of('search_products').length).toBe(asked);
    expect(active(search)?.getAttribute('aria-posinset')).toBe('51');
  });

  test('says so where nobody counted to its end, and where a slip was forgiven', async () => {
    const { search, user } = await open({
      snapshot: () => snapshot({ catalogue: catalogue({ variants: 100_000 }) }),
      search_products: big(1_000, { uncounted: true, forgiven: true, next: '50' }),
    });
    await user.type(search, 'p');
    await screen.findByText('1,000+ of 100,000');
    screen.getByText('Nothing matches exactly. Shown: similar words.');
    expect(active(search)?.getAttribute('aria-setsize')).toBe('-1');
  });
});

describe('the catalogue', () => {
  const shown = (changes: Partial<CatalogueView>) =>
    open({ snapshot: () => snapshot({ catalogue: catalogue(changes) }) });

  test('shows how far its first reading has come, and is paused', async () => {
    const { host, user } = await open({
      snapshot: () =>
        snapshot({
          catalogue: catalogue({
            state: 'syncing',
            syncedAt: null,
            done: 300,
            expected: 1_200,
            secondsLeft: 95,
          }),
        }),
      pause_sync: () => null,
    });
    const bar = screen.getByRole<HTMLProgressElement>('progressbar', { name: 'Catalogue' });
    expect([bar.value, bar.max]).toEqual([300, 1_200]);
    screen.getByText(/300 of 1,200 products, about 2 min left/);
    await user.click(screen.getByRole('button', { name: 'Pause' }));
    expect(host.of('pause_sync')).toHaveLength(1);
  });

  test('is refreshed later on without a bar', async () => {
    await shown({ state: 'syncing', done: 300, expected: 1_200 });
    expect(screen.queryByRole('progressbar')).toBeNull();
    screen.getByText('The catalogue is being refreshed');
  });

  test('says why it stopped, and that it goes on by itself', async () => {
    const { host, user } = await open({
      snapshot: () =>
        snapshot({
          catalogue: catalogue({ state: 'failed', error: failure('store_unreachable') }),
        }),
      sync_catalogue: () => null,
    });
    screen.getByText(/The store cannot be reached.*goes on by itself/s);
    await user.click(screen.getByRole('button', { name: 'Go on' }));
    expect(host.of('sync_catalogue')).toHaveLength(1);
  });

  test('that was paused says so and goes on', async () => {
    await shown({ state: 'paused', done: 300, syncedAt: null });
    screen.getByText(/You paused/);
    screen.getByRole('button', { name: 'Go on' });
  });
});
