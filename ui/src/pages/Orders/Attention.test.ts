import { render, screen, within } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { describe, expect, test, vi } from 'vitest';

import type {
  Attention,
  AttentionAction,
  AttentionItem,
  CancellationView,
  Difference,
  SaleView,
} from '$lib/backend/types';

import App from '../../App.svelte';
import { deferred, failure, Host } from '../../test/host';
import { attention, attentionItem, cancellation, sale, snapshot, usd } from '../../test/samples';

/** A till with these matters; what is settled or changed in `matters` is so for its next list. */
async function open(matters: AttentionItem[], answers: ConstructorParameters<typeof Host>[0] = {}) {
  location.hash = '#/orders';
  const host = new Host({
    snapshot: () => snapshot({ attention: matters.length }),
    list_sales: () => [],
    list_attention: () => [...matters],
    settle_attention: ({ attentionId }: { attentionId: number }) => {
      matters.splice(
        0,
        matters.length,
        ...matters.filter((item) => item.attention.id !== attentionId),
      );
      return sale();
    },
    ...answers,
  });
  render(App);
  await screen.findByRole('combobox', { name: 'State' });
  return { host, user: userEvent.setup() };
}

const section = () => screen.findByRole('region', { name: /^Needs attention/ });
const cards = async () =>
  within(await section())
    .getAllByRole('article')
    .map((card) => within(card).getByRole('link'));
const button = (name: string | RegExp) => screen.getByRole('button', { name });
const isOff = (name: string) => button(name).getAttribute('aria-disabled') === 'true';

const differs = (...differences: Difference[]): Attention => ({
  kind: 'record_differs',
  orderNumber: '209471',
  differences,
});
const namesNoSale: Difference = { point: 'sale_reference', expected: 'a-sale', found: '' };
const smaller: Difference = { point: 'total', expected: '38.20', found: '18.20' };
const unpaid: Difference = { point: 'payment_status', expected: 'paid', found: 'pending' };

describe('the list of what needs attention', () => {
  test('is not there when nothing does', async () => {
    const { host } = await open([]);
    await vi.waitFor(() => expect(host.of('list_attention')).toHaveLength(1));
    expect(screen.queryByRole('heading', { name: /Needs attention/ })).toBeNull();
  });

  test('says of each matter which sale it is about, and leads to it', async () => {
    await open([attentionItem(7, {}, { customer: '田中さくら', total: usd('38.20') })]);
    const [link] = await cards();
    expect(link?.getAttribute('href')).toBe('#/orders/sale-7');
    for (const fact of ['Order 209484', '田中さくら', '$38.20']) {
      expect(link?.textContent).toContain(fact);
    }
  });

  test('shows three of many, and all when asked', async () => {
    const { user } = await open(Array.from({ length: 20 }, (_, index) => attentionItem(index + 1)));
    await within(await section()).findByRole('heading', { name: 'Needs attention 20' });
    expect(await cards()).toHaveLength(3);
    await user.click(button('Show all 20'));
    expect(await cards()).toHaveLength(20);
  });

  test.each([
    { kind: 'sale_changed' as const, sale: sale({ id: 'another' }) },
    { kind: 'counts_changed' as const, held: 0, attention: 1 },
  ])('follows what changes: $kind', async (event) => {
    const matters: AttentionItem[] = [];
    const { host } = await open(matters);
    await vi.waitFor(() => expect(host.of('list_attention')).toHaveLength(1));
    matters.push(attentionItem(1));
    await host.tell(event);
    expect(await cards()).toHaveLength(1);
  });

  test('that cannot be read says so, instead of showing nothing', async () => {
    let fails = true;
    const { user } = await open([], {
      list_attention: () =>
        fails ? Promise.reject(failure('database_damaged')) : [attentionItem(1)],
    });
    await screen.findByText(/could not be listed/);
    fails = false;
    await user.click(button('Try again'));
    expect(await cards()).toHaveLength(1);
  });
});

describe('the focus of a card that goes', () => {
  const focused = () => document.activeElement;

  test('goes to the next card, after the last to the page', async () => {
    const matters = [attentionItem(1), attentionItem(2), attentionItem(3)];
    const { user } = await open(matters);
    await cards();
    await user.click(screen.getAllByRole('button', { name: 'Keep the order' })[1]!);
    await vi.waitFor(() => expect(focused()?.tagName).toBe('H3'));
    expect(focused()?.closest('article')?.querySelector('a')?.hash).toBe('#/orders/sale-3');
    await user.click(screen.getAllByRole('button', { name: 'Keep the order' })[1]!);
    await vi.waitFor(() => expect(focused()?.textContent).toContain('Needs attention'));
    await user.click(button('Keep the order'));
    await vi.waitFor(() => expect(focused()?.textContent).toBe('Orders'));
  });
});

describe('what may be done', () => {
  test.each<Attention>([
    { kind: 'paid_late', orderNumber: '209471', total: usd('38.20'), was: 'not_paid' },
    { kind: 'second_order', orderNumber: '209499' },
  ])('$kind: the order may be kept', async (matter) => {
    await open([attentionItem(4, { matter, actions: ['keep', 'cancel_order'] })]);
    await cards();
    button('Keep the order');
  });

  test.each<[AttentionAction, string, string, Record<string, unknown>]>([
    ['keep', 'Keep the order', 'settle_attention', { saleId: 'sale-4', attentionId: 4 }],
    ['accept', 'This order is this sale’s', 'accept_order', { saleId: 'sale-4', attentionId: 4 }],
    ['reject', 'Not this sale’s order', 'reject_order', { saleId: 'sale-4', attentionId: 4 }],
    ['check_now', 'Check now', 'check_now', { saleId: 'sale-4' }],
  ])('%s: one click does it', async (action, name, command, args) => {
    const { host, user } = await open([attentionItem(4, { actions: [action] })], {
      [command]: () => sale({ id: 'sale-4' }),
    });
    await cards();
    await user.click(button(name.replace('’', "'")));
    await vi.waitFor(() => expect(host.of(command)).toEqual([args]));
  });

  test('is offered in the till’s order and nothing besides', async () => {
    await open([attentionItem(1, { matter: differs(namesNoSale), actions: ['accept', 'reject'] })]);
    await cards();
    const group = screen.getByRole('group', { name: /Is this order this sale's/ });
    expect(
      within(group)
        .getAllByRole('button')
        .map(({ textContent }) => textContent?.trim()),
    ).toEqual(["This order is this sale's", "Not this sale's order"]);
    expect(button("This order is this sale's").getAttribute('aria-describedby')).not.toBeNull();
    screen.getByText(/the sale is paid if the order is/);
  });

  test('is done one at a time', async () => {
    const answer = deferred<SaleView>();
    const { host, user } = await open(
      [attentionItem(4, { actions: ['accept', 'reject', 'cancel_order'] })],
      { accept_order: () => answer.promise, reject_order: () => sale() },
    );
    await cards();
    await user.click(button("This order is this sale's"));
    await user.click(button("Not this sale's order"));
    await user.click(button('Cancel and refund'));
    expect(screen.queryByRole('dialog')).toBeNull();
    answer.resolve(sale());
    await vi.waitFor(() => expect(isOff("Not this sale's order")).toBe(false));
    expect(host.of('reject_order')).toEqual([]);
  });

  test('that fails is told, and can be done again', async () => {
    const { user } = await open([attentionItem(1)], {
      settle_attention: () => Promise.reject(failure('disk_full')),
    });
    await cards();
    await user.click(button('Keep the order'));
    expect((await screen.findByRole('alert')).textContent).toContain('disk is full');
    expect(isOff('Keep the order')).toBe(false);
  });
});

describe('cancelling an order', () => {
  async function ask(item = attentionItem(4), answers = {}) {
    const opened = await open([item], answers);
    await cards();
    await opened.user.click(button('Cancel and refund'));
    return { ...opened, dialog: await screen.findByRole('dialog') };
  }

  test('is asked about with number and amount, and left alone unless that is confirmed', async () => {
    const { host, user, dialog } = await ask();
    for (const fact of [/209471/, /\$38\.20/, /refunds all of it/, /cannot be undone/]) {
      expect(dialog.textContent).toMatch(fact);
    }
    await vi.waitFor(() =>
      expect(document.activeElement?.textContent?.trim()).toBe('Leave it as it is'),
    );
    await user.keyboard('{Enter}');
    await vi.waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    expect(host.of('cancel_order')).toEqual([]);
  });

  test('is asked of the store once, and locks the card until it is known', async () => {
    const answer = deferred<SaleView>();
    const { host, user } = await ask(undefined, { cancel_order: () => answer.promise });
    await user.click(button('Cancel and refund $38.20'));
    await screen.findByText('Cancelling…');
    expect(screen.queryByRole('dialog')).toBeNull();
    expect([isOff('Keep the order'), isOff('Cancel and refund')]).toEqual([true, true]);
    await user.click(button('Cancel and refund'));
    answer.resolve(sale());
    await vi.waitFor(() => expect(isOff('Cancel and refund')).toBe(false));
    const choice = { reason: '', fullRefund: true, notify: true };
    expect(host.of('cancel_order')).toEqual([{ saleId: 'sale-4', attentionId: 4, choice }]);
    expect(screen.queryByRole('dialog')).toBeNull();
  });

  test.each<[string, Attention, string]>([
    ['the store’s total where nothing else differs', differs(smaller), 'Cancel and refund $18.20'],
    ['no amount where it is not paid through', differs(smaller, unpaid), 'Cancel and refund'],
    [
      'no amount where the till does not know it',
      { kind: 'second_order', orderNumber: '209499' },
      'Cancel and refund',
    ],
  ])('names %s', async (_, matter, confirm) => {
    const { dialog } = await ask(attentionItem(4, { matter }, { orderNumber: '209471' }));
    within(dialog).getByRole('button', { name: confirm });
    expect(dialog.textContent?.includes('$')).toBe(confirm.includes('$'));
  });

  test.each<[string, CancellationView, RegExp, AttentionAction[]]>([
    ['sent', cancellation('sent'), /^Cancelling…$/, []],
    ['unknown', cancellation('unknown'), /^Unknown: .* not asked for again\.$/, ['check_now']],
    [
      'refused',
      cancellation('not_done', { reason: 'It has been shipped.' }),
      /not cancelled the order: It has been shipped\. You can/,
      ['keep', 'cancel_order'],
    ],
  ])('%s: says how it stands, and offers what the till does', async (_, state, words, actions) => {
    await open([attentionItem(4, { actions, cancellation: state })]);
    await cards();
    screen.getByText(words);
    const names = {
      keep: 'Keep the order',
      cancel_order: 'Cancel and refund',
      check_now: 'Check now',
    };
    const group = screen.getByRole('group', { name: /Paid/ });
    const shown = within(group)
      .queryAllByRole('button')
      .map((one) => one.textContent?.trim());
    expect(shown).toEqual(actions.map((action) => names[action as keyof typeof names]));
  });

  test.each<[string, Partial<CancellationView>, RegExp, string]>([
    [
      'in part',
      { refunded: usd('30.00'), taken: usd('38.20') },
      /\$30\.00 of \$38\.20 was paid back: refund the rest/,
      'The rest is refunded',
    ],
    ['who knows how much', {}, /cannot be read/, 'I have checked the order'],
  ])('done, and paid back %s, leaves that to a person', async (_, changes, words, keep) => {
    const state = cancellation('done', changes);
    const { host, user } = await open([
      attentionItem(4, { actions: ['keep'], cancellation: state }),
    ]);
    await cards();
    screen.getByText(words);
    expect(screen.queryByRole('button', { name: 'Cancel and refund' })).toBeNull();
    expect(document.body.textContent).not.toContain('deliver it');
    await user.click(button(keep));
    await vi.waitFor(() => expect(host.of('settle_attention')).toHaveLength(1));
  });
});

test.each<[string, Difference[], RegExp, boolean]>([
  ['names no sale', [namesNoSale], /found by the customer's email and the time/, false],
  ['names another sale', [{ ...namesNoSale, found: 'b-sale' }], /names another sale/, true],
  ['is missing', [{ point: 'order_missing', expected: 'x', found: '' }], /does not have it/, true],
  ['differs', [{ point: 'total', expected: '2.00', found: '1.00' }], /came back with order/, true],
])('a record that %s says what that means', async (_, differences, words, table) => {
  await open([attentionItem(4, { matter: differs(...differences), actions: ['reject'] })]);
  await cards();
  screen.getByText(words);
  expect(screen.queryAllByRole('table')).toHaveLength(table ? 1 : 0);
});

test('a matter stands in its sale too, and hands the focus to the sale when it goes', async () => {
  const asked = attention({ id: 4, actions: ['accept', 'reject'] });
  location.hash = '#/orders/sale-1';
  const host = new Host({
    list_sales: () => [],
    sale_detail: () => sale({ attention: [asked] }),
    accept_order: () => sale({ revision: 2, state: 'paid' }),
  });
  render(App);
  const user = userEvent.setup();
  await user.click(await screen.findByRole('button', { name: "This order is this sale's" }));
  await vi.waitFor(() => expect(document.activeElement?.textContent).toMatch(/^\s*Sale of /));
  expect(host.of('accept_order')).toEqual([{ saleId: 'sale-1', attentionId: 4 }]);
});
