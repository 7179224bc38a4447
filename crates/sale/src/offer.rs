//! Upsell offers: which of the merchant's own, and of what the store recommends, a paid order is
//! offered, and at what price.

use crate::money::Money;
use crate::order::Order;

/// How many are offered at most.
pub const MOST_OFFERS: usize = 6;

/// An offer of the merchant's own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Offer {
    /// Its id. It is never given again.
    pub id: i64,
    /// What is offered, and when.
    pub terms: OfferTerms,
}

/// What an offer says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OfferTerms {
    /// The variant.
    pub variant_id: i64,
    /// The price of one before tax, in whose currency alone it is then offered; none is the store's.
    pub price: Option<Money>,
    /// It is offered with orders of one of these products; empty means any.
    pub products: Vec<i64>,
    /// It is offered with orders of at least this total, in its currency.
    pub min_total: Option<Money>,
    /// Whether it is offered at all.
    pub enabled: bool,
}

/// A variant that may be offered, as the catalogue has it now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Offerable {
    /// Its product.
    pub product_id: i64,
    /// The variant.
    pub variant_id: i64,
    /// Whether it can be sold.
    pub sellable: bool,
    /// The store's price of one in the order's currency.
    pub price: Option<Money>,
}

/// What an order was offered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Offered {
    /// The variant.
    pub variant_id: i64,
    /// The merchant's offer; none where the store recommends it.
    pub offer_id: Option<i64>,
}

impl Offerable {
    /// Whether it can be sold at a known price.
    #[must_use]
    pub fn can_be_sold(&self) -> bool {
        self.sellable && self.price.is_some()
    }
}

impl OfferTerms {
    /// The price that the order is offered it at; none where it has none in the order's currency.
    #[must_use]
    pub fn price_for(&self, store_price: Option<Money>) -> Option<Money> {
        let store_price = store_price?;
        match self.price {
            Some(own) => Some(own).filter(|own| own.currency == store_price.currency),
            None => Some(store_price),
        }
    }

    fn is_for(&self, order: &Order) -> bool {
        let bought = |product| bought(order).any(|bought| bought == product);
        let enough = |least: Money| {
            order
                .total
                .is_some_and(|total| total.currency == least.currency && total.minor >= least.minor)
        };
        self.enabled
            && (self.products.is_empty() || self.products.iter().copied().any(bought))
            && self.min_total.is_none_or(enough)
    }
}

/// The products that the order was placed with.
pub fn bought(order: &Order) -> impl Iterator<Item = i64> {
    order.lines.iter().filter(|line| !line.is_upsell).filter_map(|line| line.product_id)
}

/// Whether the order holds the variant or its product, in whatever way it came there.
#[must_use]
pub fn holds(order: &Order, variant_id: i64, product_id: i64) -> bool {
    order
        .lines
        .iter()
        .any(|line| line.variant_id == Some(variant_id) || line.product_id == Some(product_id))
}

/// What a paid order is offered: the merchant's own offers in their sequence, then what the store
/// recommends, without what the order holds and what cannot be sold now.
#[must_use]
pub fn choose(
    order: &Order,
    own: &[(Offer, Offerable)],
    recommended: &[Offerable],
) -> Vec<Offered> {
    if !order.supports_upsells || order.is_cancelled() {
        return Vec::new();
    }
    let own = own.iter().filter(|(offer, item)| {
        offer.terms.is_for(order) && offer.terms.price_for(item.price).is_some()
    });
    let own = own.map(|(offer, item)| (Some(offer.id), item));
    let mut chosen: Vec<Offered> = Vec::new();
    for (offer_id, item) in own.chain(recommended.iter().map(|item| (None, item))) {
        let is_new = chosen.iter().all(|earlier| earlier.variant_id != item.variant_id);
        if is_new && item.can_be_sold() && !holds(order, item.variant_id, item.product_id) {
            chosen.push(Offered { variant_id: item.variant_id, offer_id });
        }
    }
    chosen.truncate(MOST_OFFERS);
    chosen
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::money::Currency;
    use crate::order::OrderLine;

    const USD: Currency = Currency::USD;

    fn usd(minor: i64) -> Money {
        Money::new(minor, USD)
    }

    fn euros(minor: i64) -> Money {
        Money::new(minor, "EUR".parse().expect("a code"))
    }

    fn line(product_id: i64, is_upsell: bool) -> OrderLine {
        OrderLine {
            id: product_id,
            product_id: Some(product_id),
            variant_id: Some(product_id * 10),
            title: String::new(),
            variant_title: String::new(),
            sku: String::new(),
            quantity: 1,
            left: 1,
            total: None,
            is_upsell,
            subscription: None,
            next_renewal: None,
        }
    }

    /// An order of product 1 for 64.00 USD, to which product 2 was added.
    fn order() -> Order {
        Order {
            supports_upsells: true,
            total: Some(usd(6_400)),
            lines: vec![line(1, false), line(2, true)],
            ..Order::bare()
        }
    }

    fn item(product_id: i64) -> Offerable {
        let variant_id = product_id * 10;
        Offerable { product_id, variant_id, sellable: true, price: Some(usd(950)) }
    }

    fn terms(variant_id: i64) -> OfferTerms {
        OfferTerms { variant_id, price: None, products: vec![], min_total: None, enabled: true }
    }

    fn offer(terms: OfferTerms) -> (Offer, Offerable) {
        let item = item(terms.variant_id / 10);
        (Offer { id: terms.variant_id + 1_000, terms }, item)
    }

    fn chosen(own: &[(Offer, Offerable)], recommended: &[Offerable]) -> Vec<(i64, Option<i64>)> {
        let all = choose(&order(), own, recommended);
        all.into_iter().map(|offered| (offered.variant_id, offered.offer_id)).collect()
    }

    #[test]
    fn the_merchants_own_come_first_and_nothing_comes_twice() {
        let own = [offer(terms(40)), offer(terms(30))];
        let recommended = [item(3), item(5)];
        assert_eq!(chosen(&own, &recommended), [(40, Some(1_040)), (30, Some(1_030)), (50, None)]);
    }

    #[test]
    fn what_the_order_holds_or_nobody_can_sell_is_not_offered() {
        let of_product_1 = Offerable { variant_id: 11, ..item(1) };
        let gone = Offerable { sellable: false, ..item(6) };
        let unpriced = Offerable { price: None, ..item(7) };
        let recommended = [of_product_1, item(2), gone, unpriced, item(8)];
        assert_eq!(chosen(&[], &recommended), [(80, None)]);
    }

    #[test]
    fn an_offer_is_for_the_orders_that_it_says() {
        let check = |change: &dyn Fn(&mut OfferTerms), expected: bool| {
            let mut terms = terms(40);
            change(&mut terms);
            assert_eq!(
                chosen(&[offer(terms.clone())], &[]).len(),
                usize::from(expected),
                "{terms:?}"
            );
        };
        check(&|terms| terms.products = vec![9, 1], true);
        check(&|terms| terms.products = vec![9], false);
        // What was added later was not what the customer came for.
        check(&|terms| terms.products = vec![2], false);
        check(&|terms| terms.min_total = Some(usd(6_400)), true);
        check(&|terms| terms.min_total = Some(usd(6_401)), false);
        check(&|terms| terms.min_total = Some(euros(100)), false);
        check(&|terms| terms.price = Some(usd(500)), true);
        check(&|terms| terms.price = Some(euros(500)), false);
        check(&|terms| terms.enabled = false, false);
    }

    #[test]
    fn an_offers_own_price_goes_before_the_stores() {
        let own = OfferTerms { price: Some(usd(500)), ..terms(40) };
        assert_eq!(own.price_for(Some(usd(950))), Some(usd(500)));
        assert_eq!(own.price_for(Some(euros(950))), None);
        assert_eq!(own.price_for(None), None);
        assert_eq!(terms(40).price_for(Some(usd(950))), Some(usd(950)));
    }

    #[test]
    fn six_are_enough_and_an_order_that_takes_none_is_offered_none() {
        let many: Vec<Offerable> = (10..30).map(item).collect();
        assert_eq!(choose(&order(), &[], &many).len(), MOST_OFFERS);
        let takes_none = Order { supports_upsells: false, ..order() };
        assert_eq!(choose(&takes_none, &[], &many), []);
    }
}
