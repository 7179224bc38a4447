import { afterEach, expect, test, vi } from 'vitest';

import { Host } from '../../test/host';
import { onAppEvent } from './events';
import type { AppEvent } from './types';

const counts = (held: number): AppEvent => ({ kind: 'counts_changed', held, attention: 0 });

const stops: (() => void)[] = [];

async function listen(take: (event: AppEvent) => void): Promise<() => void> {
  const stop = await onAppEvent(take);
  stops.push(stop);
  return stop;
}

afterEach(() => stops.splice(0).forEach((stop) => stop()));

test('each listener gets every event once, in order, until it stops', async () => {
  const host = new Host();
  const [first, second] = [vi.fn(), vi.fn()];
  const stop = await listen(first);
  await listen(second);
  await host.tell(counts(1));
  stop();
  await host.tell(counts(2));
  expect(first.mock.calls).toEqual([[counts(1)]]);
  expect(second.mock.calls).toEqual([[counts(1)], [counts(2)]]);
});

test('an answer that was lost is asked for again, with all that it brought', async () => {
  vi.useFakeTimers();
  const host = new Host();
  const take = vi.fn();
  await listen(take);
  host.loseNextAnswer();
  await host.tell(counts(1));
  await host.tell(counts(2));
  expect(take).not.toHaveBeenCalled();
  await vi.advanceTimersByTimeAsync(1_000);
  expect(take.mock.calls).toEqual([[counts(1)], [counts(2)]]);
});

test('what happened before anyone listened is not told', async () => {
  const host = new Host();
  await host.tell(counts(1));
  const take = vi.fn();
  await listen(take);
  await host.tell(counts(2));
  expect(take.mock.calls).toEqual([[counts(2)]]);
});

test('a listener that fails keeps an event from no other', async () => {
  const host = new Host();
  const reported = vi.spyOn(console, 'error').mockReturnValue();
  const take = vi.fn();
  await listen(() => {
    throw new Error('it cannot');
  });
  await listen(take);
  await host.tell(counts(1));
  await host.tell(counts(2));
  expect(take).toHaveBeenCalledTimes(2);
  expect(reported).toHaveBeenCalledTimes(2);
  reported.mockRestore();
});
