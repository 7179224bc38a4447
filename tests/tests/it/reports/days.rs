//! Days and spans: each order in its day, hour, currency, method and seller, and nothing twice.

use serde_json::json;
use tillway_tests::sale::minor;
use tillway_tests::shop::{E_BOOK, KETTLE, TEA};
use tillway_tests::{Buyer, Setup, Shop};

use super::{
    EVER, LONG_DAY, ZONE, in_currency, ms, now_ms, paid_at, pay_back, report, rows, staff, taken,
};

#[tokio::test]
async fn a_day_with_an_hour_that_comes_twice_holds_what_was_paid_in_it() {
    let shop = Shop::open().await;
    let till = Setup::default().on_a_ruled_disk().in_zone(ZONE).at(&shop).await;
    staff(&till, "Ada", "link").await;
    // Ten minutes before the day.
    let before = paid_at(&till, "2026-11-01T03:50:00Z", &[KETTLE], "USD").await;
    let first = paid_at(&till, "2026-11-01T04:10:00Z", &[TEA, KETTLE], "USD").await;
    staff(&till, "Ben", "paypal").await;
    // Half past one, and half past one again.
    let summer = paid_at(&till, "2026-11-01T05:30:00Z", &[TEA], "USD").await;
    let winter = paid_at(&till, "2026-11-01T06:30:00Z", &[KETTLE], "USD").await;
    staff(&till, "", "link").await;
    let last = paid_at(&till, "2026-11-02T04:50:00Z", &[E_BOOK], "EUR").await;

    let day = (ms(LONG_DAY.0), ms(LONG_DAY.1));
    let told = report(&till, day).await;
    assert_eq!(told["currencies"].as_array().map(Vec::len), Some(2));
    let dollars = in_currency(&told, "USD");
    let sum = taken(&shop, &[&first, &summer, &winter]);
    assert_eq!(minor(&dollars["figures"]["takings"]), Some(sum));
    assert_eq!(minor(&dollars["figures"]["average"]), Some(sum / 3));
    assert_eq!(
        (&dollars["figures"]["orders"], &dollars["figures"]["items"]),
        (&json!(3), &json!(4))
    );
    let (ada, ben) = (taken(&shop, &[&first]), taken(&shop, &[&summer, &winter]));
    let mut expected = [(json!("Ada"), ada, json!(1)), (json!("Ben"), ben, json!(2))];
    expected.sort_by_key(|(_, takings, _)| -takings);
    let expected: Vec<_> =
        expected.iter().map(|(name, sum, orders)| (name, *sum, orders)).collect();
    assert_eq!(rows(&dollars["sellers"], "name"), expected);
    let methods: Vec<_> = rows(&dollars["methods"], "name").iter().map(|row| row.1).collect();
    assert_eq!(methods, [ada.max(ben), ada.min(ben)], "Link and PayPal");
    let (zero, one) = (json!(0), json!(1));
    let hours = [(&zero, ada, &json!(1)), (&one, ben, &json!(2))];
    assert_eq!(rows(&dollars["hours"], "hour"), hours);
    assert_eq!(dollars["days"], json!([]), "a chart of one day says nothing");

    let euros = in_currency(&told, "EUR");
    assert_eq!(rows(&euros["hours"], "hour"), [(&json!(23), taken(&shop, &[&last]), &json!(1))]);
    assert_eq!(euros["sellers"][0]["name"], "");

    // Three days, one of which is long and one empty.
    let three = (day.0 - 24 * 3_600_000, day.1 + 24 * 3_600_000);
    let told = report(&till, three).await;
    let days = rows(&in_currency(&told, "USD")["days"], "from");
    let starts = [three.0, day.0, day.1].map(|at| json!(at));
    let (early, nothing) = (taken(&shop, &[&before]), json!(0));
    let expected =
        [(&starts[0], early, &one), (&starts[1], sum, &json!(3)), (&starts[2], 0, &nothing)];
    assert_eq!(days, expected);
    till.verify().await;
}

#[tokio::test]
async fn what_is_paid_back_counts_when_it_was_paid_back() {
    let shop = Shop::open().await;
    let till = Setup::default().on_a_ruled_disk().in_zone(ZONE).at(&shop).await;
    staff(&till, "Ada", "link").await;
    let sold = paid_at(&till, "2026-11-01T15:00:00Z", &[KETTLE], "USD").await;
    pay_back(&till, &shop, &sold, "10.50").await;
    pay_back(&till, &shop, &sold, "2.00").await;

    let sum = taken(&shop, &[&sold]);
    let day = report(&till, (ms(LONG_DAY.0), ms(LONG_DAY.1))).await;
    let figures = &in_currency(&day, "USD")["figures"];
    assert_eq!((minor(&figures["takings"]), &figures["refunds"]), (Some(sum), &json!(0)));
    assert_eq!(minor(&figures["net"]), Some(sum));
    // The store paid it back by its own clock, which is right.
    let today = report(&till, (now_ms() - 3_600_000, now_ms() + 3_600_000)).await;
    let figures = &in_currency(&today, "USD")["figures"];
    assert_eq!((minor(&figures["refunded"]), &figures["refunds"]), (Some(1_250), &json!(2)));
    assert_eq!((minor(&figures["net"]), &figures["orders"]), (Some(-1_250), &json!(0)));
    assert_eq!(figures["average"], json!(null));
    assert_eq!(in_currency(&today, "USD")["sellers"][0]["name"], "Ada");
    let ever = report(&till, EVER).await;
    assert_eq!(minor(&in_currency(&ever, "USD")["figures"]["net"]), Some(sum - 1_250));
    // Read again, it is no more than it was.
    till.ask_of("refresh_order", sold.id()).await;
    assert_eq!(report(&till, EVER).await, ever);
}

#[tokio::test]
async fn upsells_are_part_of_what_their_sale_brought() {
    let shop = Shop::open().await;
    let till = Setup::default().at(&shop).await;
    let sold = till.paid(&[KETTLE], Buyer::new("grace@example.com")).await;
    let tea = till.variant(TEA).await;
    till.add_upsell(sold.id(), tea).await;
    till.until_charge(sold.id(), tea, "charged").await;
    till.ask("new_sale", json!({})).await;
    // What was not paid counts for nothing.
    till.awaiting(&[KETTLE], Buyer::new("grace@example.com")).await;

    let told = report(&till, EVER).await;
    let dollars = in_currency(&told, "USD");
    let order = shop.order_of(sold.id());
    let figures = &dollars["figures"];
    assert_eq!(
        (minor(&figures["takings"]), &figures["orders"]),
        (Some(order.total_minor), &json!(1))
    );
    assert_eq!(figures["items"], 2);
    let upsold = order.transactions[1].amount_minor;
    assert_eq!(minor(&dollars["upsells"]["total"]), Some(upsold));
    let offered = sold.view()["upsells"].as_array().map(Vec::len).expect("a list");
    let upsells = &dollars["upsells"];
    assert_eq!((&upsells["taken"], &upsells["offered"]), (&json!(1), &json!(offered)));
    assert_eq!(upsells["ratePermille"], 1_000 / offered);
    let tax = shop.read(&format!("/orders/{}/", order.number)).await["total_tax"].clone();
    assert_eq!((&dollars["tax"]["amount"], &dollars["untaxed"]), (&tax, &json!(0)));
    let products = dollars["products"].as_array().expect("a table");
    let brought: Vec<_> =
        products.iter().map(|row| (&row["quantity"], minor(&row["total"]))).collect();
    assert_eq!(brought.len(), 2, "{products:?}");
    assert!(brought[0].1 > brought[1].1, "the best comes first: {brought:?}");
    assert_eq!(dollars["days"], json!([]), "all times are not told by days");
}

#[tokio::test]
async fn an_empty_span_is_empty_and_so_is_one_that_ends_before_it_begins() {
    let shop = Shop::open().await;
    let till = Setup::default().at(&shop).await;
    let sold = till.paid(&[KETTLE], Buyer::new("grace@example.com")).await;
    let began = sold.view()["startedAt"].as_i64().expect("a moment");
    for of in [(0, began), (EVER.1, 0), (i64::MAX, i64::MIN)] {
        assert_eq!(report(&till, of).await["currencies"], json!([]), "{of:?}");
    }
    let all = report(&till, (i64::MIN, i64::MAX)).await;
    assert_eq!(in_currency(&all, "USD")["figures"]["orders"], 1);
}
