// The merchant's own upsell offers, as Settings shows and changes them. Each change is kept by the
// till at once, which answers with all of them as they are then.

import * as commands from '$lib/backend/commands';
import { asErrorView } from '$lib/backend/errors';
import type { ErrorView, OfferDraft, OfferView, OffersView } from '$lib/backend/types';

export class Offers {
  view = $state.raw<OffersView>();
  /** Why the last thing asked for was not done. */
  error = $state.raw<ErrorView>();

  load(): Promise<boolean> {
    return this.#after(commands.offers());
  }

  /** Offers one more variant, with any order and at the store's price. */
  add(variantId: number, currency: string): Promise<boolean> {
    const [price, minTotal, products, enabled] = ['', '', [], true];
    return this.save({ id: null, variantId, currency, price, minTotal, products, enabled });
  }

  save(offer: OfferDraft): Promise<boolean> {
    return this.#after(commands.saveOffer({ offer }));
  }

  move(id: number, to: number): Promise<boolean> {
    return this.#after(commands.moveOffer({ id, to }));
  }

  remove(id: number): Promise<boolean> {
    return this.#after(commands.removeOffer({ id }));
  }

  // Says whether it was done.
  async #after(answer: Promise<OffersView>): Promise<boolean> {
    try {
      this.view = await answer;
      this.error = undefined;
      return true;
    } catch (error) {
      this.error = asErrorView(error);
      return false;
    }
  }
}

/** An offer as it is, to be changed. */
export function draftOf(offer: OfferView): OfferDraft {
  return {
    id: offer.id,
    variantId: offer.variantId,
    currency: offer.currency,
    price: offer.price?.amount ?? '',
    minTotal: offer.minTotal?.amount ?? '',
    products: offer.products.map(({ id }) => id),
    enabled: offer.enabled,
  };
}
