//! A posted form: what the receiver takes for the order in it, and what may be believed of that.

use admin_api::{Returned, read_order, read_return};
use sale::{Order, PaymentStatus, Point, SaleId, differences};

use crate::order_reader::check_order;

const SALE: &str = "0192f0c1-7a3b-7c4d-8e5f-001122334455";

/// The store's own record of the sale's one order.
const RECORD: &str = r#"{"number": "30417", "currency": "USD", "total_incl_tax": "18.40",
    "payment_status": "paid", "attribution": {"utm_content": "0192f0c1-7a3b-7c4d-8e5f-001122334455"}}"#;

/// Takes a body as the receiver and the till do.
///
/// # Panics
/// When something does not hold.
pub fn return_body(body: &[u8]) {
    let Some(response) = return_receiver::response(body) else { return };
    let returned = read_return(&response);
    assert_eq!(returned, read_return(&response), "reading twice gives the same");
    match returned {
        Returned::Order(order) => {
            check_order(&order);
            check_belief(&order);
        }
        Returned::Nothing => assert_eq!(read_order(&response), None, "nothing is no order"),
        Returned::Unreadable => {}
    }
}

/// Whatever a return says, it makes nothing believed that the store's record does not say.
fn check_belief(returned: &Order) {
    let sale: SaleId = SALE.parse().expect("an id");
    let record = read_order(RECORD).expect("an order");
    let found = differences(&sale, Some(returned), &record);
    let same = (&returned.number, returned.currency, returned.total)
        == (&record.number, record.currency, record.total);
    assert_eq!(found.is_empty(), same, "{found:?}");

    let unpaid = Order { payment_status: PaymentStatus::Pending, ..record.clone() };
    let points = |found: &[sale::Difference]| found.iter().any(|d| d.point == Point::PaymentStatus);
    assert!(points(&differences(&sale, Some(returned), &unpaid)), "unpaid is never believed");
    let another = Order { sale_reference: None, ..record.clone() };
    assert!(!differences(&sale, Some(returned), &another).is_empty(), "nor another's order");

    // What it says of its own payment and its own sale counts for nothing.
    let boasting = Order {
        payment_status: PaymentStatus::Paid,
        sale_reference: Some(SALE.to_owned()),
        ..returned.clone()
    };
    assert_eq!(differences(&sale, Some(&boasting), &record), found);
    for difference in &found {
        assert_ne!(difference.expected, difference.found, "{difference:?}");
    }
}
