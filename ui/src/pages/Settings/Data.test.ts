import { render, screen, within } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { expect, test, vi } from 'vitest';

import type { BackupLook, ExportedView } from '$lib/backend/types';

import App from '../../App.svelte';
import { deferred, failure, Host } from '../../test/host';
import { booksView, snapshot } from '../../test/samples';

const backups = [
  { number: 8, madeAt: 1_700_000_000_000, bytes: 4_000_000, beforeRestore: true },
  { number: 7, madeAt: 1_699_900_000_000, bytes: 3_900_000, beforeRestore: false },
];

const look = (changes: Partial<BackupLook> = {}): BackupLook => ({
  number: 7,
  madeAt: 1_699_900_000_000,
  error: null,
  sales: 1_200,
  lastChangeAt: 1_699_890_000_000,
  lacks: 4,
  ...changes,
});

async function open(answers: ConstructorParameters<typeof Host>[0] = {}) {
  location.hash = '#/settings';
  const host = new Host({
    stores: () => [],
    payment_gateways: () => ({ gateways: [], groups: [] }),
    data_view: () => booksView({ backups }),
    look_at_backup: () => look(),
    ...answers,
  });
  render(App);
  const section = within(await screen.findByRole('region', { name: 'Data' }));
  await section.findByText('1,204');
  return { host, user: userEvent.setup(), section };
}

test('the books’ size and their backups are shown, with the way back named', async () => {
  const { section } = await open();
  section.getByText('4.6 MB');
  const [first, second] = within(section.getByRole('list', { name: 'Backups' })).getAllByRole(
    'listitem',
  );
  within(first!).getByText('Before the restore');
  expect(within(second!).queryByText('Before the restore')).toBeNull();
});

test('a backup is restored only after a look, and a question', async () => {
  const { host, user, section } = await open({ restore_backup_of: () => snapshot() });
  expect(section.queryByRole('button', { name: 'Restore…' })).toBeNull();
  await user.click(section.getAllByRole('button', { name: /^Look at the backup of/ })[1]!);
  await section.findByText('This backup is sound.');
  section.getByText(/1,200 sales are in it.*It lacks 4 sales/s);
  await user.click(section.getByRole('button', { name: 'Restore…' }));
  const dialog = within(await screen.findByRole('dialog'));
  const keep = dialog.getByRole('button', { name: 'Keep these books' });
  await vi.waitFor(() => expect(document.activeElement).toBe(keep));
  expect(host.of('restore_backup_of')).toEqual([]);
  await user.click(dialog.getByRole('button', { name: 'Restore this backup' }));
  await vi.waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  expect(host.of('restore_backup_of')).toEqual([{ number: 7 }]);
  screen.getByText(/The backup is restored/);
});

test('a damaged backup is named so and offers nothing', async () => {
  const { user, section } = await open({
    look_at_backup: () => look({ error: failure('database_damaged') }),
  });
  await user.click(section.getAllByRole('button', { name: /^Look at the backup of/ })[1]!);
  await section.findByText(/This backup is damaged and cannot be restored/);
  expect(section.queryByRole('button', { name: 'Restore…' })).toBeNull();
});

test('while a customer pays the dialog says what to do', async () => {
  const { user, section } = await open({
    restore_backup_of: () => Promise.reject(failure('not_now')),
  });
  await user.click(section.getAllByRole('button', { name: /^Look at the backup of/ })[1]!);
  await user.click(await section.findByRole('button', { name: 'Restore…' }));
  const dialog = within(await screen.findByRole('dialog'));
  await user.click(dialog.getByRole('button', { name: 'Restore this backup' }));
  await dialog.findByText(/A customer is paying.*Nothing was changed/s);
});

test('an export shows how far it has come, is stopped, and says where it is', async () => {
  const answer = deferred<ExportedView | null>();
  const { host, user, section } = await open({
    export_everything: () => answer.promise,
    stop_export: () => null,
  });
  await user.click(section.getByRole('button', { name: 'Export everything…' }));
  await host.tell({ kind: 'export_changed', export: { done: 3, of: 10 } });
  const progress = section.getByRole<HTMLProgressElement>('progressbar');
  expect([progress.value, progress.max]).toEqual([3, 10]);
  await user.click(section.getByRole('button', { name: 'Stop the export' }));
  expect(host.of('stop_export')).toHaveLength(1);
  await host.tell({ kind: 'export_changed', export: null });
  answer.resolve({ path: '/home/grace/tillway.zip', bytes: 1_200_000 });
  await section.findByText('Saved in /home/grace/tillway.zip (1.2 MB).');
});

test('customers’ data is blanked only once that was read and said', async () => {
  const { host, user, section } = await open({
    set_retention: ({ days }: { days: number | null }) =>
      booksView({ backups, retentionDays: days }),
  });
  const age = section.getByRole<HTMLSelectElement>('combobox', { name: "Customers' data" });
  await user.selectOptions(age, '365');
  section.getByText(/does not come back.*Backups that were made before/s);
  expect(host.of('set_retention')).toEqual([]);
  await user.click(section.getByRole('button', { name: 'Cancel' }));
  expect(age.value).toBe('');
  await user.selectOptions(age, '365');
  await user.click(section.getByRole('button', { name: 'Blank it from now on' }));
  await section.findByText('What is older is blanked.');
  expect(host.of('set_retention')).toEqual([{ days: 365 }]);
  expect(age.value).toBe('365');
});

test('a backup now that fails says so, and the view stays', async () => {
  const { user, section } = await open({
    back_up_now: () => Promise.reject(failure('disk_full')),
  });
  await user.click(section.getByRole('button', { name: 'Back up now' }));
  await section.findByText(/This could not be done. The disk is full/);
  section.getByText('1,204');
});
