//! Sheets of the end of a day: numbered, kept as they were made, and closing nothing.

use serde_json::{Value, json};
use tillway_tests::sale::minor;
use tillway_tests::shop::{KETTLE, TEA};
use tillway_tests::{Buyer, Setup, Shop, Till, Wire};

use super::{LONG_DAY, ZONE, in_currency, ms, paid_at, pay_back, set_clock, span, staff, taken};

async fn make(till: &Till, of: (i64, i64)) -> Value {
    till.ask("make_day_sheet", span(of)).await
}

async fn sheet(till: &Till, number: i64) -> Value {
    till.ask("day_sheet", json!({ "number": number })).await
}

fn number(sheet: &Value) -> i64 {
    sheet["sheet"]["number"].as_i64().expect("a number")
}

#[tokio::test]
async fn sheets_are_numbered_without_gaps_and_say_which_they_have_to_do_with() {
    let shop = Shop::open().await;
    let mut till = Setup::default().on_a_ruled_disk().in_zone(ZONE).at(&shop).await;
    staff(&till, "Ada", "link").await;
    let day = (ms(LONG_DAY.0), ms(LONG_DAY.1));
    let sold = paid_at(&till, "2026-11-01T15:00:00Z", &[KETTLE], "USD").await;
    let first = make(&till, day).await;
    assert_eq!((number(&first), &first["over"]), (1, &json!(false)), "the day goes on");
    assert_eq!(first["sheet"]["seller"], "Ada");
    let figures = &in_currency(&first["report"], "USD")["figures"];
    assert_eq!(minor(&figures["takings"]), Some(taken(&shop, &[&sold])));

    paid_at(&till, "2026-11-01T16:00:00Z", &[TEA], "USD").await;
    set_clock(&till, LONG_DAY.1).await;
    let again = make(&till, day).await;
    assert_eq!((number(&again), &again["repeats"], &again["over"]), (2, &json!(1), &json!(true)));
    assert_eq!(in_currency(&again["report"], "USD")["figures"]["orders"], 2);
    let next = make(&till, (day.1, day.1 + 24 * 3_600_000)).await;
    assert_eq!((number(&next), &next["continues"], &next["repeats"]), (3, &json!(2), &Value::Null));
    let across = make(&till, (day.0 + 3_600_000, day.1)).await;
    assert_eq!((number(&across), &across["overlaps"]), (4, &json!(2)));

    // Whatever happens later, and after a crash, they say what they said.
    pay_back(&till, &shop, &sold, "5.00").await;
    till.restart().await;
    assert_eq!(sheet(&till, 1).await, first);
    assert_eq!(sheet(&till, 2).await, again);
    let page = till.ask("day_sheets", json!({ "before": null, "limit": 3 })).await;
    let numbers = |page: &Value| {
        let rows = page.as_array().expect("a list").iter();
        rows.map(|row| row["number"].as_i64().expect("a number")).collect::<Vec<_>>()
    };
    assert_eq!(numbers(&page), [4, 3, 2]);
    let rest = till.ask("day_sheets", json!({ "before": 2, "limit": 3 })).await;
    assert_eq!(numbers(&rest), [1]);
    let none = till.call("day_sheet", json!({ "number": 5 })).await;
    assert_eq!(none.expect_err("there is none").code(), "not_found");
    till.verify().await;
}

#[tokio::test]
async fn a_sheet_is_printed_as_often_as_wanted_and_each_but_the_first_is_a_copy() {
    let shop = Shop::open().await;
    let till = Setup::default().in_zone(ZONE).at(&shop).await;
    let printer = till.data_dir().join("printer");
    let paper = json!({ "printer": "file", "place": printer });
    till.ask("save_settings", json!({ "settings": { "paper": paper } })).await;
    till.paid(&[KETTLE], Buyer::new("grace@example.com")).await;
    make(&till, super::EVER).await;
    let print = || till.ask("print_day_sheet", json!({ "number": 1 }));
    print().await;
    let first = std::fs::read(&printer).expect("what was printed");
    assert!(String::from_utf8_lossy(&first).contains("Day sheet 1"));
    assert!(!String::from_utf8_lossy(&first).contains("COPY"));
    print().await;
    let both = std::fs::read(&printer).expect("what was printed");
    assert!(String::from_utf8_lossy(&both).contains("COPY 1"));
    let none = till.call("print_day_sheet", json!({ "number": 2 })).await;
    assert_eq!(none.expect_err("there is none").code(), "not_found");
}

#[tokio::test]
async fn a_sheet_lists_what_is_open_and_leaves_it_open() {
    let shop = Shop::open().await;
    let wire = Wire::to(&shop).await;
    let setup = Setup::default().timing("upsellMs", 600_000).timing("closedPageMs", 600_000);
    let till = setup.over(&wire, &shop).await;
    let sold = till.paid(&[KETTLE], Buyer::new("grace@example.com")).await;
    let tea = till.variant(TEA).await;
    wire.on("POST", "/orders/{number}/add-line-items/").cut_before();
    till.add_upsell(sold.id(), tea).await;
    till.until_charge(sold.id(), tea, "unknown").await;
    till.ask("new_sale", json!({})).await;
    let lost = till.awaiting(&[TEA], Buyer::new("never-returns@example.com")).await;
    till.close_window(&lost).await;
    till.until_state(&lost, "unknown").await;
    till.ask("new_sale", json!({})).await;
    let waiting = till.awaiting(&[KETTLE], Buyer::new("grace@example.com")).await;

    let made = make(&till, super::EVER).await;
    let open = made["open"].as_array().expect("a list");
    let listed: Vec<_> = open.iter().map(|matter| (&matter["kind"], &matter["saleId"])).collect();
    let expected =
        [("upsell", sold.id()), ("unknown", lost.as_str()), ("awaiting", waiting.as_str())];
    let expected = expected.map(|(kind, sale)| (json!(kind), json!(sale)));
    assert_eq!(listed, expected.iter().map(|(kind, sale)| (kind, sale)).collect::<Vec<_>>());
    assert_eq!(open[0]["orderNumber"], sold.order_number());
    let estimate = till.sale(&waiting).await.view()["estimate"]["total"].clone();
    assert_eq!(open[2]["amount"], estimate);

    for (sale, state) in [(sold.id(), "paid"), (&lost, "unknown"), (&waiting, "awaiting")] {
        assert_eq!(till.sale(sale).await.state(), state, "a sheet changes nothing");
    }
    assert!(!made.to_string().contains("example.com"), "it is kept for good and names nobody");
    assert!(!made.to_string().contains("Okafor"), "it is kept for good and names nobody");
    // Of a span before them nothing of this is told.
    let before = make(&till, (0, sold.view()["startedAt"].as_i64().expect("a moment"))).await;
    assert_eq!((&before["open"], &before["report"]["currencies"]), (&json!([]), &json!([])));
    till.verify().await;
}
