import { describe, expect, test } from 'vitest';

import { ago, elapsed, localDay } from './time';

test.each([
  [0, '0:00'],
  [84_000, '1:24'],
  [3_725_000, '1:02:05'],
  [-5_000, '0:00'],
])('%i ms have run as %s', (milliseconds, expected) => {
  expect(elapsed(milliseconds)).toBe(expected);
});

test.each([
  [20_000, 'now'],
  [125_000, '2 min. ago'],
  [3 * 3_600_000, '3 hr. ago'],
  [26 * 3_600_000, 'yesterday'],
])('%i ms ago is %s', (passed, expected) => {
  expect(ago(1_000_000_000 - passed, 1_000_000_000)).toBe(expected);
});

describe('localDay', () => {
  const noon = new Date(2026, 6, 24, 12).getTime();

  test('runs from midnight to midnight by the local clock', () => {
    const { from, to } = localDay(noon);
    expect(new Date(from)).toEqual(new Date(2026, 6, 24));
    expect(new Date(to)).toEqual(new Date(2026, 6, 25));
  });

  test('steps by whole days, whatever their length', () => {
    for (const days of [-200, -1, 1, 200]) {
      expect(localDay(noon, days).to).toBe(localDay(noon, days + 1).from);
    }
  });
});
