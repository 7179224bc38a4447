import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';

import { deferred, failure, Host } from '../test/host';
import { line, payment, sale, snapshot, store, timeline } from '../test/samples';
import type { SaleEvent, SaleView, Snapshot } from './backend/types';
import { Notices } from './notices.svelte';
import { Till } from './till.svelte';

const placed: SaleEvent[] = [
  { kind: 'sale_started' },
  { kind: 'placing_started', attempt: 1, lines: 1, estimate: sale().estimate.total },
  { kind: 'order_placed', attempt: 1, host: 'pay.example.com' },
];
const awaiting = sale({ state: 'awaiting', payment: payment(), timeline: timeline(...placed) });
const paid = sale({
  state: 'paid',
  timeline: timeline(
    ...placed,
    { kind: 'order_returned', attempt: 1, orderNumber: '1', repeated: false },
    { kind: 'payment_confirmed', orderNumber: '1', total: sale().estimate.total, late: false },
  ),
});

let notices: Notices;
let till: Till;
let stop: (() => void) | undefined;

beforeEach(() => {
  notices = new Notices();
  till = new Till(notices);
});

afterEach(() => stop?.());

async function start(host: Host): Promise<Host> {
  stop = await till.start();
  return host;
}

describe('a slow answer', () => {
  test('does not undo what an event has told since', async () => {
    const answer = deferred<SaleView>();
    const host = await start(
      new Host({
        snapshot: () => snapshot({ sale: awaiting }),
        check_now: () => answer.promise,
      }),
    );
    const checking = till.checkNow();
    await host.tell({ kind: 'sale_changed', sale: paid });
    answer.resolve(awaiting);
    await checking;
    expect(till.sale?.state).toBe('paid');
  });

  test('does not bring back a sale that was left', async () => {
    const answer = deferred<SaleView>();
    await start(
      new Host({
        snapshot: () => snapshot({ sale: awaiting }),
        check_now: () => answer.promise,
      }),
    );
    const checking = till.checkNow();
    await till.newSale();
    answer.resolve(paid);
    await checking;
    expect(till.sale).toBeNull();
  });
});

test('an article added after a paid sale begins the next one, which the paid one stays out of', async () => {
  const answer = deferred<SaleView>();
  await start(
    new Host({
      snapshot: () => snapshot({ sale: paid }),
      check_now: () => answer.promise,
      add_article: () => sale({ id: 'sale-2', lines: [line()] }),
    }),
  );
  const checking = till.checkNow();
  await till.add(101);
  expect(till.sale?.id).toBe('sale-2');
  answer.resolve(paid);
  await checking;
  expect(till.sale?.id).toBe('sale-2');
});

describe('an event', () => {
  test('about another sale leaves the one on show alone', async () => {
    const host = await start(new Host({ snapshot: () => snapshot({ sale: sale() }) }));
    await host.tell({ kind: 'sale_changed', sale: { ...paid, id: 'sale-9' } });
    expect(till.sale?.id).toBe('sale-1');
    expect(till.sale?.state).toBe('building');
  });

  test('that comes before the snapshot is taken after it', async () => {
    const answer = deferred<Snapshot>();
    const host = new Host({ snapshot: () => answer.promise });
    const starting = till.start();
    await vi.waitFor(() => expect(host.of('snapshot')).toHaveLength(1));
    await host.tell({ kind: 'counts_changed', held: 3, attention: 1 });
    answer.resolve(snapshot());
    stop = await starting;
    expect([till.held, till.attention]).toEqual([3, 1]);
  });

  test('about the same store keeps what is being typed', async () => {
    const host = await start(
      new Host({
        snapshot: () => snapshot({ sale: sale() }),
        change_cart: () => sale({ note: 'typed' }),
      }),
    );
    const turn = till.turn;
    till.cart.write({ kind: 'note', note: 'typed' });
    await host.tell({
      kind: 'store_changed',
      snapshot: snapshot({ store: store({ name: 'Renamed' }) }),
    });
    await till.cart.flush();
    expect(till.store?.name).toBe('Renamed');
    expect(till.turn).toBe(turn);
    expect(host.changes).toEqual([{ kind: 'note', note: 'typed' }]);
  });
});

describe('charging', () => {
  test('sends what was typed first', async () => {
    const host = await start(
      new Host({
        snapshot: () => snapshot({ sale: sale({ lines: [line()] }) }),
        change_cart: () => sale({ lines: [line()] }),
        charge: () => awaiting,
      }),
    );
    till.cart.write({ kind: 'note', note: 'last words' });
    await till.charge();
    expect(host.calls.map(({ command }) => command).slice(-2)).toEqual(['change_cart', 'charge']);
    expect(till.sale?.state).toBe('awaiting');
  });

  test('is not tried while the till refuses a field', async () => {
    const host = await start(
      new Host({
        snapshot: () => snapshot({ sale: sale({ lines: [line()] }) }),
        change_cart: () => Promise.reject(failure('cart_refused')),
      }),
    );
    till.cart.write({ kind: 'price', line: 1, price: '4x' });
    await till.charge();
    expect(host.of('charge')).toEqual([]);
    expect(notices.list).toHaveLength(1);
  });

  test('is not tried while something typed cannot be written', async () => {
    const host = await start(
      new Host({
        snapshot: () => snapshot({ sale: sale({ lines: [line()] }) }),
        change_cart: () => Promise.reject(failure('disk_full')),
      }),
    );
    till.cart.write({ kind: 'note', note: 'a' });
    await till.charge();
    expect(host.of('charge')).toEqual([]);
  });

  test('that the till turns down is told beside the cart, until it is tried again', async () => {
    const turnedDown = failure('fields_to_mend');
    let works = false;
    await start(
      new Host({
        snapshot: () => snapshot({ sale: sale({ lines: [line()] }) }),
        charge: () => (works ? awaiting : Promise.reject(turnedDown)),
      }),
    );
    await till.charge();
    expect(till.refusal?.error).toEqual(turnedDown);
    expect(notices.list).toEqual([]);
    works = true;
    await till.charge();
    expect(till.refusal).toBeNull();
  });

  test('that fails for a sale that was left is not told of the one on show', async () => {
    const answer = deferred<SaleView>();
    const other = sale({ id: 'sale-2', lines: [line()] });
    const host = await start(
      new Host({
        snapshot: () => snapshot({ sale: sale({ lines: [line()] }) }),
        take_up_sale: () => other,
        charge: ({ saleId }: { saleId: string }) =>
          saleId === 'sale-1' ? answer.promise : { ...other, state: 'awaiting', revision: 9 },
      }),
    );
    const charging = till.charge();
    await vi.waitFor(() => expect(host.of('charge')).toHaveLength(1));
    await till.takeUp('sale-2');
    expect(till.charging).toBe(false);
    answer.reject(failure('store_unreachable'));
    await charging;
    expect(till.refusal).toBeNull();
    expect(notices.list[0]?.text).toContain('The sale you left was not placed');
    await till.charge();
    expect(till.sale?.state).toBe('awaiting');
  });

  test('is done once, however often it is pressed', async () => {
    const answer = deferred<SaleView>();
    const host = await start(
      new Host({
        snapshot: () => snapshot({ sale: sale({ lines: [line()] }) }),
        charge: () => answer.promise,
      }),
    );
    const presses = [till.charge(), till.charge(), till.charge()];
    await new Promise((resolve) => setTimeout(resolve));
    answer.resolve(awaiting);
    await Promise.all(presses);
    expect(host.of('charge')).toHaveLength(1);
  });
});
