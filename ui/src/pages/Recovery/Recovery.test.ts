import { render, screen } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { expect, test, vi } from 'vitest';

import type { RecoveryView, Snapshot } from '$lib/backend/types';

import App from '../../App.svelte';
import { deferred, failure, Host } from '../../test/host';
import { snapshot } from '../../test/samples';

const FILE = '/home/till/larch.29next.store.sqlite.set-aside-1';

const recovery = (changes: Partial<RecoveryView> = {}): RecoveryView => ({
  storeName: 'متجر الأرز',
  practice: false,
  setAside: FILE,
  backup: { madeAt: 1_000, sales: 128, lastChangeAt: 900 },
  ...changes,
});

async function open(
  changes: Partial<RecoveryView> = {},
  answers: ConstructorParameters<typeof Host>[0] = {},
) {
  const host = new Host({
    snapshot: () => snapshot({ store: null, recovery: recovery(changes) }),
    restore_backup: () => snapshot(),
    begin_new_books: () => snapshot(),
    ...answers,
  });
  render(App);
  await screen.findByRole('heading', { name: /The books of .* cannot be read/ });
  return { host, user: userEvent.setup() };
}

const restore = () => screen.getByRole('button', { name: 'Restore the backup' });
const begin = () => screen.getByRole('button', { name: 'Begin new books' });

test('of books that are gone no file is named', async () => {
  await open({ setAside: null });
  screen.getByText(/is gone, or empty/);
  expect(screen.queryByText(/that file|set aside untouched/)).toBeNull();
});

test('it says whose books, where they are and that the money is safe, instead of a first start', async () => {
  await open();
  const heading = screen.getByRole('heading', { level: 1 });
  expect(heading.textContent).toContain('متجر الأرز');
  expect(document.activeElement).toBe(heading);
  screen.getByText(FILE);
  screen.getByText(/payments are safe at the store/);
  screen.getByText(/^The backup of .+ holds 128 sales/);
  expect(screen.queryByRole('button', { name: 'Try the practice store' })).toBeNull();
});

test.each([
  ['restores the backup', restore, 'restore_backup', 'The backup is restored.'],
  ['begins new books', begin, 'begin_new_books', 'New books are begun.'],
])('one click %s, and selling goes on', async (_, choice, command, words) => {
  const { host, user } = await open();
  await user.click(choice());
  await screen.findByRole('combobox', { name: 'Search products' });
  expect(host.of(command)).toHaveLength(1);
  await screen.findByText((text) => text.startsWith(words) && text.includes('compares'));
  await user.click(screen.getByRole('button', { name: 'Show Reports' }));
  await screen.findByRole('region', { name: 'Comparison with the store' });
});

test('without a sound backup only new books are offered', async () => {
  await open({ backup: null });
  screen.getByText('There is no backup that is sound.');
  expect(screen.queryByRole('button', { name: /^Restore/ })).toBeNull();
  begin();
});

test('while one way is taken the other is not', async () => {
  const answer = deferred<Snapshot>();
  const { host, user } = await open({}, { restore_backup: () => answer.promise });
  await user.click(restore());
  await user.click(begin());
  answer.resolve(snapshot());
  await screen.findByRole('combobox', { name: 'Search products' });
  expect(host.of('begin_new_books')).toEqual([]);
});

test('a backup that cannot be restored says so, and new books can be begun', async () => {
  const { host, user } = await open(
    {},
    { restore_backup: () => Promise.reject(failure('disk_full')) },
  );
  await user.click(restore());
  expect((await screen.findByRole('alert')).textContent).toContain('disk is full');
  await user.click(begin());
  await vi.waitFor(() => expect(host.of('begin_new_books')).toHaveLength(1));
});

test('books that turn out unreadable while another store is opened are told of too', async () => {
  const host = new Host();
  render(App);
  await screen.findByRole('combobox', { name: 'Search products' });
  await host.tell({
    kind: 'store_changed',
    snapshot: snapshot({ store: null, recovery: recovery() }),
  });
  await screen.findByRole('heading', { name: /cannot be read/ });
});
