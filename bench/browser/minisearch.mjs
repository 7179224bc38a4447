// The catalogue in MiniSearch.

import MiniSearch from 'minisearch';

import { termsOf, wanted, wantedApart } from './words.mjs';

const DIGIT = /\p{N}/u;

export class Catalogue {
  // Rows stay outside: `storeFields` would copy each of them into each hit, also into the thousands
  // that are not shown. A single field of all the text would be no faster and no smaller.
  #index = new MiniSearch({
    fields: ['title', 'variant', 'sku', 'barcode'],
    tokenize: termsOf,
    processTerm: (term) => term,
    searchOptions: { combineWith: 'AND', prefix: true, boost: { title: 2 }, tokenize: wanted },
  });

  add(place, { title, variant, sku, barcode }) {
    this.#index.add({ id: place, title, variant, sku, barcode });
  }

  /** The places of the best hits, best first, and how many match in all. */
  search(text, limit) {
    let hits = this.#index.search(text);
    if (hits.length === 0) hits = this.#index.search(text, FORGIVING);
    return { places: hits.slice(0, limit).map((hit) => hit.id), total: hits.length };
  }
}

// A fifth of the letters is what MiniSearch's documentation counts as slips. Two letters that have
// changed places are two of them, and three are more than the till forgives. As in the till, codes
// and short words have to be right.
const FORGIVING = {
  tokenize: wantedApart,
  fuzzy: (term) => (term.length < 4 || DIGIT.test(term) ? false : 0.2),
  maxFuzzy: 2,
};
