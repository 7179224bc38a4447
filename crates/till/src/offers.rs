//! What a paid sale is offered: chosen once, when its order is first known, and kept, so that the
//! buttons stay where they are and what was taken can be counted against it.

mod own;

use ledger::{Books, CatalogueItem, LedgerError, OfferRecord, Posting};
use sale::{Currency, Money, Offer, Offerable, Offered, Order, SaleId, offer};

/// An upsell on offer, as it would be charged now.
pub(crate) struct Standing {
    pub(crate) item: CatalogueItem,
    /// The price of one, before tax.
    pub(crate) price: Money,
    /// Whether the price is the merchant's own, and not the store's.
    pub(crate) is_own_price: bool,
}

/// Chooses and keeps what a paid sale is offered, unless it was offered something before.
pub(crate) fn keep_offered(
    posting: &Posting<'_>,
    sale: &SaleId,
    order: &Order,
    at: i64,
) -> ledger::Result<()> {
    let currency = order.currency.unwrap_or(Currency::USD);
    let mut own = Vec::new();
    for OfferRecord { offer, .. } in posting.offers()? {
        let item = find(posting, offer.terms.variant_id, currency)?;
        own.extend(item.map(|item| (offer, offerable(&item))));
    }
    let bought: Vec<i64> = offer::bought(order).collect();
    let recommended = posting.recommended(&bought, currency)?;
    let recommended: Vec<Offerable> = recommended.iter().map(offerable).collect();
    posting.keep_offered(sale, &offer::choose(order, &own, &recommended), at)
}

/// What a sale was offered and still is: an offer that was switched off or removed since, or a
/// product that is sold no more, is not.
pub(crate) fn standing(
    books: &Books<'_>,
    sale: &SaleId,
    order: &Order,
) -> ledger::Result<Vec<Standing>> {
    let mut standing = Vec::new();
    for offered in books.offered(sale)? {
        standing.extend(still_offered(books, offered, order)?);
    }
    Ok(standing)
}

/// One upsell of a sale as it would be charged now; none where it cannot be.
pub(crate) fn standing_offer(
    books: &Books<'_>,
    sale: &SaleId,
    order: &Order,
    variant_id: i64,
) -> ledger::Result<Option<Standing>> {
    let offered = books.offered(sale)?.into_iter().find(|one| one.variant_id == variant_id);
    still_offered(books, offered.unwrap_or(Offered { variant_id, offer_id: None }), order)
}

fn still_offered(
    books: &Books<'_>,
    Offered { variant_id, offer_id }: Offered,
    order: &Order,
) -> ledger::Result<Option<Standing>> {
    let currency = order.currency.unwrap_or(Currency::USD);
    let item = find(books, variant_id, currency)?.filter(|item| offerable(item).can_be_sold());
    let Some(item) = item else { return Ok(None) };
    let store_price = item.price.map(|price| price.price);
    let own = match offer_id {
        None => None,
        Some(id) => match books.offer(id)? {
            Some(OfferRecord { offer: Offer { terms, .. }, .. })
                if terms.enabled && terms.variant_id == variant_id =>
            {
                Some(terms)
            }
            _ => return Ok(None),
        },
    };
    let price = own.as_ref().map_or(store_price, |terms| terms.price_for(store_price));
    let is_own_price = own.is_some_and(|terms| terms.price.is_some());
    Ok(price.map(|price| Standing { item, price, is_own_price }))
}

/// The variant, unless the store has taken it out of its catalogue.
fn find(
    books: &Books<'_>,
    variant_id: i64,
    currency: Currency,
) -> ledger::Result<Option<CatalogueItem>> {
    match books.item(variant_id, currency) {
        Err(LedgerError::NotFound(_)) => Ok(None),
        item => item.map(Some),
    }
}

fn offerable(item: &CatalogueItem) -> Offerable {
    Offerable {
        product_id: item.product_id,
        variant_id: item.variant_id,
        sellable: item.sellable,
        price: item.price.map(|price| price.price),
    }
}
