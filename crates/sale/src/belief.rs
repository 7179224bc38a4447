//! What to believe: comparing what came back through the customer's browser with the store's own
//! record of the order.
//!
//! A return is unsigned and has passed through somebody else's hands. Only the store's record,
//! read with the till's token, makes a sale paid; and only where it agrees.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::cart::{Cart, CartLine};
use crate::id::SaleId;
use crate::money::Money;
use crate::order::Order;

/// One point in which the store's record is not as it should be.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Difference {
    /// What differs.
    pub point: Point,
    /// What was expected: from the return, or from the sale itself. Empty when there is none.
    pub expected: String,
    /// What the store's record says. Empty when it says nothing.
    pub found: String,
}

/// What is compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Point {
    /// The store has no order of that number.
    OrderMissing,
    /// The order's number.
    Number,
    /// The sale that the order was placed for (`attribution.utm_content`).
    SaleReference,
    /// The currency.
    Currency,
    /// The total with tax.
    Total,
    /// Whether the payment went through.
    PaymentStatus,
    /// The articles and how many of each.
    Lines,
}

/// How the store's `record` differs from the sale and from what was returned, if anything was. An
/// empty list means that the sale is paid.
#[must_use]
pub fn differences(sale: &SaleId, returned: Option<&Order>, record: &Order) -> Vec<Difference> {
    let mut found = Vec::new();
    let mut compare = |point, expected: String, record: String| {
        if expected != record || record.is_empty() {
            found.push(Difference { point, expected, found: record });
        }
    };
    let amount = |total: Option<Money>| total.map(|total| total.decimal()).unwrap_or_default();
    let code = |order: &Order| order.currency.map(|c| c.code().to_owned()).unwrap_or_default();
    let returned = returned.unwrap_or(record);

    compare(Point::Number, returned.number.clone(), record.number.clone());
    compare(
        Point::SaleReference,
        sale.as_str().to_owned(),
        record.sale_reference.clone().unwrap_or_default(),
    );
    compare(Point::Currency, code(returned), code(record));
    compare(Point::Total, amount(returned.total), amount(record.total));
    if !record.payment_status.went_through() {
        found.push(Difference {
            point: Point::PaymentStatus,
            expected: "paid".to_owned(),
            found: record.payment_status.word().to_owned(),
        });
    }
    found
}

/// How an order's articles differ from the cart's, where they do. What a store adds by itself, such as
/// a present, makes no difference.
#[must_use]
pub fn lines_difference(cart: &Cart, record: &Order) -> Option<Difference> {
    let ordered = |variant: i64| {
        let lines = record.lines.iter().filter(|line| !line.is_upsell);
        let of_it = lines.filter(|line| line.variant_id == Some(variant));
        of_it.fold(0, |sum: i64, line| sum.saturating_add(line.quantity))
    };
    let wanted = |variant: i64| -> i64 {
        let of_it = cart.lines.iter().filter(|line| line.article.variant_id == variant);
        of_it.map(|line| i64::from(line.quantity)).sum()
    };
    let differs = |line: &&CartLine| {
        let variant = line.article.variant_id;
        ordered(variant) != wanted(variant)
    };
    let line = cart.lines.iter().find(differs)?;
    let (variant, title) = (line.article.variant_id, &line.article.title);
    Some(Difference {
        point: Point::Lines,
        expected: format!("{} × {title}", wanted(variant)),
        found: format!("{} × {title}", ordered(variant)),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::money::Currency;
    use crate::order::PaymentStatus;

    const SALE: &str = "0192f0c1-7a3b-7c4d-8e5f-001122334455";

    fn order() -> Order {
        Order {
            number: "209484".to_owned(),
            sale_reference: Some(SALE.to_owned()),
            total: Some(Money::new(6_425, Currency::USD)),
            ..Order::bare()
        }
    }

    fn check(tamper: impl Fn(&mut Order, &mut Order), expected: &[Point]) {
        let (mut returned, mut record) = (order(), order());
        tamper(&mut returned, &mut record);
        let sale = SALE.parse().expect("an id");
        let points: Vec<_> =
            differences(&sale, Some(&returned), &record).into_iter().map(|d| d.point).collect();
        assert_eq!(points, expected);
    }

    #[test]
    fn only_a_record_that_agrees_is_believed() {
        check(|_, _| {}, &[]);
        check(|returned, _| returned.total = Some(Money::new(1, Currency::USD)), &[Point::Total]);
        check(|returned, _| returned.number = "1".to_owned(), &[Point::Number]);
        check(|returned, _| returned.currency = None, &[Point::Currency]);
        check(|_, record| record.sale_reference = None, &[Point::SaleReference]);
        check(
            |_, record| record.sale_reference = Some("another".to_owned()),
            &[Point::SaleReference],
        );
        check(|_, record| record.payment_status = PaymentStatus::Pending, &[Point::PaymentStatus]);
        check(
            |returned, record| {
                returned.total = None;
                record.total = None;
            },
            &[Point::Total],
        );
    }

    #[test]
    fn what_the_return_says_of_its_sale_counts_for_nothing() {
        check(|returned, _| returned.sale_reference = Some("another".to_owned()), &[]);
        check(|returned, _| returned.payment_status = PaymentStatus::Pending, &[]);
    }
}
