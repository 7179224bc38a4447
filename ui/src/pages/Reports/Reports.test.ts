import { render, screen, within } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { afterEach, describe, expect, test, vi } from 'vitest';

import type { CsvView, ReportView } from '$lib/backend/types';
import { localDay } from '$lib/time';

import App from '../../App.svelte';
import { deferred, failure, Host } from '../../test/host';
import {
  currencyReport,
  daySheet,
  exported,
  figures,
  openMatter,
  report,
  usd,
} from '../../test/samples';

type Answers = ConstructorParameters<typeof Host>[0];
type Days = { from: number; to: number };

async function open(answers: Answers = {}) {
  location.hash = '#/reports';
  const host = new Host({ report: (days: Days) => report([currencyReport()], days), ...answers });
  render(App);
  await screen.findByRole('heading', { level: 1, name: 'Today' });
  return { host, user: userEvent.setup() };
}

const button = (name: string | RegExp) => screen.getByRole('button', { name });
const region = (name: string) => screen.findByRole('region', { name });
const asked = (host: Host) => host.of('report').at(-1) as Days;
const table = (name: RegExp) => screen.getByRole('table', { name });
const texts = (row: HTMLElement) =>
  [...row.querySelectorAll('th, td')].map((cell) => cell.textContent?.replace(/\s+/g, ' ').trim());
const rows = (name: RegExp) => within(table(name)).getAllByRole('row').map(texts);

afterEach(() => vi.useRealTimers());

describe('what is shown', () => {
  test('each currency by itself, and what was paid back', async () => {
    const euros = currencyReport({
      currency: 'EUR',
      figures: figures({ takings: { amount: '7.00', currency: 'EUR' } }),
    });
    await open({ report: (days: Days) => report([currencyReport(), euros], days) });
    const dollars = await region('USD');
    const said = dollars.querySelector('dl')?.textContent?.replace(/\s+/g, ' ');
    for (const text of [
      '$1,234.50',
      '$34.50',
      '$1,200.00',
      'in 2 refunds',
      '33.3% of those offered',
    ])
      expect(said).toContain(text);
    expect((await region('EUR')).querySelector('dl')?.textContent).toContain('€7.00');
  });

  test('every chart is read aloud as a table', async () => {
    await open();
    await region('USD');
    expect(rows(/By hour/)).toEqual([
      ['Hour', 'Takings', 'Orders', 'Paid back'],
      ['09:00 – 10:00', '$1,234.50', '12', '$34.50'],
      ['10:00 – 11:00', '$0.00', '0', '$0.00'],
    ]);
    expect(rows(/Best products/)[1]).toEqual(['شاي أخضر loose', '$900.00', '9']);
    expect(rows(/By seller/)[1]?.[0]).toBe('No seller');
    expect(rows(/By payment method/)[1]?.[0]).toBe('Link');
    expect(screen.queryByRole('table', { name: /By day/ })).toBeNull();
  });

  test('a bar is as long as the till says', async () => {
    await open();
    await region('USD');
    const bars = table(/By hour/).querySelectorAll('rect');
    expect([...bars].map((bar) => bar.getAttribute('width'))).toEqual(['1000', '0']);
  });

  test('what nobody knows is not made up', async () => {
    const unknown = currencyReport({
      figures: figures({ orders: 0, average: null }),
      untaxed: 3,
      cancelled: 1,
      upsells: { offered: 0, taken: 2, ratePermille: null, total: usd('9.00') },
    });
    await open({ report: (days: Days) => report([unknown], days) });
    const dollars = await region('USD');
    within(dollars).getByText('No order');
    within(dollars).getByText('without 3 orders whose records do not say it');
    within(dollars).getByText('1 cancelled since');
    expect(within(dollars).queryByText(/of those offered/)).toBeNull();
  });

  test('nothing, while it is made, and when it cannot be', async () => {
    const answer = deferred<ReportView>();
    const { user } = await open({ report: () => answer.promise });
    screen.getByText('The report is being made…');
    answer.reject(failure('database_damaged'));
    within(await screen.findByRole('alert')).getByText('The report could not be made.');
    expect(user).toBeDefined();
  });

  test('an empty day says so', async () => {
    await open({ report: (days: Days) => report([], days) });
    await screen.findByText('Nothing was taken or paid back');
  });
});

describe('the days', () => {
  test('are today, and those before and after by a click', async () => {
    const { host, user } = await open();
    await vi.waitFor(() => expect(asked(host)).toEqual(localDay(Date.now())));
    expect(button('Next day').getAttribute('aria-disabled')).toBe('true');
    await user.click(button('Previous day'));
    await vi.waitFor(() => expect(asked(host)).toEqual(localDay(Date.now(), -1)));
    expect(screen.getByRole('combobox', { name: 'Report of' })).toMatchObject({
      value: 'yesterday',
    });
    await user.click(button('Today'));
    expect(document.activeElement?.tagName).toBe('H1');
  });

  test('are any, in whichever order they are given', async () => {
    const { host, user } = await open();
    await user.selectOptions(screen.getByRole('combobox', { name: 'Report of' }), 'Other days');
    const [first, last] = [screen.getByLabelText('First day'), screen.getByLabelText('Last day')];
    await user.clear(first);
    await user.type(first, '2026-03-09');
    await user.clear(last);
    await user.type(last, '2026-03-07');
    const days = { from: new Date(2026, 2, 7).getTime(), to: new Date(2026, 2, 10).getTime() };
    await vi.waitFor(() => expect(asked(host)).toEqual(days));
    await user.click(button('Days before these'));
    const before = { from: new Date(2026, 2, 4).getTime(), to: days.from };
    await vi.waitFor(() => expect(asked(host)).toEqual(before));
  });

  test('are told one by one where there are more', async () => {
    const day = localDay(Date.now());
    const days = [{ ...day, figures: figures(), bar: 1000 }];
    await open({ report: (span: Days) => report([currencyReport({ days })], span) });
    await region('USD');
    expect(rows(/By day/)).toHaveLength(2);
  });
});

describe('the end of the day', () => {
  const sheets = () => within(screen.getByRole('region', { name: 'End of day' }));

  test('is a sheet with a number, what is open, and which it repeats', async () => {
    const made = daySheet({
      over: false,
      repeats: 6,
      open: [openMatter(), openMatter({ kind: 'upsell', orderNumber: '209484' })],
    });
    const { host, user } = await open({ make_day_sheet: () => made });
    await sheets().findByText('No sheet was made yet.');
    await user.click(button("Make the day's sheet"));
    const dialog = within(await screen.findByRole('dialog', { name: 'Sheet 7' }));
    dialog.getByText('Made again for the same days as sheet 6.');
    dialog.getByText(/^These days were not over/);
    dialog.getByRole('link', { name: 'Nobody can say yet whether it was paid' });
    dialog.getByText(/Order 209484/);
    expect(host.of('make_day_sheet')).toEqual([localDay(Date.now())]);
    await user.click(dialog.getByRole('button', { name: 'Close' }));
    sheets().getByText('Sheet 7');
  });

  test('says so where nothing is open', async () => {
    const { user } = await open({ make_day_sheet: () => daySheet() });
    await user.click(button("Make the day's sheet"));
    await screen.findByText(/^Nothing is open/);
  });

  test('is printed as the till lays it out', async () => {
    const blocks = [{ kind: 'row', left: 'Takings USD', right: '1,234.50', strong: true }];
    const { host, user } = await open({
      make_day_sheet: () => daySheet(),
      day_sheet_document: () => ({ title: 'Day sheet 7', blocks }),
      print_day_sheet: () => null,
    });
    await user.click(button("Make the day's sheet"));
    await user.click(await screen.findByRole('button', { name: 'Print the sheet' }));
    await vi.waitFor(() => expect(host.of('print_day_sheet')).toEqual([{ number: 7 }]));
    expect(document.querySelector('article.sheet')?.textContent).toContain('Takings USD');
  });

  test('can be looked at again, also long after', async () => {
    const row = (number: number) => ({ ...daySheet().sheet, number });
    const { host, user } = await open({
      day_sheets: ({ before }: { before: number | null }) =>
        before === null ? [9, 8, 7, 6, 5].map(row) : [4, 3].map(row),
      day_sheet: ({ number }: { number: number }) => daySheet({ sheet: row(number) }),
    });
    await user.click(await screen.findByRole('button', { name: 'Earlier sheets' }));
    await user.click(await screen.findByRole('button', { name: 'Show sheet 3' }));
    await screen.findByRole('dialog', { name: 'Sheet 3' });
    expect(host.of('day_sheets').map(({ before }) => before)).toEqual([null, 5]);
    expect(screen.queryByRole('button', { name: 'Earlier sheets' })).toBeNull();
  });

  test('that cannot be written is told', async () => {
    const { user } = await open({
      make_day_sheet: () => Promise.reject(failure('disk_full')),
      day_sheets: () => Promise.reject(failure('internal', 'unreadable')),
    });
    within(await screen.findByRole('alert')).getByText(/The sheets could not be read/, {
      exact: false,
    });
    await user.click(button("Make the day's sheet"));
    await screen.findByText(/The disk is full/);
  });
});

describe('a file', () => {
  const running = exported({ state: 'running', done: 400, expected: 1000 });
  const file = () => within(screen.getByRole('region', { name: 'Save as a file' }));
  const progress = () => file().getByRole<HTMLProgressElement>('progressbar');

  test('is of the days and the rows that were chosen, and says where it is', async () => {
    const { host, user } = await open({ export_csv: () => running });
    await user.selectOptions(file().getByRole('combobox', { name: 'Rows' }), 'Refunds');
    await user.click(button('Save as CSV'));
    expect(host.of('export_csv')).toEqual([{ kind: 'refunds', ...localDay(Date.now()) }]);
    await vi.waitFor(() => expect(progress()).toMatchObject({ value: 400, max: 1000 }));
    await host.tell({ kind: 'csv_changed', csv: exported({ done: 1000, expected: 1000 }) });
    file().getByText('Saved 1,000 rows to /home/ada/orders.csv.');
    expect(file().queryByRole('progressbar')).toBeNull();
  });

  test('is stopped, and the focus stays', async () => {
    const { host, user } = await open({ latest_csv: () => running, stop_csv: () => running });
    await user.click(await screen.findByRole('button', { name: 'Stop' }));
    expect(host.of('stop_csv')).toHaveLength(1);
    await host.tell({ kind: 'csv_changed', csv: { ...running, state: 'stopped' } });
    file().getByText('Stopped. Nothing of the file is left.');
    expect(document.activeElement).toBe(button('Save as CSV'));
  });

  test('that fails says why, and that nothing was saved', async () => {
    const error = failure('file_disk_full');
    await open({ latest_csv: () => exported({ state: 'failed', error }) });
    await file().findByText(/^Nothing was saved to .* There is no space left/);
  });

  test('that the seller thinks better of leaves everything as it was', async () => {
    const { user } = await open({ export_csv: () => null });
    await user.click(button('Save as CSV'));
    expect(file().queryByRole('progressbar')).toBeNull();
  });

  test('that has ended is not shown running by a late answer', async () => {
    const answer = deferred<CsvView>();
    const { host, user } = await open({ export_csv: () => answer.promise });
    await user.click(button('Save as CSV'));
    await host.tell({ kind: 'csv_changed', csv: exported({ done: 2, expected: 2 }) });
    answer.resolve({ ...running, done: 0 });
    await vi.waitFor(() => expect(button('Save as CSV').hasAttribute('aria-busy')).toBe(false));
    expect(file().queryByRole('progressbar')).toBeNull();
  });
});
