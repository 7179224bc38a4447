// Whether a library does the job at all, before its time is taken.

import { termsOf, textOf, wanted } from './words.mjs';

// So many rows are walked through one by one; a million would take longer than the measurement.
const NEAR = 2_000;
const PLAIN_WORD = /^[a-z]{4,}$/i;

/**
 * Asks for an item in all the ways that a seller may, and compares with a walk through the rows.
 *
 * `search` takes a text and a limit, and gives the rows.
 */
export function check(rows, search) {
  const near = rows.slice(0, NEAR);
  const item = near.find((row) => row.sku && plainWords(row).length >= 2);
  if (item === undefined) throw new Error('no item has a SKU and two plain words in its title');
  const [one, other] = plainWords(item);
  const sku = item.sku;
  const exact = {
    'its title': item.title,
    'its title in capitals': item.title.toUpperCase(),
    'a word with an accent': `${one[0]}\u0301${one.slice(1)}`.normalize('NFC'),
    'the beginnings of two words, the second first': `${other.slice(0, 3)} ${one.slice(0, 3)}`,
    'its SKU': sku,
    'its SKU without signs': sku.replace(/[^\p{L}\p{N}]/gu, ''),
    'its SKU and a word of its title': `${sku} ${one.slice(0, 2)}`,
  };
  for (const [by, text] of Object.entries(exact)) {
    expectRows(found(by, item, text), near, text);
  }
  const coded = near.find((row) => row.barcode);
  if (coded !== undefined) found('its barcode', coded, coded.barcode);
  found('two words with a slip', item, `${one.slice(0, 2)}q${one.slice(2)} ${other}`);
  if (search(one, 1).length !== 1) throw new Error(`more or less than one row for one of ${one}`);

  function found(by, row, text) {
    const hits = search(text, rows.length);
    if (!hits.includes(row)) throw new Error(`item ${row.id} is not found by ${by}: ${text}`);
    return new Set(hits);
  }
}

function plainWords(row) {
  return row.title.split(' ').filter((word) => PLAIN_WORD.test(word));
}

function expectRows(hits, near, text) {
  const words = wanted(text);
  for (const row of near) {
    const terms = termsOf(textOf(row));
    const matches = words.every((word) => terms.some((term) => term.startsWith(word)));
    if (matches !== hits.has(row)) {
      throw new Error(`item ${row.id} ${matches ? 'is missing' : 'is wrong'} for ${text}`);
    }
  }
}
