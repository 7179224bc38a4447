// Words, the same for both libraries: folded as the till folds them, and taken apart.
//
// Both libraries can fold and split text themselves, but neither does it as the job needs: MiniSearch
// leaves accents as they are, and FlexSearch makes one letter of two equal ones and cuts digits into
// threes, which does codes no good.

// What people type for a letter whose mark cannot be taken off. A sigma has another shape at the end
// of a word, where it stands only as long as nobody types on.
const PLAIN = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  þ: 'th',
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ð: 'd',
  ħ: 'h',
  ı: 'i',
  ŧ: 't',
  ς: 'σ',
};
const NOT_PLAIN = new RegExp(`[${Object.keys(PLAIN).join('')}]`, 'g');
const WITHOUT_SPACES =
  /[\u3005-\u3007\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\u{20000}-\u{3134f}]/gu;
const BETWEEN_WORDS = /\s+/;
const BETWEEN_PARTS = /[^\p{Alphabetic}\p{N}]+/u;
const ASCII = /^[\0-\x7f]*$/;

/** The text an item is found by. */
export function textOf({ title, variant, sku, barcode }) {
  return `${title} ${variant} ${sku ?? ''} ${barcode ?? ''}`;
}

/**
 * The terms an item is kept under. Of a word with signs in it, each part is kept with all that
 * follows joined to it: `KET-1-B` as `ket1b`, `1b` and `b`. That many terms the parts alone would
 * make, and as each is found by its beginning, they find the word with and without its dashes.
 */
export function termsOf(text) {
  const terms = [];
  for (const word of words(text)) {
    const parts = partsOf(word);
    for (let end = parts.length - 2; end >= 0; end -= 1) parts[end] += parts[end + 1];
    terms.push(...parts);
  }
  return terms;
}

/** The words of a query, each as one term, so that a code is narrowed as a whole. */
export function wanted(text) {
  return distinct(words(text).map((word) => partsOf(word).join('')));
}

/** The words of a query taken apart, for goods that are written without the signs in between. */
export function wantedApart(text) {
  return distinct(words(text).flatMap(partsOf));
}

function distinct(terms) {
  return [...new Set(terms)].filter((term) => term !== '');
}

function words(text) {
  return fold(text).split(BETWEEN_WORDS);
}

function partsOf(word) {
  return word.split(BETWEEN_PARTS).filter((part) => part !== '');
}

function fold(text) {
  if (ASCII.test(text)) return text.toLowerCase();
  return text
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    .replace(NOT_PLAIN, (letter) => PLAIN[letter])
    .replace(WITHOUT_SPACES, ' $& ');
}
