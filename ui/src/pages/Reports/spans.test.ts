import { expect, test, vi } from 'vitest';

import { fieldDay } from '$lib/time';

import { between, countDays, daysFrom, monthOf, spanWords, weekOf } from './spans';

const at = (year: number, month: number, day: number, hour = 0) =>
  new Date(year, month - 1, day, hour).getTime();

test.each<[string, { from: number; to: number }, from: number, to: number]>([
  ['a month', monthOf(at(2026, 11, 23, 9)), at(2026, 11, 1), at(2026, 12, 1)],
  ['the month before January', monthOf(at(2026, 1, 31), -1), at(2025, 12, 1), at(2026, 1, 1)],
  ['the month after January', monthOf(at(2026, 1, 31), 1), at(2026, 2, 1), at(2026, 3, 1)],
  ['days over a year', daysFrom(at(2026, 1, 1, 12), -1, 2), at(2025, 12, 31), at(2026, 1, 2)],
])('%s begins and ends with a day', (_, span, from, to) => {
  expect(span).toEqual({ from, to });
});

test('a week has seven days and holds its own', () => {
  for (let day = 1; day <= 14; day += 1) {
    const [now, week] = [at(2026, 3, day, 12), weekOf(at(2026, 3, day, 12))];
    expect(week.from <= now && now < week.to).toBe(true);
    expect(countDays(week)).toBe(7);
    expect(weekOf(now, -1).to).toBe(week.from);
  }
});

test('a week begins where the locale begins it', () => {
  const languages = vi.spyOn(navigator, 'languages', 'get');
  for (const [language, weekday] of [
    ['en-US', 0],
    ['en-GB', 1],
  ] as const) {
    languages.mockReturnValue([language]);
    expect(new Date(weekOf(at(2026, 11, 25)).from).getDay()).toBe(weekday);
  }
  languages.mockRestore();
});

test('what is no day makes no span', () => {
  for (const text of ['', 'today', '2026-11', '23.11.2026']) {
    expect(between(text, '2026-11-23')).toBeUndefined();
  }
});

test('a day is written as its field writes it', () => {
  expect(fieldDay(at(2026, 3, 7, 23))).toBe('2026-03-07');
  expect(between('2026-03-07', '2026-03-07')).toEqual({ from: at(2026, 3, 7), to: at(2026, 3, 8) });
});

test('a span is told by its first and its last day', () => {
  expect(spanWords({ from: at(2026, 11, 1), to: at(2026, 11, 8) })).toMatch(/1.+7/);
  expect(spanWords({ from: at(2026, 11, 1), to: at(2026, 11, 2) })).not.toMatch(/2,/);
});
