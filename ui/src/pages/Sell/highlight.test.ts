import { expect, test } from 'vitest';

import { highlight } from './highlight';

/** The text with what is marked in brackets. */
const shown = (text: string, query: string) =>
  highlight(text, query)
    .map(({ text: piece, marked }) => (marked ? `[${piece}]` : piece))
    .join('');

test.each([
  ['Walnut Kettle, 1.2 l', 'wal ket', '[Wal]nut [Ket]tle, 1.2 l'],
  ['Walnut Kettle', 'KETTLE walnut', '[Walnut] [Kettle]'],
  ['Walnut Kettle', 'nut', 'Walnut Kettle'],
  ['Café crème', 'cafe creme', '[Café] [crème]'],
  ['Cafe\u0301 noir', 'café', '[Cafe\u0301] noir'],
  ['KET-WAL-12', 'ket-wal', '[KET]-[WAL]-12'],
  ['ウォルナット・ケトル', 'ケトル', 'ウォルナット・[ケトル]'],
  ['日本限定茶', '限定', '日本[限定]茶'],
  ['غلاية الجوز', 'الجوز', 'غلاية [الجوز]'],
  ['☕ Kettle', 'ket', '☕ [Ket]tle'],
  ['İstanbul çayı', 'istanbul', '[İstanbul] çayı'],
  ['Walnut', '', 'Walnut'],
  ['Walnut', '***', 'Walnut'],
])('in %s, %s marks %s', (text, query, expected) => {
  expect(shown(text, query)).toBe(expected);
});
