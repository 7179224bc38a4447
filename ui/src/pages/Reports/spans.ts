// Spans of whole days, as this computer's clock counts them. Midnights are made from a day's own
// parts, so that a day on which the clocks change has the hours it has.

import { formatLocale } from '$lib/locale';

export type Span = { from: number; to: number };

/** The week of `at`, or one so many weeks away, from the day that the locale begins it with. */
export function weekOf(at: number, weeks = 0): Span {
  const day = new Date(at);
  const passed = (day.getDay() - firstWeekday() + 7) % 7;
  return daysFrom(at, weeks * 7 - passed, 7);
}

/** The month of `at`, or one so many months away. */
export function monthOf(at: number, months = 0): Span {
  const date = new Date(at);
  const start = (month: number) => new Date(date.getFullYear(), month, 1).getTime();
  const month = date.getMonth() + months;
  return { from: start(month), to: start(month + 1) };
}

/** So many days, of which the first is `offset` days away from that of `at`. */
export function daysFrom(at: number, offset: number, count: number): Span {
  const date = new Date(at);
  const start = (days: number) =>
    new Date(date.getFullYear(), date.getMonth(), date.getDate() + days).getTime();
  return { from: start(offset), to: start(offset + count) };
}

/** The days from one to another as date fields write them, whichever is the earlier. */
export function between(one: string, other: string): Span | undefined {
  const [first, last] = [one, other].map(dayOf).sort((a, b) => (a ?? 0) - (b ?? 0));
  if (first === undefined || last === undefined) return undefined;
  return { from: first, to: daysFrom(last, 0, 1).to };
}

/** How many days a span has. */
export function countDays({ from, to }: Span): number {
  // A clock change makes a day an hour longer or shorter, never half a day.
  return Math.round((to - from) / 86_400_000);
}

/** The days of a span, as the locale writes them: `Nov 1 – 7, 2026`. */
export function spanWords({ from, to }: Span): string {
  const format = new Intl.DateTimeFormat(formatLocale(), { dateStyle: 'medium' });
  return format.formatRange(from, Math.max(from, to - 1));
}

function dayOf(text: string): number | undefined {
  const found = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  return found
    ? new Date(Number(found[1]), Number(found[2]) - 1, Number(found[3])).getTime()
    : undefined;
}

// From 0 for Sunday. Where the system does not say it, weeks begin with Monday.
function firstWeekday(): number {
  const locale = new Intl.Locale(formatLocale()) as Intl.Locale & {
    getWeekInfo?: () => { firstDay: number };
    weekInfo?: { firstDay: number };
  };
  return (locale.getWeekInfo?.() ?? locale.weekInfo ?? { firstDay: 1 }).firstDay % 7;
}
