//! The power fails where money is on its way. What was acknowledged or sent is on the disk afterwards,
//! whatever became of the rest.

use serde_json::json;
use tillway_tests::deadline::in_time;
use tillway_tests::shop::{KETTLE, TEA};
use tillway_tests::{Buyer, Outcome, Setup, Shop, Till, Wire, books};

const ADD: &str = "/orders/{number}/add-line-items/";

/// How many failures are drawn for each point: each loses something else of what was not synced.
const DRAWS: u64 = 4;

async fn till(wire: &Wire, shop: &Shop) -> Till {
    let setup = Setup::default().on_a_ruled_disk().unpaced();
    setup.timing("closedPageMs", 600_000).over(wire, shop).await
}

/// The sale is paid by one order with so many charges, and the books prove it.
async fn assert_settled(till: &Till, shop: &Shop, sale: &str, charges: usize) {
    let paid = till.until_paid(sale).await;
    let order = shop.order_of(sale);
    assert_eq!((paid.order_number(), order.charges()), (order.number.as_str(), charges));
    assert_eq!((paid.times("payment_confirmed"), paid.matters()), (1, vec![]));
    till.verify().await;
}

#[tokio::test]
async fn with_a_placing_on_the_wire() {
    let shop = Shop::open().await;
    let wire = Wire::to(&shop).await;
    let mut till = till(&wire, &shop).await;
    for draw in 0..DRAWS {
        let sale = till.cart(&[KETTLE], Buyer::new("grace@example.com")).await;
        let mut held = wire.on("POST", "/orders/").once().hold_after();
        drop(till.begin("charge", json!({ "saleId": sale })));
        held.arrived().await;
        till.lose_power(draw).await;
        held.release();
        till.restart().await;
        let again = till.until_state(&sale, "building").await;
        assert_eq!(again.times("placing_started"), 1, "it was written down before it left");
        assert_eq!(till.charge(&sale).await.state(), "awaiting");
        let mut customer = till.customer_of(&sale).await;
        customer.pay().await;
        customer.come_back().await.assert_says("Thank you");
        assert_settled(&till, &shop, &sale, 1).await;
        till.ask("new_sale", json!({})).await;
    }
}

#[tokio::test]
async fn while_the_customer_is_on_the_payment_page() {
    let shop = Shop::open().await;
    let wire = Wire::to(&shop).await;
    let mut till = till(&wire, &shop).await;
    for draw in 0..DRAWS {
        let sale = till.awaiting(&[KETTLE], Buyer::new("grace@example.com")).await;
        let mut customer = till.customer_of(&sale).await;
        till.lose_power(draw).await;
        customer.pay().await;
        till.restart().await;
        assert_settled(&till, &shop, &sale, 1).await;
        till.ask("new_sale", json!({})).await;
    }
}

#[tokio::test]
async fn after_a_return_was_acknowledged() {
    let shop = Shop::open().await;
    let wire = Wire::to(&shop).await;
    let mut till = till(&wire, &shop).await;
    for draw in 0..DRAWS {
        let (sale, customer) = till.paid_but_not_back(&[KETTLE], "grace@example.com").await;
        let held = wire.on("GET", "/orders/{number}/").once().hold_before();
        customer.come_back().await.assert_says("Thank you");
        till.lose_power(draw).await;
        held.cut();
        till.restart().await;
        let paid = till.until_paid(&sale).await;
        assert_eq!(paid.times("order_returned"), 1, "what was acknowledged was on the disk");
        assert_settled(&till, &shop, &sale, 1).await;
        till.ask("new_sale", json!({})).await;
    }
}

#[tokio::test]
async fn before_a_return_is_on_the_disk() {
    let shop = Shop::open().await;
    let wire = Wire::to(&shop).await;
    let mut till = till(&wire, &shop).await;
    for draw in 0..DRAWS {
        let (sale, customer) = till.paid_but_not_back(&[KETTLE], "grace@example.com").await;
        let end = json!({ "endAt": "before_sync", "letBy": 0 });
        assert!(matches!(till.begin("machine", end).outcome().await, Outcome::Done(_)));
        let read = customer.way_back().try_to_go().await;
        assert!(read.is_err(), "nothing was promised to the customer: {read:?}");
        till.lose_power(draw).await;
        till.restart().await;
        assert_settled(&till, &shop, &sale, 1).await;
        till.ask("new_sale", json!({})).await;
    }
}

/// A body is on the disk before its customer is answered, and what it says is written after that. The
/// till ends before and after that answer; the next start makes of the body what this one would have.
#[tokio::test]
async fn between_a_return_and_what_is_made_of_it() {
    let shop = Shop::open().await;
    let wire = Wire::to(&shop).await;
    let mut till = till(&wire, &shop).await;
    let (mut unanswered, mut thanked) = (0, 0);
    for draw in 0..2 * DRAWS {
        let (moment, let_by) = if draw % 2 == 0 { ("after_sync", 0) } else { ("before_sync", 1) };
        let (sale, customer) = till.paid_but_not_back(&[KETTLE], "grace@example.com").await;
        let end = json!({ "endAt": moment, "letBy": let_by });
        assert!(matches!(till.begin("machine", end).outcome().await, Outcome::Done(_)));
        let page = customer.way_back().try_to_go().await;
        let mut gone = till.gone();
        in_time("the till's end", gone.wait_for(|gone| *gone)).await.expect("it is watched");
        till.lose_power(draw).await;
        let folder = till.data_dir();
        let unjudged = books::look_into_copy(&folder, |books| books.unjudged_return()).await;
        let is_unjudged = unjudged.is_some();
        till.restart().await;
        let paid = till.until_paid(&sale).await;
        if let Ok(page) = &page {
            page.assert_says("Thank you");
            thanked += usize::from(is_unjudged);
        } else {
            unanswered += usize::from(is_unjudged);
        }
        if page.is_ok() || is_unjudged {
            assert_eq!(paid.times("order_returned"), 1, "the body was on the disk");
            assert_eq!(paid.times("outcome_unknown"), 0, "the body was on the disk");
        }
        assert_settled(&till, &shop, &sale, 1).await;
        till.ask("new_sale", json!({})).await;
    }
    assert!(unanswered > 0 && thanked > 0, "{unanswered} and {thanked} times");
}

#[tokio::test]
async fn with_an_upsell_on_the_wire() {
    let shop = Shop::open().await;
    let wire = Wire::to(&shop).await;
    let mut till = till(&wire, &shop).await;
    for draw in 0..DRAWS {
        let sold = till.paid(&[KETTLE], Buyer::new("grace@example.com")).await;
        let tea = till.variant(TEA).await;
        let mut held = wire.on("POST", ADD).once().hold_after();
        drop(till.begin("add_upsell", sold.click(tea)));
        held.arrived().await;
        till.lose_power(draw).await;
        held.release();
        till.restart().await;
        till.until_charge(sold.id(), tea, "charged").await;
        assert_settled(&till, &shop, sold.id(), 2).await;
        till.ask("new_sale", json!({})).await;
    }
    let sent = wire.of("POST", ADD).len();
    assert_eq!(sent, usize::try_from(DRAWS).expect("few"), "none was sent a second time");
}
