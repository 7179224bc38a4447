import { render, screen, within } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { expect, test, vi } from 'vitest';

import type { SettingsView } from '$lib/backend/types';

import App from '../../App.svelte';
import { failure, Host } from '../../test/host';

async function open(answers: ConstructorParameters<typeof Host>[0] = {}) {
  location.hash = '#/settings';
  const host = new Host({
    stores: () => [],
    payment_gateways: () => ({ gateways: [{ id: 42, name: 'Stripe', active: true }], groups: [] }),
    save_settings: ({ settings }: { settings: SettingsView }) => settings,
    ...answers,
  });
  render(App);
  await screen.findByRole('heading', { name: 'Settings' });
  return { host, user: userEvent.setup() };
}

const saved = (host: Host) => host.of('save_settings').map(({ settings }) => settings);

test('the till’s name is saved as it is typed, and stays as typed', async () => {
  const { host, user } = await open({
    save_settings: ({ settings }: { settings: SettingsView }) => ({ ...settings, tillName: 'old' }),
  });
  const name = screen.getByRole<HTMLInputElement>('textbox', { name: 'Till name' });
  await user.clear(name);
  await user.type(name, 'Phone desk');
  await vi.waitFor(() => expect(saved(host).at(-1)).toMatchObject({ tillName: 'Phone desk' }));
  await within(screen.getByRole('region', { name: 'Till' })).findByText('Saved');
  expect(name.value).toBe('Phone desk');
});

test('a gateway is chosen, and given up for the store’s own choice', async () => {
  const { host, user } = await open();
  const gateway = screen.getByRole('combobox', { name: 'Payment gateway' });
  await within(gateway).findByRole('option', { name: 'Stripe' });
  await user.selectOptions(gateway, 'Stripe');
  await user.selectOptions(gateway, 'The store decides');
  await vi.waitFor(() =>
    expect(saved(host)).toMatchObject([{ paymentGateway: 42 }, { paymentGateway: null }]),
  );
});

test('without the permission for gateways, the store decides and it says why', async () => {
  await open({ payment_gateways: () => Promise.reject(failure('permission_missing')) });
  await screen.findByText(/may not list gateways/);
});

test('the look is taken on at once', async () => {
  const { user } = await open();
  await user.click(screen.getByRole('radio', { name: 'Dark' }));
  await vi.waitFor(() => expect(document.documentElement.dataset.look).toBe('dark'));
});

test('settings that cannot be saved say so', async () => {
  const { user } = await open({ save_settings: () => Promise.reject(failure('disk_full')) });
  await user.click(screen.getByRole('checkbox'));
  const alert = await screen.findByRole('alert');
  expect(alert.textContent).toContain('disk is full');
});
