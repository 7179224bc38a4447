// The catalogue in FlexSearch.

import { Index } from 'flexsearch';

import { termsOf, textOf, wanted, wantedApart } from './words.mjs';

export class Catalogue {
  // An `Index` rather than a `Document`: a document's fields are searched one by one, so that a word
  // of the title and one of the SKU would never meet. Words are prefixes, for which `forward` is the
  // least that will do. Of three slots of rank, the first is for what begins with the word: one slot
  // would put the hits in no order, more cost memory and time. No cache, as every keystroke is to be
  // answered.
  #index = new Index({
    tokenize: 'forward',
    resolution: 3,
    cache: false,
    // Text comes here as terms already, since a query is taken apart in another way than an item.
    encode: (terms) => terms.split(' '),
  });

  add(place, row) {
    this.#index.add(place, termsOf(textOf(row)).join(' '));
  }

  /** The places of the best hits, best first. FlexSearch stops at the limit and tells no total. */
  search(text, limit) {
    let places = this.#index.search(wanted(text).join(' '), limit);
    if (places.length === 0) {
      // FlexSearch measures no distance between words. What its documentation offers for queries
      // that do not quite match, and what goes together with prefixes and exact codes, is `suggest`:
      // items that have some of the words, those with most first. For a single word with a slip it
      // finds nothing.
      places = this.#index.search(wantedApart(text).join(' '), { limit, suggest: true });
    }
    return { places, total: null };
  }
}
