import { describe, expect, test } from 'vitest';

import { editableAmount, formatMoney, isZero, typedAmount } from './money';

describe('formatMoney', () => {
  test.each([
    ['64.00', 'USD', '$64.00'],
    ['0.10', 'USD', '$0.10'],
    ['-5.50', 'USD', '-$5.50'],
    ['1234.5', 'EUR', '€1,234.50'],
    ['1200.00', 'JPY', '¥1,200'],
    ['1.50', 'KWD', 'KWD\u00a01.500'],
  ])('writes %s %s as %s', (amount, currency, expected) => {
    expect(formatMoney({ amount, currency })).toBe(expected);
  });

  test('rounds no hundredths away, not even those of a currency that has none', () => {
    expect(formatMoney({ amount: '1200.50', currency: 'JPY' })).toBe('¥1,200.50');
  });

  test('keeps every digit of an amount that a JavaScript number could not hold', () => {
    expect(formatMoney({ amount: '90071992547409931.37', currency: 'USD' })).toBe(
      '$90,071,992,547,409,931.37',
    );
  });
});

test('an amount is edited without sign and grouping', () => {
  expect(editableAmount({ amount: '1234.50', currency: 'USD' })).toBe('1234.50');
  expect(editableAmount({ amount: '1200.00', currency: 'JPY' })).toBe('1200');
});

test.each([
  ['0.00', true],
  ['-0.00', true],
  ['0', true],
  ['0.01', false],
  ['10.00', false],
])('%s is nothing: %s', (amount, expected) => {
  expect(isZero({ amount, currency: 'USD' })).toBe(expected);
});

describe('typedAmount', () => {
  test.each([
    [' 12.50 ', '12.50'],
    ['12,5', '12.5'],
    ['12.', '12'],
    ['', ''],
    ['1,234.50', '1,234.50'],
    ['abc', 'abc'],
  ])('reads %o as %o', (text, expected) => {
    expect(typedAmount(text)).toBe(expected);
  });
});
