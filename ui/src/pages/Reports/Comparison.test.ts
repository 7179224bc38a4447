import { render, screen, within } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { describe, expect, test, vi } from 'vitest';

import type { ComparisonView, FindingView } from '$lib/backend/types';
import { localDay } from '$lib/time';

import App from '../../App.svelte';
import { deferred, failure, Host } from '../../test/host';
import { comparison, finding, usd } from '../../test/samples';

async function open(
  latest: ComparisonView | null,
  answers: ConstructorParameters<typeof Host>[0] = {},
) {
  location.hash = '#/reports';
  const host = new Host({
    comparison: () => latest,
    ...answers,
  });
  render(App);
  await screen.findByRole('region', { name: 'Comparison with the store' });
  await vi.waitFor(() => expect(host.of('comparison')).toHaveLength(1));
  return { host, user: userEvent.setup() };
}

const button = (name: string) => screen.getByRole('button', { name });
const progress = () =>
  screen.getByRole<HTMLProgressElement>('progressbar', { name: 'Progress of the comparison' });
const compare = () => button('Compare with the store');

test('a comparison that was never made says so', async () => {
  await open(null);
  await screen.findByText('Not done yet.');
  expect(screen.queryByRole('progressbar')).toBeNull();
});

test.each<[string | undefined, number]>([
  [undefined, -1],
  ['Today', 0],
  ['Last 7 days', -6],
  ['Last 30 days', -29],
])('the span %s begins and ends with a day', async (choice, days) => {
  const { host, user } = await open(null, {
    compare_with_store: () => comparison({ state: 'running' }),
  });
  if (choice) await user.selectOptions(screen.getByRole('combobox', { name: 'Span' }), choice);
  await user.click(compare());
  const now = Date.now();
  expect(host.of('compare_with_store')).toEqual([
    { from: localDay(now, days).from, to: localDay(now).to },
  ]);
});

test('while it runs it says how far it is, and is stopped and gone on with', async () => {
  const running = comparison({ state: 'running', finishedAt: null, done: 4, expected: 12 });
  const { host, user } = await open(running, {
    stop_comparison: () => ({ ...running, done: 6, state: 'stopped' }),
    compare_with_store: () => ({ ...running, done: 6 }),
  });
  await screen.findByText(/4 of 12 orders compared/);
  expect(progress()).toMatchObject({ value: 4, max: 12 });
  expect(compare().getAttribute('aria-disabled')).toBe('true');
  await host.tell({ kind: 'comparison_changed', comparison: { ...running, done: 5 } });
  await screen.findByText(/5 of 12 orders compared/);
  await user.click(button('Stop'));
  await screen.findByText(/^Stopped;/);
  expect(document.activeElement).toBe(button('Go on'));
  await user.click(button('Go on'));
  await vi.waitFor(() =>
    expect(host.of('compare_with_store')).toEqual([{ from: running.from, to: running.to }]),
  );
  await screen.findByRole('button', { name: 'Stop' });
});

test('one whose end is not known yet does not pretend to', async () => {
  await open(comparison({ state: 'running', finishedAt: null, done: 0, expected: 0, matched: 0 }));
  await screen.findByText('The store is asked for its orders.');
  expect(progress().hasAttribute('value')).toBe(false);
});

test('one that waits says why, and that it goes on by itself', async () => {
  const error = failure('store_unreachable');
  await open(comparison({ state: 'waiting', finishedAt: null, error }));
  await screen.findByText(/^The store cannot be reached.* goes on by itself\.$/);
});

test('when it is done the focus of its button goes to its heading', async () => {
  const running = comparison({ state: 'running', finishedAt: null });
  const { host } = await open(running);
  (await screen.findByRole('button', { name: 'Stop' })).focus();
  await host.tell({ kind: 'comparison_changed', comparison: { ...running, state: 'done' } });
  await vi.waitFor(() => expect(document.activeElement?.tagName).toBe('H3'));
});

describe('what is said of one that is done', () => {
  test.each<[string, Partial<ComparisonView>, RegExp]>([
    ['all agree', {}, /^All agree: 12 orders/],
    ['there was nothing', { matched: 0 }, /Neither the till nor the store has an order/],
    ['something differs', { findings: [finding()] }, /^12 orders agree\.$/],
  ])('%s', async (_, changes, words) => {
    await open(comparison({ others: 3, ...changes }));
    await screen.findByText(words);
    screen.getByText('3 orders of other tills were left alone.');
    screen.getByText(/^Last done /);
    expect(screen.queryByRole('progressbar')).toBeNull();
  });

  test('one that stopped never says that all agree', async () => {
    await open(comparison({ state: 'stopped', finishedAt: null, done: 12, expected: 40 }));
    await screen.findByText(/12 orders agree/);
    expect(document.body.textContent).not.toContain('All agree');
  });
});

describe('a finding', () => {
  const rows = () => within(screen.getByRole('table')).getAllByRole('row').slice(1);
  const cells = (row: HTMLElement | undefined) =>
    within(row!)
      .getAllByRole('cell')
      .map(({ textContent }) => textContent?.replace(/\s+/g, ' ').trim());

  test('names its order, its sale and both amounts', async () => {
    await open(
      comparison({
        findings: [
          finding({ id: 1 }),
          finding({
            id: 2,
            kind: 'total_differs',
            saleId: 'sale-2',
            here: usd('10.00'),
            there: usd('12.00'),
          }),
          finding({ id: 3, kind: 'taken_differs', here: usd('10.00'), there: null }),
        ],
      }),
    );
    await screen.findByRole('region', { name: '3 differences' });
    const [missing, total, taken] = rows();
    within(missing!).getByText('Missing here');
    expect(cells(missing).slice(1, 3)).toEqual(['nothing', '$68.99']);
    expect(cells(total).slice(1, 3)).toEqual(['$10.00', '$12.00']);
    expect(cells(taken).slice(1, 3)).toEqual(['$10.00', 'not readable']);
    const link = within(total!).getByRole('link', { name: /^Show the sale of order 209484/ });
    expect(link.getAttribute('href')).toBe('#/orders/sale-2');
    expect(within(missing!).queryByRole('link')).toBeNull();
  });

  const both: FindingView[] = [
    finding({ id: 1 }),
    finding({ id: 2, kind: 'total_differs', orderNumber: '209485' }),
    finding({ id: 3, kind: 'missing_there', canMend: false }),
  ];

  test('is mended by one click where that is possible, and says so', async () => {
    const { host, user } = await open(comparison({ findings: both }), {
      mend_finding: () =>
        comparison({ findings: [finding({ id: 1, mended: true }), ...both.slice(1)] }),
    });
    await screen.findByRole('table');
    expect(within(rows()[2]!).queryByRole('button')).toBeNull();
    button("Take over the store's total of order 209485");
    await user.click(button('Take over order 209484'));
    await screen.findByText('Mended');
    expect(host.of('mend_finding')).toEqual([{ findingId: 1 }]);
    await vi.waitFor(() => expect(document.activeElement?.textContent).toBe('Missing here'));
  });

  test('that could not be mended says why and stays', async () => {
    const { user } = await open(comparison({ findings: both }), {
      mend_finding: () => Promise.reject(failure('store_unreachable')),
    });
    await screen.findByRole('table');
    await user.click(button('Take over order 209484'));
    await screen.findByRole('alert');
    button('Take over order 209484');
  });
});

describe('a slow answer', () => {
  const running = comparison({ state: 'running', finishedAt: null, done: 4, expected: 12 });

  test('does not undo what an event has told since', async () => {
    const answer = deferred<ComparisonView>();
    const { host, user } = await open(null, { compare_with_store: () => answer.promise });
    await user.click(compare());
    await host.tell({ kind: 'comparison_changed', comparison: comparison({ id: 2 }) });
    answer.resolve({ ...running, id: 2, done: 0 });
    await vi.waitFor(() => expect(compare().hasAttribute('aria-busy')).toBe(false));
    screen.getByText(/^All agree: 12/);
  });

  test('does not bring back what was mended since', async () => {
    const found = (mended: boolean) => comparison({ findings: [finding({ mended })] });
    const { host } = await open(found(true));
    await screen.findByText('Mended');
    await host.tell({ kind: 'comparison_changed', comparison: found(false) });
    screen.getByText('Mended');
  });

  test('about an earlier one does not take the place of a later', async () => {
    const { host } = await open(comparison({ id: 2 }));
    await screen.findByText(/^All agree/);
    await host.tell({ kind: 'comparison_changed', comparison: { ...running, done: 40 } });
    expect(screen.queryByRole('progressbar')).toBeNull();
  });
});
