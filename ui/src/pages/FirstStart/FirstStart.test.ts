import { render, screen } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { expect, test } from 'vitest';

import type { ConnectionCheck, PermissionCheck } from '$lib/backend/types';

import App from '../../App.svelte';
import { deferred, failure, Host } from '../../test/host';
import { snapshot, store } from '../../test/samples';

const check = (
  permissions: PermissionCheck[] = [],
  changes: Partial<ConnectionCheck> = {},
): ConnectionCheck => ({
  address: 'https://larch.29next.store',
  storeName: 'Larch Lane Goods',
  reachable: true,
  tokenAccepted: true,
  permissions,
  error: null,
  ...changes,
});

async function connect(answer: () => unknown) {
  const host = new Host({
    snapshot: () => snapshot({ store: null }),
    check_connection: answer,
    connect_store: () => snapshot({ store: store({ practice: false }) }),
  });
  const user = userEvent.setup();
  render(App);
  await user.click(await screen.findByRole('button', { name: 'Connect your store' }));
  await user.type(screen.getByLabelText('Store address'), ' larch ');
  await user.type(screen.getByLabelText('Access token'), 'secret');
  await user.click(screen.getByRole('button', { name: 'Connect' }));
  return { host, user };
}

test('the practice store is one click away', async () => {
  new Host({
    snapshot: () => snapshot({ store: null }),
    try_practice: () => snapshot(),
  });
  render(App);
  const user = userEvent.setup();
  await user.click(await screen.findByRole('button', { name: 'Try the practice store' }));
  await screen.findByRole('combobox', { name: 'Search products' });
  screen.getByText('Practice store · nothing here is charged');
});

test('a store that can be sold from is connected after its checks', async () => {
  const { host, user } = await connect(() =>
    check([
      { scope: 'orders:write', found: true, required: true },
      { scope: 'users:read', found: false, required: false },
      { scope: 'gateways:read', found: null, required: false },
    ]),
  );
  await screen.findByText('Without it only customers seen at this till are found.');
  screen.getByText('told at first use');
  await user.click(screen.getByRole('button', { name: 'Start selling' }));
  await screen.findByRole('combobox', { name: 'Search products' });
  expect(host.of('connect_store')).toEqual([{ address: 'larch', token: 'secret' }]);
});

test('what the store says of an address that was changed meanwhile counts for nothing', async () => {
  const answer = deferred<ConnectionCheck>();
  const { user } = await connect(() => answer.promise);
  await user.type(screen.getByLabelText('Store address'), 'x');
  answer.resolve(check());
  await new Promise((resolve) => setTimeout(resolve));
  expect(screen.queryByRole('button', { name: 'Start selling' })).toBeNull();
});

test.each<[string, () => unknown, string]>([
  [
    'a needed permission is missing',
    () => check([{ scope: 'orders:write', found: false, required: true }]),
    'Without it nothing can be sold.',
  ],
  [
    'the token is refused',
    () => check([], { tokenAccepted: false, error: failure('token_refused') }),
    'The access token is not accepted',
  ],
  [
    'the store cannot be reached',
    () => check([], { reachable: false, tokenAccepted: false, error: failure('not_a_store') }),
    'The store cannot be reached',
  ],
  ['the address is none', () => Promise.reject(failure('bad_address')), 'not a store address'],
])('when %s, it says so, keeps what was typed and does not start', async (_, answer, words) => {
  await connect(answer);
  await screen.findByText((text) => text.includes(words));
  expect(screen.queryByRole('button', { name: 'Start selling' })).toBeNull();
  expect(screen.getByLabelText<HTMLInputElement>('Store address').value).toBe(' larch ');
  expect(screen.getByLabelText<HTMLInputElement>('Access token').type).toBe('password');
});
