// Receipts, from the buttons that print them to the sheet that the system's printing takes.

import { render, screen, within } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { expect, test, vi } from 'vitest';

import type { PaperSettings, SettingsView } from '$lib/backend/types';

import App from '../../App.svelte';
import { failure, Host } from '../../test/host';
import { line, order, paper, payment, sale, sheet, snapshot } from '../../test/samples';

type Answers = ConstructorParameters<typeof Host>[0];

const paid = sale({ state: 'paid', lines: [line()], payment: payment(), order: order() });

const printout = () => document.querySelector<HTMLElement>('.printout');

async function openSale(settings: Partial<PaperSettings>, answers: Answers = {}) {
  location.hash = '';
  const given = snapshot({ sale: paid });
  const host = new Host({
    snapshot: () => ({ ...given, settings: { ...given.settings, paper: paper(settings) } }),
    print_receipt: () => null,
    ...answers,
  });
  render(App);
  await screen.findByRole('button', { name: 'Print receipt' });
  return { host, user: userEvent.setup() };
}

async function openSettings(settings: Partial<PaperSettings> = {}, answers: Answers = {}) {
  location.hash = '#/settings';
  const given = snapshot();
  const host = new Host({
    snapshot: () => ({ ...given, settings: { ...given.settings, paper: paper(settings) } }),
    stores: () => [],
    payment_gateways: () => ({ gateways: [], groups: [] }),
    save_settings: ({ settings }: { settings: SettingsView }) => settings,
    test_print: () => null,
    ...answers,
  });
  render(App);
  const section = await screen.findByRole('region', { name: 'Receipt and printer' });
  return { host, user: userEvent.setup(), section: within(section) };
}

const kept = (host: Host) => (host.of('save_settings').at(-1)?.settings as SettingsView)?.paper;

test('the system’s printing gets the till’s own document, laid out before it is asked', async () => {
  let laidOut = '';
  const { user } = await openSale(
    { size: 'roll58' },
    { print_receipt: () => void (laidOut = printout()?.textContent ?? '') },
  );
  await user.click(screen.getByRole('button', { name: 'Print receipt' }));
  await vi.waitFor(() => expect(laidOut).not.toBe(''));
  for (const words of ['COPY 1', 'Larch Lane Goods', 'Walnut kettle', 'Brushed', 'Total USD']) {
    expect(laidOut).toContain(words);
  }
  expect(printout()?.classList.contains('roll58')).toBe(true);
});

test('a receipt printer needs no layout, and it is said that it has printed', async () => {
  const { host, user } = await openSale({ printer: 'network', place: '192.168.0.20' });
  await user.click(screen.getByRole('button', { name: 'Print receipt' }));
  await screen.findByText('Printed.');
  expect(host.of('print_receipt')).toEqual([{ saleId: paid.id }]);
  expect(printout()).toBeNull();
});

test('a printer’s trouble says what it means for the sale', async () => {
  const { user } = await openSale(
    { printer: 'network', place: '192.168.0.20' },
    { print_receipt: () => Promise.reject(failure('printer_unreachable')) },
  );
  await user.click(screen.getByRole('button', { name: 'Print receipt' }));
  await screen.findByText(/nothing was printed; the sale is as it was/);
});

test('a receipt is saved as a PDF, and where is said', async () => {
  let chosen: string | null = null;
  const { host, user } = await openSale({}, { save_receipt_pdf: () => chosen });
  const save = screen.getByRole('button', { name: 'Save as PDF' });
  await user.click(save);
  await vi.waitFor(() => expect(host.of('save_receipt_pdf')).toHaveLength(1));
  expect(screen.queryByText(/The receipt was saved/)).toBeNull();
  chosen = '/home/ana/Receipt 209471.pdf';
  await user.click(save);
  await screen.findByText('The receipt was saved: /home/ana/Receipt 209471.pdf');
});

test('a receipt printer is chosen and tried before anything is sold', async () => {
  const { host, user, section } = await openSettings();
  expect(section.queryByRole('checkbox')).toBeNull();
  await user.selectOptions(section.getByRole('combobox', { name: 'Printer' }), 'network');
  await user.type(section.getByRole('textbox', { name: 'Printer address' }), '192.168.0.20');
  await user.click(section.getByRole('checkbox', { name: /Open the drawer/ }));
  const wanted = { printer: 'network', place: '192.168.0.20', drawer: true, cut: true };
  await vi.waitFor(() => expect(kept(host)).toMatchObject(wanted));
  await user.click(section.getByRole('button', { name: 'Test print' }));
  await screen.findByText('Printed.');
  expect(host.of('test_print')[0]).toMatchObject({ paper: wanted });
});

test('another kind of printer has another place', async () => {
  const { host, user, section } = await openSettings({ printer: 'network', place: '192.168.0.20' });
  await user.selectOptions(section.getByRole('combobox', { name: 'Printer' }), 'serial');
  expect(section.getByRole<HTMLInputElement>('textbox', { name: 'Serial port' }).value).toBe('');
  await user.selectOptions(section.getByRole('combobox', { name: 'Bits a second' }), '115200');
  await vi.waitFor(() => expect(kept(host)).toMatchObject({ place: '', baud: 115_200 }));
});

test('the preview follows what is typed', async () => {
  const { user, section } = await openSettings(
    {},
    {
      sample_receipt: ({ paper }: { paper: PaperSettings }) => ({
        ...sheet(),
        blocks: [{ kind: 'heading', text: `head: ${paper.head}` }],
      }),
    },
  );
  await user.type(section.getByRole('textbox', { name: 'Receipt head' }), 'Larch Lane 12');
  const preview = section.getByRole('figure');
  await within(preview).findByText('head: Larch Lane 12');
});
