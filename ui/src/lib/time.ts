// Writes times, ages and counts for people.

import { formatLocale } from './locale';

// Making a format costs far more than using it, and a list of products needs many at each key.
const counts = new Map<string, Intl.NumberFormat>();

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** The time of day to the second, in 24 hours: `14:05:12`. */
export function clockTime(at: number): string {
  return format(at, { hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' });
}

/** The time of day to the minute. */
export function hourMinute(at: number): string {
  return format(at, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
}

/** The day and the time, without the year where that is this year's. */
export function dayAndTime(at: number): string {
  const sameYear = new Date(at).getFullYear() === new Date().getFullYear();
  return format(at, {
    day: 'numeric',
    month: 'short',
    ...(sameYear ? {} : { year: 'numeric' }),
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  });
}

/** The day without its year: `Jul 24`. */
export function shortDay(at: number): string {
  return format(at, { day: 'numeric', month: 'short' });
}

/** The day in full: `Thursday, July 24, 2026`. */
export function longDay(at: number): string {
  return format(at, { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' });
}

/** How long ago, in the largest fitting unit: `2 min. ago`, `yesterday`. */
export function ago(at: number, now: number): string {
  const passed = Math.max(0, now - at);
  const relative = new Intl.RelativeTimeFormat(formatLocale(), { numeric: 'auto', style: 'short' });
  if (passed < MINUTE) return relative.format(0, 'second');
  if (passed < HOUR) return relative.format(-Math.floor(passed / MINUTE), 'minute');
  if (passed < DAY) return relative.format(-Math.floor(passed / HOUR), 'hour');
  return relative.format(-Math.floor(passed / DAY), 'day');
}

/** A length of time in its largest fitting unit: `2 min`, `40 sec`. */
export function roughly(seconds: number): string {
  const [count, unit] =
    seconds < 60
      ? [Math.max(5, Math.ceil(seconds / 5) * 5), 'second']
      : seconds < 3600
        ? [Math.ceil(seconds / 60), 'minute']
        : [Math.ceil(seconds / 3600), 'hour'];
  const options: Intl.NumberFormatOptions = { style: 'unit', unit, unitDisplay: 'short' };
  return new Intl.NumberFormat(formatLocale(), options).format(count);
}

/** A running clock: `1:24`, `1:02:05`. */
export function elapsed(milliseconds: number): string {
  const seconds = Math.max(0, Math.floor(milliseconds / SECOND));
  const two = (count: number) => String(count).padStart(2, '0');
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60];
  return hours > 0
    ? `${hours}:${two(minutes)}:${two(seconds % 60)}`
    : `${minutes}:${two(seconds % 60)}`;
}

/** The local day that is `days` away from that of `at`: its first moment and the next day's. */
export function localDay(at: number, days = 0): { from: number; to: number } {
  const date = new Date(at);
  const start = (offset: number) =>
    new Date(date.getFullYear(), date.getMonth(), date.getDate() + days + offset).getTime();
  return { from: start(0), to: start(1) };
}

/**
 * The first moment of a local day as a date field writes it, `2026-07-24`, or of the day that is `days`
 * behind it. None of an empty or half-typed one.
 */
export function dayStart(day: string, days = 0): number | null {
  const [year, month, date] = day.split('-').map(Number);
  const start = new Date(year ?? NaN, (month ?? NaN) - 1, (date ?? NaN) + days).getTime();
  return Number.isNaN(start) ? null : start;
}

/** The local day of a moment as date fields write it: `2026-11-23`. */
export function fieldDay(at: number): string {
  const date = new Date(at);
  const two = (part: number) => String(part).padStart(2, '0');
  const year = String(date.getFullYear()).padStart(4, '0');
  return `${year}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}

/** A count, grouped as the locale does. */
export function formatCount(count: number): string {
  const locale = formatLocale();
  let found = counts.get(locale);
  if (!found) counts.set(locale, (found = new Intl.NumberFormat(locale)));
  return found.format(count);
}

function format(at: number, options: Intl.DateTimeFormatOptions): string {
  return new Intl.DateTimeFormat(formatLocale(), options).format(at);
}
