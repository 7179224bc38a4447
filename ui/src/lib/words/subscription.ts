// Intervals of subscriptions in words: "Every 30 days".

import type { Interval } from '../backend/types';
import { m } from '../paraglide/messages';
import { formatCount } from '../time';

const EVERY: Record<Interval, (count: { count: number; shown: string }) => string> = {
  day: m.every_day,
  week: m.every_week,
  month: m.every_month,
  year: m.every_year,
};

export function everyInterval(interval: Interval, count: number): string {
  return EVERY[interval]({ count, shown: formatCount(count) });
}
