//! What things cost: line totals with discounts and tax, and the sums of an order.
//!
//! One law holds for every order, in every currency: the total with tax is the sum of the lines
//! with tax plus delivery. It holds because tax is rounded once, line by line, and every total is a
//! sum of rounded lines; nothing is ever computed twice from a rate.

mod shipping;
mod tax;
mod vouchers;

use serde::{Deserialize, Serialize};

use crate::catalogue::{Product, Variant};
use crate::money::{Amount, Currency};
pub(crate) use shipping::{METHODS, Method, country_name};
pub(crate) use tax::{Place, STORE, Tax, tax_at};
pub(crate) use vouchers::{Discount, Voucher};

/// A line as the till asks for it, checked: this many of a variant at a unit price.
#[derive(Debug, Clone)]
pub(crate) struct Wanted<'a> {
    pub(crate) product: &'a Product,
    pub(crate) variant: &'a Variant,
    pub(crate) quantity: u32,
    /// The unit price times the quantity.
    pub(crate) total: Amount,
    pub(crate) is_upsell: bool,
    pub(crate) subscription: Option<Subscription>,
}

/// The terms on which a line comes again.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Subscription {
    pub(crate) interval: String,
    pub(crate) interval_count: u32,
    /// What one costs each time.
    pub(crate) price: Amount,
}

/// A line with its money. The facts of the product are copied, as they were when it was sold.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Line {
    pub(crate) product: LineProduct,
    pub(crate) quantity: u32,
    /// For the whole line, before discounts and tax.
    pub(crate) original: Amount,
    pub(crate) discount: Amount,
    pub(crate) tax: Amount,
    pub(crate) is_upsell: bool,
    pub(crate) subscription: Option<Subscription>,
}

/// The facts of a product that a line keeps.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct LineProduct {
    pub(crate) product_id: u64,
    pub(crate) variant_id: u64,
    pub(crate) title: String,
    pub(crate) variant_title: String,
    pub(crate) sku: String,
    pub(crate) slug: String,
    pub(crate) unit_cost: Amount,
    pub(crate) requires_shipping: bool,
    pub(crate) is_gift_card: bool,
}

impl Line {
    pub(crate) fn excl_tax(&self) -> Amount {
        self.original - self.discount
    }

    pub(crate) fn incl_tax(&self) -> Amount {
        self.excl_tax() + self.tax
    }

    pub(crate) fn cost(&self) -> Amount {
        self.product.unit_cost.times(self.quantity).unwrap_or(Amount::LARGEST)
    }

    /// The title with the choice that was made: `Walnut Kettle, 1.2 l · Brushed`.
    pub(crate) fn full_title(&self) -> String {
        match self.product.variant_title.as_str() {
            "" => self.product.title.clone(),
            choice => format!("{} · {choice}", self.product.title),
        }
    }
}

/// Prices lines: discounts first, then tax on what is left.
pub(crate) fn price_lines(
    wanted: &[Wanted<'_>],
    vouchers: &[&Voucher],
    tax: Option<&Tax>,
    currency: Currency,
) -> (Vec<Line>, Vec<Discount>) {
    let mut lines: Vec<Line> = wanted.iter().map(undiscounted).collect();
    let discounts =
        vouchers.iter().map(|voucher| vouchers::apply(voucher, &mut lines, currency)).collect();
    for line in &mut lines {
        line.tax = tax.map_or(Amount::ZERO, |tax| tax.on(line.excl_tax(), currency));
    }
    (lines, discounts)
}

fn undiscounted(wanted: &Wanted<'_>) -> Line {
    let Wanted { product, variant, .. } = wanted;
    Line {
        product: LineProduct {
            product_id: product.id,
            variant_id: variant.id,
            title: product.title.clone(),
            variant_title: variant.title.clone(),
            sku: variant.sku.clone(),
            slug: product.slug.clone(),
            unit_cost: variant.unit_cost,
            requires_shipping: product.requires_shipping(),
            is_gift_card: product.is_gift_card(),
        },
        quantity: wanted.quantity,
        original: wanted.total,
        discount: Amount::ZERO,
        tax: Amount::ZERO,
        is_upsell: wanted.is_upsell,
        subscription: wanted.subscription.clone(),
    }
}

/// The sums of some lines with their delivery, which is never taxed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Totals {
    pub(crate) shipping: Amount,
    pub(crate) discount: Amount,
    pub(crate) tax: Amount,
    pub(crate) cost: Amount,
    pub(crate) excl_tax: Amount,
    pub(crate) incl_tax: Amount,
}

impl Totals {
    pub(crate) fn of<'a>(lines: impl IntoIterator<Item = &'a Line>, shipping: Amount) -> Self {
        let mut totals = Self {
            shipping,
            discount: Amount::ZERO,
            tax: Amount::ZERO,
            cost: Amount::ZERO,
            excl_tax: shipping,
            incl_tax: shipping,
        };
        for line in lines {
            totals.discount += line.discount;
            totals.tax += line.tax;
            totals.cost += line.cost();
            totals.excl_tax += line.excl_tax();
            totals.incl_tax += line.incl_tax();
        }
        totals
    }
}

#[cfg(test)]
mod tests;
