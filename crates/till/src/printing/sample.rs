//! A receipt of nothing, to see how receipts look and whether the printer prints them.

use jiff::tz::TimeZone;
use paper::{Block, Document};
use sale::{Currency, Order};
use serde_json::json;

use super::receipt::{Facts, receipt};
use crate::open_store::now_ms;
use crate::view::PaperSettings;

/// The sample's document: marked as none of a sale.
pub(super) fn document(facts: &Facts, zone: &TimeZone) -> Document {
    let mut document = receipt(facts, zone);
    document.blocks.insert(0, Block::mark("TEST – this is not a receipt"));
    "Test print".clone_into(&mut document.title);
    document
}

/// What it says; there is always something.
pub(super) fn facts(
    paper: &PaperSettings,
    store: String,
    seller: String,
    currency: Currency,
) -> Option<Facts> {
    Some(Facts {
        store,
        practice: false,
        head: paper.head.clone(),
        foot: paper.foot.clone(),
        seller,
        paid_at: now_ms(),
        vouchers: Vec::new(),
        method: "link".to_owned(),
        printed: 0,
        order: order(currency)?,
    })
}

/// It is read as the store's orders are.
fn order(currency: Currency) -> Option<Order> {
    let line = |id: i64, title: &str, variant: &str, quantity: i64, amount: &str| {
        json!({
            "id": id, "product_title": title, "variant_title": variant, "quantity": quantity,
            "price_incl_tax": amount, "is_upsell": id == 3,
        })
    };
    let order = json!({
        "number": "12345",
        "currency": currency.code(),
        "total_incl_tax": "102.50",
        "total_tax": "8.54",
        "shipping_incl_tax": "5.00",
        "payment_status": "paid",
        "status": "open",
        "lines": [
            line(1, "Walnut kettle", "Brushed", 1, "64.00"),
            line(2, "Arabica · قهوة · コーヒー · กาแฟ", "", 2, "24.00"),
            line(3, "Breakfast tea", "", 1, "9.50"),
        ],
        "transactions": [{
            "id": 1, "type": "debit", "status": "succeeded", "amount": "102.50",
            "payment_method": "link",
        }],
    });
    admin_api::read_order(&order.to_string())
}
