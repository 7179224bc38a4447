//! An order as a store answered it, and what an upsell makes of it.

use admin_api::read_order;
use sale::upsell::{evidence, failed_since};
use sale::{Money, Order, OrderShape, UpsellEvidence, money};
use serde_json::Value;

/// Reads an order.
///
/// # Panics
/// When something does not hold.
pub fn order_reader(body: &[u8]) {
    let body = String::from_utf8_lossy(body);
    let order = read_order(&body);
    assert_eq!(order, read_order(&body), "reading twice gives the same");
    let Some(order) = order else { return };
    let value: Value = serde_json::from_str(&body).expect("what was read is JSON");
    let pretty = serde_json::to_string_pretty(&value).expect("a value can be written");
    assert_eq!(Some(&order), read_order(&pretty).as_ref(), "spaces say nothing");
    check_order(&order);
    check_upsells(&order);
}

/// What holds for every order that was read, from wherever.
pub(crate) fn check_order(order: &Order) {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_';
    assert!((1..=64).contains(&order.number.len()), "{:?}", order.number);
    assert!(order.number.bytes().all(plain), "it goes into paths: {:?}", order.number);
    let totals = [order.total, order.tax, order.shipping, order.discount];
    let lines = order.lines.iter().map(|line| line.total);
    let transactions = order.transactions.iter().map(|transaction| transaction.amount);
    for amount in totals.into_iter().chain(lines).chain(transactions).flatten() {
        check_amount(amount);
    }
    let status = order.payment_status.word();
    assert_eq!(sale::PaymentStatus::parse(status), order.payment_status);
}

fn check_amount(amount: Money) {
    assert!(amount.minor.unsigned_abs() <= money::MAX_MINOR.unsigned_abs(), "{amount}");
    assert_eq!(Money::parse(&amount.decimal(), amount.currency), Ok(amount));
}

/// The order compared with itself, and with how it was when half of it was not there yet.
fn check_upsells(order: &Order) {
    let mut half = order.clone();
    half.lines.truncate(order.lines.len() / 2);
    half.transactions.truncate(order.transactions.len() / 2);
    let now = OrderShape::of(order);
    let kept = serde_json::to_string(&now).expect("a shape can be kept");
    assert_eq!(serde_json::from_str::<OrderShape>(&kept).expect("and read"), now);
    for variant in order.lines.iter().filter_map(|line| line.variant_id).chain([0, i64::MIN]) {
        let same = evidence(&now, order, variant, &[]);
        assert_eq!(same, UpsellEvidence::Nothing, "nothing was added");
        check_evidence(order, &OrderShape::of(&half), variant);
        check_evidence(order, &OrderShape::default(), variant);
    }
    assert_eq!(failed_since(&now, order, &[]), None);
}

/// Only money that was taken since makes a charge, only a failure since a decline.
fn check_evidence(order: &Order, before: &OrderShape, variant: i64) {
    let has = |id, fits: fn(&sale::Transaction) -> bool| {
        let new = !before.transactions.contains(&id);
        new && order.transactions.iter().any(|found| found.id == id && fits(found))
    };
    match evidence(before, order, variant, &[]) {
        UpsellEvidence::Charged { transaction: Some(id), .. } => {
            assert!(has(id, sale::Transaction::took_money), "{id}");
        }
        UpsellEvidence::Charged { transaction: None, amount } => assert_eq!(amount, None),
        UpsellEvidence::Declined { transaction, .. } => {
            assert!(has(transaction, |found| found.failed), "{transaction}");
        }
        UpsellEvidence::Nothing | UpsellEvidence::Contradiction => {}
    }
    let all: Vec<i64> = order.transactions.iter().map(|transaction| transaction.id).collect();
    let explained = evidence(before, order, variant, &all);
    let charged = matches!(explained, UpsellEvidence::Charged { transaction: Some(_), .. });
    assert!(!charged, "what belongs to other charges makes none: {explained:?}");
}
