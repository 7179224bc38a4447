//! A receipt: what the store's record of an order says, as a document.

use jiff::Timestamp;
use jiff::tz::TimeZone;
use paper::{Align, Block, Document};
use sale::{Money, Order, OrderLine, Transaction};

use super::amount::{amount, taken_off};

/// What a receipt is made of.
#[derive(Debug, Clone)]
pub(crate) struct Facts {
    /// The store's name.
    pub(crate) store: String,
    /// Whether the store is the practice store.
    pub(crate) practice: bool,
    /// What the merchant has put below the store's name.
    pub(crate) head: String,
    /// What the merchant has put at the end.
    pub(crate) foot: String,
    /// Who sold it; may be empty.
    pub(crate) seller: String,
    /// When it was paid, in milliseconds since 1970.
    pub(crate) paid_at: i64,
    /// The codes of the sale's vouchers.
    pub(crate) vouchers: Vec<String>,
    /// The payment method's code, where the order's transactions name none.
    pub(crate) method: String,
    /// How often it was printed before.
    pub(crate) printed: u32,
    /// The store's record.
    pub(crate) order: Order,
}

/// The receipt of these facts, its times those of `zone`.
pub(crate) fn receipt(facts: &Facts, zone: &TimeZone) -> Document {
    let mut blocks = head(facts, zone);
    blocks.push(Block::Rule);
    blocks.extend(lines(&facts.order));
    blocks.push(Block::Rule);
    blocks.extend(sums(facts));
    blocks.extend(refunds(&facts.order, zone));
    if !facts.foot.trim().is_empty() {
        blocks.extend([Block::Space, Block::centered(facts.foot.trim())]);
    }
    Document { title: format!("Receipt {}", facts.order.number), blocks }
}

fn head(facts: &Facts, zone: &TimeZone) -> Vec<Block> {
    let mut blocks = Vec::new();
    if facts.practice {
        blocks.push(Block::mark("PRACTICE – no money was taken"));
    }
    if facts.printed > 0 {
        blocks.push(Block::mark(format!("COPY {}", facts.printed)));
    }
    if facts.order.status == "canceled" {
        blocks.push(Block::mark("This order was cancelled"));
    }
    blocks.push(Block::heading(&facts.store));
    if !facts.head.trim().is_empty() {
        blocks.push(Block::centered(facts.head.trim()));
    }
    blocks.push(Block::Space);
    blocks.push(Block::row(format!("Order {}", facts.order.number), time(facts.paid_at, zone)));
    if !facts.seller.trim().is_empty() {
        blocks.push(Block::text(format!("Served by {}", facts.seller.trim())));
    }
    blocks
}

/// What was bought; then what was added with one click after the payment.
fn lines(order: &Order) -> Vec<Block> {
    let (added, bought): (Vec<_>, Vec<_>) = order.lines.iter().partition(|line| line.is_upsell);
    let mut blocks: Vec<Block> = bought.into_iter().map(item).collect();
    if !added.is_empty() {
        let text = "Added after payment".to_owned();
        blocks.push(Block::Text { text, align: Align::Left, strong: true });
        blocks.extend(added.into_iter().map(item));
    }
    blocks
}

fn item(line: &OrderLine) -> Block {
    Block::Item {
        quantity: format!("{} ×", line.quantity),
        title: line.title.clone(),
        detail: line.variant_title.clone(),
        amount: line.total.map(amount).unwrap_or_default(),
    }
}

/// The lines' amounts are with tax and after discounts, so that these only explain the total.
fn sums(facts: &Facts) -> Vec<Block> {
    let order = &facts.order;
    let mut blocks = Vec::new();
    if let Some(shipping) = order.shipping {
        let name = order.shipping_method.trim();
        let shown =
            if name.is_empty() { "Shipping".to_owned() } else { format!("Shipping, {name}") };
        blocks.push(Block::row(shown, amount(shipping)));
    }
    if let Some(total) = order.total {
        blocks.push(Block::strong_row(format!("Total {}", total.currency), amount(total)));
    }
    if let Some(tax) = order.tax {
        blocks.push(Block::row("Tax included", amount(tax)));
    }
    if let Some(discount) = order.discount.filter(|discount| discount.minor != 0) {
        blocks.push(Block::row(saved(&facts.vouchers), taken_off(discount)));
    }
    if let Some(brought) = order.brought() {
        let method = order.transactions.iter().find(|made| made.took_money());
        let method = method.map_or(&facts.method, |made| &made.method);
        blocks.push(Block::row(format!("Paid with {}", method_name(method)), amount(brought)));
    }
    blocks
}

fn saved(vouchers: &[String]) -> String {
    match vouchers {
        [] => "Discounts taken off".to_owned(),
        codes => format!("Taken off with {}", codes.join(", ")),
    }
}

/// What was paid back, and what the store has kept.
fn refunds(order: &Order, zone: &TimeZone) -> Vec<Block> {
    let made: Vec<&Transaction> =
        order.transactions.iter().filter(|made| made.paid_back()).collect();
    if made.is_empty() {
        return Vec::new();
    }
    let mut blocks = vec![Block::Rule];
    blocks.extend(made.into_iter().map(|refund| {
        let when = refund.at.map(|at| format!(" {}", time(at, zone))).unwrap_or_default();
        let back = refund.amount.map(taken_off).unwrap_or_default();
        Block::row(format!("Refunded{when}"), back)
    }));
    if let Some(left) = order.left() {
        let left = Money { minor: left.minor.max(0), ..left };
        blocks.push(Block::strong_row("Left after refunds", amount(left)));
    }
    blocks
}

/// A method's name, as it names itself.
pub(super) fn method_name(code: &str) -> String {
    let name = match code {
        "link" => "Link",
        "paypal" => "PayPal",
        "klarna" => "Klarna",
        "twint" => "TWINT",
        "affirm" => "Affirm",
        "bancontact" => "Bancontact",
        "ideal" => "iDEAL",
        "sepa_debit" => "SEPA Direct Debit",
        "apple_pay" => "Apple Pay",
        "google_pay" => "Google Pay",
        other => return other.replace('_', " "),
    };
    name.to_owned()
}

/// A time for people: `23 Nov 2026 14:05`.
pub(crate) fn time(at: i64, zone: &TimeZone) -> String {
    let Ok(at) = Timestamp::from_millisecond(at) else { return String::new() };
    at.to_zoned(zone.clone()).strftime("%-d %b %Y %H:%M").to_string()
}

#[cfg(test)]
mod tests;
