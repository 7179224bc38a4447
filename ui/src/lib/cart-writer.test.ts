import { beforeEach, describe, expect, test, vi } from 'vitest';

import { deferred, failure } from '../test/host';
import type { CartChange, ErrorView } from './backend/types';
import { CartWriter, SEND_WITHIN_MS } from './cart-writer.svelte';

const note = (text: string): CartChange => ({ kind: 'note', note: text });
const quantity = (line: number, count: number): CartChange => ({
  kind: 'quantity',
  line,
  quantity: count,
});

let sent: CartChange[];
let failed: ErrorView[];
let send: (change: CartChange) => Promise<void>;
let writer: CartWriter;

beforeEach(() => {
  vi.useFakeTimers();
  sent = [];
  failed = [];
  send = async () => {};
  writer = new CartWriter(
    async (change) => {
      sent.push(change);
      await send(change);
    },
    (error) => failed.push(error),
  );
});

describe('what is typed', () => {
  test('is sent within the time promised, even while typing goes on', async () => {
    for (const text of ['g', 'gr', 'gra', 'grac']) {
      writer.write(note(text));
      await vi.advanceTimersByTimeAsync(SEND_WITHIN_MS * 0.3);
    }
    expect(sent).toEqual([note('grac')]);
  });

  test('is sent once for each field, the newest, in the order it was typed', async () => {
    writer.write(quantity(1, 2));
    writer.write(note('a'));
    writer.write(quantity(2, 5));
    writer.write(quantity(1, 3));
    await writer.flush();
    expect(sent).toEqual([note('a'), quantity(2, 5), quantity(1, 3)]);
  });

  test('goes one at a time; what comes meanwhile follows', async () => {
    const first = deferred<void>();
    send = () => first.promise;
    writer.write(note('a'));
    const flushed = writer.flush();
    await vi.advanceTimersByTimeAsync(0);
    writer.write(note('ab'));
    writer.write(quantity(1, 2));
    expect(sent).toEqual([note('a')]);
    send = async () => {};
    first.resolve();
    await flushed;
    expect(sent).toEqual([note('a'), note('ab'), quantity(1, 2)]);
  });

  test('is with the till before a job behind it begins', async () => {
    const order: string[] = [];
    send = async () => void order.push('write');
    writer.write(note('a'));
    await writer.run(async () => void order.push('job'));
    expect(order).toEqual(['write', 'job']);
  });

  test('leaves at once when the window goes away', () => {
    send = () => new Promise(() => {});
    writer.write(note('a'));
    writer.write(quantity(1, 2));
    writer.flushAtOnce();
    expect(sent).toEqual([note('a'), quantity(1, 2)]);
  });
});

describe('a change that cannot be written', () => {
  test('is kept and sent with the next one', async () => {
    send = () => Promise.reject(failure('disk_full'));
    writer.write(note('a'));
    await vi.advanceTimersByTimeAsync(SEND_WITHIN_MS);
    expect(failed).toEqual([failure('disk_full')]);
    send = async () => {};
    writer.write(quantity(1, 2));
    await writer.flush();
    expect(sent.slice(1)).toEqual([note('a'), quantity(1, 2)]);
  });

  test('is told of by whoever sends it', async () => {
    send = () => Promise.reject(failure('disk_full'));
    writer.write(note('a'));
    await expect(writer.flush()).rejects.toEqual(failure('disk_full'));
    expect(failed).toEqual([failure('disk_full')]);
  });

  test('keeps a job behind it from beginning', async () => {
    send = () => Promise.reject(failure('disk_full'));
    writer.write(note('a'));
    const job = vi.fn();
    await expect(writer.run(job)).rejects.toEqual(failure('disk_full'));
    expect(job).not.toHaveBeenCalled();
  });
});

describe('a change that the till refuses', () => {
  test('is told by its field until a later one is taken', async () => {
    send = () => Promise.reject(failure('cart_refused'));
    writer.write(quantity(1, 0));
    await writer.flush();
    expect(writer.refusals.get('quantity:1')).toEqual(failure('cart_refused'));
    send = async () => {};
    writer.write(quantity(1, 1));
    await writer.flush();
    expect(writer.refusals.size).toBe(0);
  });

  test('is only told of where no field shows it, and holds nothing up', async () => {
    send = () => Promise.reject(failure('cart_refused'));
    writer.write({ kind: 'remove', line: 1 });
    await writer.flush();
    expect(failed).toEqual([failure('cart_refused')]);
    expect(writer.refusals.size).toBe(0);
  });

  test('is forgotten with its line', async () => {
    send = () => Promise.reject(failure('cart_refused'));
    writer.write(quantity(1, 0));
    await writer.flush();
    send = async () => {};
    writer.write(quantity(1, 0));
    writer.write({ kind: 'remove', line: 1 });
    await writer.flush();
    expect(sent.at(-1)).toEqual({ kind: 'remove', line: 1 });
    expect(sent).toHaveLength(2);
    expect(writer.refusals.size).toBe(0);
  });
});
