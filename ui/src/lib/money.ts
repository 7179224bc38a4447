// Writes money for people. Amounts are decimal strings from end to end: they never become a
// JavaScript number, and nothing here reckons with them.

import type { Money } from './backend/types';
import { formatLocale } from './locale';

type Amount = Intl.StringNumericLiteral;

// Making a format costs far more than using it, and a list of products needs many at each key.
const formats = new Map<string, Intl.NumberFormat>();
const usualDigits = new Map<string, number>();

/** The amount with its currency's sign, as the locale writes it. */
export function formatMoney({ amount, currency }: Money): string {
  const digits = fractionDigits(amount, currency);
  return format(currency, digits, 'currency').format(amount as Amount);
}

/** Whether the amount is nothing, so that a row about it says nothing either. */
export function isZero({ amount }: Money): boolean {
  return /^-?0+(\.0+)?$/.test(amount);
}

/** The bare amount, as it is edited in a field: the locale's decimal sign, no grouping. */
export function editableAmount({ amount, currency }: Money): string {
  const digits = fractionDigits(amount, currency);
  return format(currency, digits, 'decimal').format(amount as Amount);
}

/**
 * What was typed as an amount, in the till's notation. A half-typed decimal sign is left off;
 * anything else passes as it is, for Rust to judge. Empty when nothing was typed.
 */
export function typedAmount(text: string): string {
  const trimmed = text.trim().replace(/[.,]$/, '');
  return trimmed.replace(/^(\d+),(\d{1,2})$/, '$1.$2');
}

// The store's amounts have two fractional digits in every currency, so one may hold hundredths
// of a currency that has none (JPY). They are shown rather than rounded away: what is on the screen
// must be what is charged.
function fractionDigits(amount: string, currency: string): number {
  let usual = usualDigits.get(currency);
  if (usual === undefined) {
    const options = new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions();
    usual = options.maximumFractionDigits ?? 2;
    usualDigits.set(currency, usual);
  }
  return /\.\d*[1-9]/.test(amount) ? Math.max(usual, 2) : usual;
}

function format(
  currency: string,
  digits: number,
  style: 'currency' | 'decimal',
): Intl.NumberFormat {
  const locale = formatLocale();
  const key = `${locale} ${style} ${currency} ${digits}`;
  let found = formats.get(key);
  if (!found) {
    found = new Intl.NumberFormat(locale, {
      style,
      ...(style === 'currency' ? { currency } : { useGrouping: false }),
      minimumFractionDigits: digits,
      maximumFractionDigits: digits,
    });
    formats.set(key, found);
  }
  return found;
}
