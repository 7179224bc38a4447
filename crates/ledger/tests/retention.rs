//! What is forgotten of a customer: looked for in every column of every table, whoever wrote it.

use ledger::{
    Forgetting, Forgotten, Ledger, NewAttempt, NewRefund, NewUpsell, RefundOutcome, Settlement,
};
use rusqlite::Connection;
use rusqlite::types::ValueRef;
use sale::{
    Cart, ChargeState, Currency, Customer, Money, OrderShape, RefundPlan, RefundShape,
    RequestState, ReturnToken, SaleEvent, SaleId, SaleState, UpsellId,
};

/// Stands in every place that a customer's words can come to.
const JANE: &str = "jane.doe@example.com";

fn sale_id(number: u32) -> SaleId {
    format!("0192f0c1-7a3b-7c4d-8e5f-{number:012x}").parse().expect("an id")
}

fn upsell_id() -> UpsellId {
    "0192f0c1-7a3b-7c4d-8e5f-0000000000ff".parse().expect("an id")
}

/// A sale of Jane's that was given up, with her in all that is kept of it.
fn keep_everything(posting: &ledger::Posting<'_>, id: &SaleId) -> ledger::Result<()> {
    posting.start_sale(id, Currency::USD, 1)?;
    let mut cart = Cart::new(Currency::USD);
    cart.customer = Customer { email: JANE.to_owned(), ..Customer::default() };
    cart.note = format!("Ring {JANE}");
    posting.save_cart(id, &cart, Money::new(500, Currency::USD))?;
    let token = ReturnToken::new([u8::try_from(id.as_str().len()).unwrap_or(0); 32]);
    let new = NewAttempt {
        token: token.digest(),
        port: 4000,
        method: "link".to_owned(),
        estimate_minor: 500,
    };
    let attempt = posting.begin_attempt(id, &new, 2)?;
    let estimate = Money::new(500, Currency::USD);
    posting.record(id, &SaleEvent::PlacingStarted { attempt, lines: 1, estimate }, 2)?;
    posting.set_payment_page(id, attempt, &format!("https://pay.example.com/{JANE}"), 3)?;
    let host = "pay.example.com".to_owned();
    posting.record(id, &SaleEvent::OrderPlaced { attempt, host }, 3)?;
    posting.keep_return(&token.digest(), format!("\"{JANE}\"").as_bytes(), 4)?;
    posting.keep_order(id, "7", &order(), 5)?;
    posting.keep_notes("7", JANE, 5)?;
    posting.set_refusal(id, Some(JANE))?;
    posting.set_check_error(id, Some(JANE))?;
    let upsell = NewUpsell {
        id: upsell_id(),
        sale_id: id.clone(),
        order_number: "7".to_owned(),
        variant_id: 201,
        title: "Mug".to_owned(),
        variant_title: String::new(),
        price: estimate,
        shape: OrderShape::default(),
    };
    posting.intend_upsell(&upsell, 6)?;
    posting.move_upsell(&upsell.id, ChargeState::Sent, &Settlement::default(), 6)?;
    let declined = Settlement { reason: Some(JANE.to_owned()), ..Settlement::default() };
    posting.move_upsell(&upsell.id, ChargeState::Declined, &declined, 7)?;
    posting.see_customer(&cart.customer, 7)?;
    posting.record(id, &SaleEvent::SaleCancelled, 8).map(drop)
}

/// What the store refuses of a sale, in its own words.
fn be_refused(posting: &ledger::Posting<'_>, id: &SaleId, at: i64) -> ledger::Result<()> {
    let (order_number, amount) = ("7".to_owned(), Money::new(500, Currency::USD));
    let plan =
        RefundPlan { lines: Vec::new(), pay_backs: Vec::new(), before: RefundShape::default() };
    let refund = NewRefund { sale_id: id.clone(), order_number, amount, plan };
    let entry = posting.begin_refund(&refund, 0, at)?;
    let refused = RefundOutcome { error: Some(JANE.to_owned()), ..RefundOutcome::default() };
    posting.move_refund(entry, RequestState::NotDone, &refused)?;
    posting.begin_cancellation(id, "7", true, at)?;
    posting.move_cancellation("7", RequestState::NotDone, Some(JANE)).map(drop)
}

fn order() -> String {
    serde_json::json!({
        "number": "7", "total_incl_tax": "5.00", "user": { "id": 1, "email": JANE },
        "something_new": [JANE], "lines": [{ "id": 1, "product_title": "Mug", "text": JANE }],
    })
    .to_string()
}

/// The columns that hold Jane, as `table.column`.
fn places(path: &std::path::Path) -> Vec<String> {
    let connection = Connection::open(path).expect("readable");
    let sql = "SELECT name FROM sqlite_master WHERE type = 'table' AND sql NOT LIKE '%VIRTUAL%'";
    let mut tables = connection.prepare(sql).expect("a schema");
    let tables: Vec<String> =
        tables.query_map([], |row| row.get(0)).and_then(Iterator::collect).expect("its tables");
    assert!(tables.len() > 15, "{tables:?}");
    let mut places = Vec::new();
    for table in tables {
        let mut rows = connection.prepare(&format!("SELECT * FROM {table}")).expect("a table");
        let names: Vec<String> = rows.column_names().into_iter().map(str::to_owned).collect();
        let mut rows = rows.query([]).expect("rows");
        while let Some(row) = rows.next().expect("a row") {
            for (column, name) in names.iter().enumerate() {
                let holds = match row.get_ref(column).expect("a column") {
                    ValueRef::Text(bytes) | ValueRef::Blob(bytes) => {
                        bytes.windows(JANE.len()).any(|part| part == JANE.as_bytes())
                    }
                    _ => false,
                };
                if holds {
                    places.push(format!("{table}.{name}"));
                }
            }
        }
    }
    places.dedup();
    places
}

#[tokio::test]
async fn whatever_is_personal_of_an_old_sale_goes_and_the_chain_stays() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("ledger.sqlite3");
    let ledger = Ledger::open(&path).expect("a new file");
    let id = sale_id(1);
    let of = id.clone();
    ledger.post(move |posting| keep_everything(posting, &of)).await.expect("kept");
    let known = [
        "sales.cart",
        "sales.refusal",
        "sales.customer",
        "sales.check_error",
        "attempts.payment_url",
        "returns.body",
        "orders.raw",
        "orders.notes",
        "upsells.reason",
        "customers.email",
        "customers.fields",
    ];
    for place in known {
        assert!(places(&path).iter().any(|found| found == place), "{place} held her");
    }

    let forgetting = Forgetting { before: 9, now: 20, shown: "current_sale", limit: 10 };
    let forget = move |posting: &ledger::Posting<'_>| posting.forget_customers(&forgetting);
    let forgotten = ledger.post(forget).await.expect("written");
    assert_eq!(forgotten, Forgotten { sales: vec![id.clone()], others: 1 });
    assert_eq!(places(&path), [""; 0], "her customer's row too");
    let of = id.clone();
    let again = move |posting: &ledger::Posting<'_>| {
        posting.keep_order(&of, "7", &order(), 21)?;
        posting.keep_notes("7", JANE, 21)?;
        posting.forget_customers(&Forgetting { before: 30, ..forgetting })
    };
    assert_eq!(ledger.post(again).await.expect("written"), Forgotten::default());
    assert_eq!(places(&path), [""; 0], "a record that is read again");
    let of = id.clone();
    let later = move |posting: &ledger::Posting<'_>| {
        be_refused(posting, &of, 31)?;
        posting.forget_customers(&Forgetting { before: 40, ..forgetting })
    };
    let forgotten = ledger.post(later).await.expect("written");
    assert!(forgotten.sales.is_empty() && !forgotten.is_nobody(), "{forgotten:?}");
    assert_eq!(places(&path), [""; 0], "what was asked for after she was forgotten");
    let kept = ledger.look_up(move |books| {
        let order = books.order("7")?.expect("it is there");
        Ok((books.sale(&id)?.state, order.raw, books.verify()?))
    });
    let (state, raw, proof) = kept.await.expect("readable");
    assert_eq!(state, SaleState::Cancelled);
    assert!(raw.contains("\"total_incl_tax\":\"5.00\"") && raw.contains("Mug"), "{raw}");
    proof.expect("books that prove themselves");
}
