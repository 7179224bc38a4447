// What is counted in reports, and what a sheet of the day says is open, in words.

import type { Figures, OpenKind } from '../backend/types';
import { formatLocale } from '../locale';
import { formatMoney } from '../money';
import { m } from '../paraglide/messages';
import { formatCount } from '../time';

const OPEN: Record<OpenKind, () => string> = {
  placing: m.sheet_open_placing,
  awaiting: m.sheet_open_awaiting,
  returned: m.sheet_open_returned,
  unknown: m.sheet_open_unknown,
  attention: m.sheet_open_attention,
  upsell: m.sheet_open_upsell,
  cancellation: m.sheet_open_cancellation,
  refund: m.sheet_open_refund,
  matter: m.sheet_open_matter,
};

export const openWords = (kind: OpenKind) => OPEN[kind]();

/** How many of the offers were taken. */
export function rateWords(permille: number): string {
  const options: Intl.NumberFormatOptions = { style: 'percent', maximumFractionDigits: 1 };
  const rate = new Intl.NumberFormat(formatLocale(), options).format(permille / 1_000);
  return m.reports_upsell_rate({ rate });
}

/** An hour of the day, from its first minute to the next hour's: `09:00 – 10:00`. */
export function hourWords(hour: number): string {
  const two = (part: number) => String(part).padStart(2, '0');
  return `${two(hour)}:00 – ${two(hour + 1)}:00`;
}

/** The other cells of a row of figures, beside its takings. */
export function cellsOf({ orders, refunded }: Figures): string[] {
  return [formatCount(orders), formatMoney(refunded)];
}
