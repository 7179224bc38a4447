//! Chaos: two hundred runs in which everything goes wrong that can; and that their comparison finds
//! what it is there to find.

use ledger::Recorded;
use sale::{ChargeState, RequestState, SaleEvent, SaleState};
use serde_json::json;
use tillway_tests::Customer;
use tillway_tests::chaos::{Far, Near, Plan, Said, Seen, compare, play, play_all};

/// How many runs are played at once: they mostly wait.
const AT_ONCE: usize = 48;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_hundred_runs_end_in_the_truth() {
    let tally = play_all(1..201, AT_ONCE, |_| {}).await;
    assert!(tally.violations.is_empty(), "{tally}");
    for counts in [&tally.work, &tally.faults, &tally.ends, &tally.machine] {
        assert!(counts.values().all(|count| *count > 0), "something never happened:\n{tally}");
    }
}

/// Both books of a run in which nothing went wrong, and what was seen.
async fn fair_run() -> (Near, Far, Seen) {
    let books = play(Plan::fair()).await.books().await.expect("a ledger that can be read");
    assert_eq!(compare(&books.0, &books.1, &books.2), [""; 0]);
    books
}

#[tokio::test]
async fn an_order_that_the_till_was_not_told_of_is_found() {
    let run = play(Plan::fair()).await;
    let (_, far, _) = run.books().await.expect("a ledger that can be read");
    for sale in [far.orders[0].sale.as_str(), "01a205f0-0000-7000-8000-000000000000"] {
        let page = &run.stage.shop.books().payment_pages[0];
        let mut order = page.request.clone();
        order["attribution"]["utm_content"] = json!(sale);
        run.stage.shop.write("/orders/", &order).await;
        let page = run.stage.shop.books().payment_pages.last().expect("a page").id.clone();
        let address = format!("{}/pay/{page}/", run.stage.shop.origin());
        Customer::open(&address).await.pay().await;
    }
    let (near, far, seen) = run.books().await.expect("a ledger that can be read");
    let found = compare(&near, &far, &seen).join("\n");
    assert!(found.contains("was charged and nobody is told"), "{found}");
    assert!(found.contains("which is not here"), "{found}");
    assert!(found.contains("was placed by nobody"), "{found}");
}

#[tokio::test]
async fn a_charge_that_the_till_did_not_send_is_found() {
    let run = play(Plan::fair()).await;
    let (near, far, _) = run.books().await.expect("a ledger that can be read");
    let variant = near.sales[0].upsells[0].variant_id;
    let lines = json!({ "lines": [{ "product_id": variant, "quantity": 1, "is_upsell": true }] });
    let path = format!("/orders/{}/add-line-items/", far.orders[0].number);
    run.stage.shop.write(&path, &lines).await;
    let (near, far, seen) = run.books().await.expect("a ledger that can be read");
    let found = compare(&near, &far, &seen).join("\n");
    assert!(found.contains("is no one charge here"), "{found}");
    assert!(found.contains("comes to"), "{found}");
}

/// Something about a run's books that is changed behind everybody's back.
type Mischief = fn(&mut Near, &mut Far, &mut Seen);

/// Each of them alone must be found, in these words.
const MISCHIEFS: [(&str, Mischief); 21] = [
    ("is NotPaid", |near, _, _| near.sales[0].record.state = SaleState::NotPaid),
    ("is still Unknown", |near, _, _| near.sales[0].record.state = SaleState::Unknown),
    ("is Paid by", |_, far, _| far.orders.clear()),
    ("which took nothing", |_, far, _| far.orders[0].debits.clear()),
    ("confirmed 2 times", |near, _, _| {
        let sale = &mut near.sales[0];
        let confirmed =
            |event: &&Recorded| matches!(event.event, SaleEvent::PaymentConfirmed { .. });
        sale.events.extend(sale.events.iter().find(confirmed).cloned());
    }),
    ("is no one charge here", |near, _, _| {
        near.sales[0].upsells[0].state = ChargeState::NotCharged;
    }),
    ("by no debit of its own", |_, far, _| far.orders[0].debits.truncate(1)),
    ("which the store did not say", |near, _, _| {
        let (sequence, at) = (1, i64::MAX);
        let event = SaleEvent::NotPaidConfirmed;
        near.sales[0].events.push(Recorded { sequence, at, event });
    }),
    ("more than once", |near, _, _| {
        let charges = &mut near.sales[0].upsells;
        charges.extend(charges.clone());
    }),
    ("was placed by nobody", |near, _, _| near.sales[0].attempts.clear()),
    ("which was not kept", |near, _, _| near.sales[0].attempts[0].payment_url = None),
    ("was acknowledged and not kept", |near, _, _| near.sales[0].bodies.clear()),
    ("the store got 2 requests", |_, far, _| far.adds.extend(far.adds.clone())),
    ("0 clicks on", |_, _, seen| seen.clicks.clear()),
    ("refunds of order", |near, _, _| near.sales[0].refunds.clear()),
    ("by no refund of the store", |_, far, _| far.orders[0].refunds.clear()),
    ("is still Some(Unknown)", |near, _, _| {
        near.sales[0].refunds[0].state = RequestState::Unknown;
    }),
    ("is cancelled there: true", |_, far, _| far.orders[0].is_cancelled = true),
    ("the store got 2 refund_order", |_, far, _| far.refunds.extend(far.refunds.clone())),
    ("0 confirmed refund_order", |_, _, seen| seen.confirmed.clear()),
    ("read that it was not completed", |_, _, seen| {
        seen.posts[0].said = Some(Said::NotCompleted);
    }),
];

#[tokio::test]
async fn whatever_the_two_books_do_not_agree_on_is_found() {
    let books = fair_run().await;
    for (words, change) in MISCHIEFS {
        let (mut near, mut far, mut seen) = books.clone();
        change(&mut near, &mut far, &mut seen);
        let found = compare(&near, &far, &seen).join("\n");
        assert!(found.contains(words), "not found: {words}\n{found}");
    }
}
