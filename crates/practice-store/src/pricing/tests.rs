//! The laws of the arithmetic, tried on many carts.

use proptest::prelude::*;

use super::*;
use crate::catalogue::{Catalogue, CatalogueSize};

/// Any line of the catalogue: which variant, how many, and perhaps a price of its own.
fn lines() -> impl Strategy<Value = Vec<(usize, u32, Option<i64>)>> {
    let line = (0..150_usize, 1..=40_u32, proptest::option::of(0..200_000_i64));
    prop::collection::vec(line, 1..8)
}

fn wanted<'a>(
    catalogue: &'a Catalogue,
    lines: &[(usize, u32, Option<i64>)],
    currency: Currency,
) -> Vec<Wanted<'a>> {
    let priced: Vec<_> = catalogue
        .products_in(..)
        .flat_map(|product| product.variants.iter().map(move |variant| (product, variant)))
        .filter_map(|(product, variant)| Some((product, variant, variant.price_in(currency)?)))
        .collect();
    let line = |(which, quantity, own): &(usize, u32, Option<i64>)| {
        let (product, variant, price) = priced[which % priced.len()];
        let unit = own.map_or(price.price, |own| Amount::from_minor(own * currency.step()));
        Wanted {
            product,
            variant,
            quantity: *quantity,
            total: unit.times(*quantity).unwrap(),
            is_upsell: false,
            subscription: None,
        }
    };
    lines.iter().map(line).collect()
}

const PLACES: [(&str, &str); 5] =
    [("US", "NY"), ("US", "OR"), ("CA", "QC"), ("JP", ""), ("DE", "")];

proptest! {
    #[test]
    fn totals_are_the_sums_of_their_lines(
        lines in lines(),
        currency in prop::sample::select(Currency::ALL.to_vec()),
        codes in prop::sample::subsequence(vec!["SPRING10", "FIVEOFF"], 0..=2),
        place in prop::sample::select(PLACES.to_vec()),
        shipping in 0..5_000_i64,
    ) {
        let catalogue = Catalogue::of(CatalogueSize::Standard);
        let wanted = wanted(&catalogue, &lines, currency);
        let vouchers: Vec<_> = codes.iter().filter_map(|code| Voucher::with_code(code)).collect();
        let tax = tax_at(Place { country: place.0, state: place.1 });
        let shipping = Amount::from_minor(shipping * currency.step());

        let (lines, discounts) = price_lines(&wanted, &vouchers, tax.as_ref(), currency);
        let totals = Totals::of(&lines, shipping);

        let sum = |of: fn(&Line) -> Amount| lines.iter().map(of).sum::<Amount>();
        prop_assert_eq!(totals.incl_tax, sum(Line::incl_tax) + shipping);
        prop_assert_eq!(totals.excl_tax, sum(Line::excl_tax) + shipping);
        prop_assert_eq!(totals.tax, totals.incl_tax - totals.excl_tax);
        prop_assert_eq!(totals.discount, discounts.iter().map(|discount| discount.amount).sum());
        for line in &lines {
            for amount in [line.original, line.discount, line.tax, line.excl_tax()] {
                prop_assert!(amount >= Amount::ZERO);
                prop_assert_eq!(amount.minor() % currency.step(), 0, "no fraction of a yen");
            }
        }
    }
}

#[test]
fn a_voucher_takes_nothing_off_gift_cards_and_never_more_than_there_is() {
    let catalogue = Catalogue::of(CatalogueSize::Standard);
    let gift_card = catalogue.product_by_slug("gift-card").unwrap();
    let dipper = catalogue.product_by_slug("honey-dipper").unwrap();
    let wanted: Vec<_> = [gift_card, dipper]
        .map(|product| Wanted {
            product,
            variant: &product.variants[0],
            quantity: 1,
            total: product.variants[0].price_in(Currency::Usd).unwrap().price,
            is_upsell: false,
            subscription: None,
        })
        .into();
    let voucher = Voucher::with_code("fiveoff").unwrap();
    let (lines, discounts) = price_lines(&wanted, &[voucher], None, Currency::Usd);
    assert_eq!(lines[0].discount, Amount::ZERO);
    assert_eq!(lines[1].excl_tax(), Amount::ZERO, "it costs less than the voucher is worth");
    assert_eq!(discounts[0].amount, lines[1].original);
}
