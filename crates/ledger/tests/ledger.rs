//! The ledger through its own door: real files, real commits, and a second connection where
//! somebody else's hand is meant.

use std::path::PathBuf;

use ledger::{
    Ledger, LedgerError, NewAttempt, NewRefund, NewUpsell, RefundOutcome, SaleFilter, SearchQuery,
    Settlement,
};
use sale::{
    Attention, Cart, CartChange, ChargeState, Currency, Money, OrderShape, PayBack, Price, Product,
    RefundPlan, RefundShape, RequestState, ReturnToken, SaleEvent, SaleId, SaleState, Stock,
    Variant,
};

struct Desk {
    ledger: Ledger,
    path: PathBuf,
    _folder: tempfile::TempDir,
}

fn desk() -> Desk {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("ledger.sqlite3");
    Desk { ledger: Ledger::open(&path).expect("a new file"), path, _folder: folder }
}

fn sale_id(number: u32) -> SaleId {
    format!("0192f0c1-7a3b-7c4d-8e5f-{number:012x}").parse().expect("an id")
}

fn token(byte: u8) -> ReturnToken {
    ReturnToken::new([byte; 32])
}

fn placed(attempt: u32) -> SaleEvent {
    SaleEvent::OrderPlaced { attempt, host: "pay.example.com".to_owned() }
}

fn placing(attempt: u32) -> SaleEvent {
    SaleEvent::PlacingStarted { attempt, lines: 1, estimate: Money::new(500, Currency::USD) }
}

impl Desk {
    /// A sale that has been placed once with [`token`]`(number)`.
    async fn awaiting(&self, number: u8) -> SaleId {
        let id = sale_id(u32::from(number));
        let sale = id.clone();
        self.ledger
            .post(move |posting| {
                posting.start_sale(&sale, Currency::USD, 1)?;
                let attempt = NewAttempt {
                    token: token(number).digest(),
                    port: 4000,
                    method: "link".to_owned(),
                    estimate_minor: 500,
                };
                let attempt = posting.begin_attempt(&sale, &attempt, 2)?;
                posting.record(&sale, &placing(attempt), 2)?;
                posting.set_payment_page(&sale, attempt, "https://pay.example.com/x", 3)?;
                posting.record(&sale, &placed(attempt), 3)
            })
            .await
            .expect("a sound walk");
        id
    }
}

#[tokio::test]
async fn a_refused_event_leaves_nothing_behind() {
    let desk = desk();
    let id = desk.awaiting(1).await;
    let sale = id.clone();
    let refused = desk
        .ledger
        .post(move |posting| {
            posting.set_refusal(&sale, Some("{}"))?;
            posting.record(&sale, &SaleEvent::SaleHeld, 9)
        })
        .await;
    assert!(matches!(refused, Err(LedgerError::NotAllowed(_))), "{refused:?}");
    let (record, events) = desk
        .ledger
        .look_up(move |books| Ok((books.sale(&id)?, books.events(&id)?)))
        .await
        .expect("readable");
    assert_eq!(record.state, SaleState::Awaiting);
    assert_eq!(record.refusal, None);
    assert_eq!(events.len(), 3);
}

#[tokio::test]
async fn a_return_is_kept_byte_for_byte_and_once() {
    let desk = desk();
    let id = desk.awaiting(1).await;
    let body = b"response=%7B%22number%22%3A%221%22%7D\xff".to_vec();
    for repeats in 0..3 {
        let body = body.clone();
        let kept = desk
            .ledger
            .post(move |posting| posting.keep_return(&token(1).digest(), &body, 5))
            .await
            .expect("a known token");
        assert_eq!((kept.repeats, &kept.attempt.sale_id), (Some(repeats), &id));
    }
    let bodies = desk.ledger.look_up(move |books| books.returned_bodies(&id)).await;
    assert_eq!(bodies.expect("readable"), [(1, body)]);
    let unknown =
        desk.ledger.post(|posting| posting.keep_return(&token(9).digest(), b"x", 5)).await;
    assert!(matches!(unknown, Err(LedgerError::NotFound(_))));
}

#[tokio::test]
async fn of_each_body_the_first_and_one_repeat_are_to_be_judged() {
    let desk = desk();
    let id = desk.awaiting(1).await;
    let keep = |body: &'static [u8]| {
        desk.ledger.post(move |posting| posting.keep_return(&token(1).digest(), body, 5))
    };
    let judge = || {
        desk.ledger.post(|posting| {
            let kept = posting.unjudged_return()?;
            kept.iter().try_for_each(|kept| posting.set_judged(kept))?;
            ledger::Result::Ok(kept.map(|kept| (kept.sale_id, kept.body, kept.repeated)))
        })
    };
    assert_eq!(judge().await.expect("readable"), None);
    for body in [b"one", b"two", b"one"] {
        keep(body).await.expect("a known token");
    }
    for (body, repeated) in [(b"one", false), (b"one", true), (b"two", false)] {
        let expected = Some((id.clone(), body.to_vec(), repeated));
        assert_eq!(judge().await.expect("readable"), expected);
    }
    assert_eq!(judge().await.expect("readable"), None);
    keep(b"one").await.expect("a known token");
    assert_eq!(judge().await.expect("readable"), None, "it says nothing new");
    keep(b"two").await.expect("a known token");
    assert_eq!(judge().await.expect("readable"), Some((id, b"two".to_vec(), true)));
}

#[tokio::test]
async fn of_one_placing_only_so_many_different_returns_are_kept() {
    let desk = desk();
    let id = desk.awaiting(1).await;
    let keep = |body: String| {
        desk.ledger.post(move |posting| posting.keep_return(&token(1).digest(), body.as_bytes(), 5))
    };
    for body in 0..20 {
        assert_eq!(keep(body.to_string()).await.expect("a known token").repeats, Some(0));
    }
    assert_eq!(keep("one more".to_owned()).await.expect("a known token").repeats, None);
    assert_eq!(keep("7".to_owned()).await.expect("a known token").repeats, Some(1));
    let bodies = desk.ledger.look_up(move |books| books.returned_bodies(&id)).await;
    assert_eq!(bodies.expect("readable").len(), 20);
}

#[tokio::test]
async fn events_can_neither_be_changed_nor_removed() {
    let desk = desk();
    desk.awaiting(1).await;
    let connection = rusqlite::Connection::open(&desk.path).expect("the file");
    assert!(connection.execute("UPDATE events SET at = 1", []).is_err());
    assert!(connection.execute("DELETE FROM events", []).is_err());
}

#[tokio::test]
async fn the_schema_itself_refuses_a_second_charge() {
    let desk = desk();
    let id = desk.awaiting(1).await;
    let click = move |number: u32, variant_id: i64| NewUpsell {
        id: sale_id(number).as_str().parse().expect("an id"),
        sale_id: id.clone(),
        order_number: "1".to_owned(),
        variant_id,
        title: "Mug".to_owned(),
        variant_title: String::new(),
        price: Money::new(900, Currency::USD),
        shape: OrderShape::default(),
    };
    let intend = |new: NewUpsell| desk.ledger.post(move |posting| posting.intend_upsell(&new, 1));
    let step = |number: u32, next| {
        let id = sale_id(number).as_str().parse().expect("an id");
        desk.ledger.post(move |posting| posting.move_upsell(&id, next, &Settlement::default(), 2))
    };
    intend(click(101, 7)).await.expect("the first");
    let other = intend(click(102, 8)).await;
    assert!(matches!(other, Err(LedgerError::UpsellBusy)), "one on its way for a sale");
    step(101, ChargeState::Sent).await.expect("it may leave");
    step(101, ChargeState::Unknown).await.expect("no clear answer");
    intend(click(103, 8)).await.expect("another article may follow an unknown one");
    step(103, ChargeState::NotCharged).await.expect("it never left");
    let again = intend(click(104, 7)).await;
    assert!(matches!(again, Err(LedgerError::UpsellBusy)), "not while the first is unknown");
    let resent = step(101, ChargeState::Sent).await;
    assert!(matches!(resent, Err(LedgerError::UpsellBusy)), "an unknown one is never sent again");
    step(101, ChargeState::NotCharged).await.expect("settled");
    intend(click(105, 7)).await.expect("free again");
}

#[tokio::test]
async fn the_same_matter_is_raised_once() {
    let desk = desk();
    let id = desk.awaiting(1).await;
    let matter = Attention::SecondOrder { order_number: "2".to_owned() };
    let sale = id.clone();
    let again = desk
        .ledger
        .post(move |posting| {
            assert!(posting.raise(&sale, &matter, 5)?);
            posting.raise(&sale, &matter, 6)
        })
        .await
        .expect("raised");
    assert!(!again);
    let open = desk.ledger.look_up(move |books| books.matters(&id)).await.expect("readable");
    let filter = SaleFilter { limit: 10, ..SaleFilter::default() };
    let listed = desk.ledger.list_sales(filter).await.expect("readable");
    assert_eq!((open.len(), open[0].raised_at), (1, 5));
    assert!(listed[0].attention);
}

#[tokio::test]
async fn a_cart_comes_back_as_it_was_typed_and_lists_find_it() {
    let desk = desk();
    let id = sale_id(1);
    let mut cart = Cart::new(Currency::USD);
    let customer = sale::Customer {
        email: "grace@example.com".to_owned(),
        first_name: "グレース".to_owned(),
        last_name: "100%_er".to_owned(),
        phone: "+1 (617) 555-0123".to_owned(),
        ..sale::Customer::default()
    };
    cart.change(CartChange::Customer { customer: Box::new(customer) }).expect("valid");
    let (sale, kept) = (id.clone(), cart.clone());
    desk.ledger
        .post(move |posting| {
            posting.start_sale(&sale, Currency::USD, 1)?;
            posting.save_cart(&sale, &kept, Money::zero(Currency::USD))
        })
        .await
        .expect("kept");
    let found = |text: &'static str| {
        let filter = SaleFilter { text: text.to_owned(), limit: 9, ..SaleFilter::default() };
        desk.ledger.list_sales(filter)
    };
    assert_eq!(desk.ledger.look_up(move |books| books.sale(&id)).await.expect("kept").cart, cart);
    for (text, count) in [
        ("", 1),
        ("grace@", 1),
        ("レース", 1),
        ("100%_e", 1),
        ("%", 1),
        ("x%", 0),
        ("617 555", 1),
        ("618", 0),
    ] {
        assert_eq!(found(text).await.expect("readable").len(), count, "{text:?}");
    }
}

fn product(id: i64, title: &str, sku: &str, barcode: &str) -> Product {
    let price = Money::new(6_400, Currency::USD);
    Product {
        id,
        title: title.to_owned(),
        picture: None,
        recommended: vec![id + 1, (id + 2) * 10],
        interval: None,
        interval_counts: Vec::new(),
        variants: vec![Variant {
            id: id * 10,
            title: "Brushed".to_owned(),
            sku: Some(sku.to_owned()),
            barcode: Some(barcode.to_owned()),
            requires_shipping: true,
            sellable: true,
            stock: Stock::InStock,
            stock_count: Some(3),
            prices: vec![Price { price, retail: None, subscription: None }],
        }],
    }
}

fn query_of(text: &str) -> SearchQuery {
    SearchQuery { text: text.to_owned(), currency: Currency::USD, after: None, limit: 10 }
}

async fn catalogue(desk: &Desk) {
    let products = [
        product(1, "Walnut Kettle, 1.2 l", "KET-WAL-12", "4006381333931"),
        product(2, "Kettle descaler, walnut oil safe", "CARE-11", "0012345678905"),
        product(3, "ウォルナット・ケトル", "KET-JP-01", "4901234567894"),
        product(4, "Crème brûlée set", "SET-7", "5012345678900"),
    ];
    desk.ledger.post(move |posting| posting.keep_products(&products, 1)).await.expect("kept");
}

#[tokio::test]
async fn products_are_found_by_any_words_and_codes_first() {
    let desk = desk();
    catalogue(&desk).await;
    let found = |query: &'static str| {
        desk.ledger.look_up(move |books| {
            let found = books.search(&query_of(query))?;
            Ok(found.items.iter().map(|item| item.product_id).collect::<Vec<_>>())
        })
    };
    for (query, expected) in [
        ("wal ket", vec![1, 2]),
        ("ket wal", vec![2, 1]),
        ("ke", vec![2, 1, 3]),
        // One slip of a letter, where nothing matches exactly.
        ("ketle", vec![2, 1]),
        ("wlanut descaler", vec![2]),
        ("0004006381333931", vec![1]),
        ("creme BRULEE", vec![4]),
        ("ket-wal-12", vec![1]),
        ("KETWAL12", vec![1]),
        ("4 006381 333931", vec![1]),
        ("ナット", vec![3]),
        ("ケト", vec![3]),
        ("brushed descaler", vec![2]),
        ("teapot", vec![]),
        ("\" OR 1", vec![]),
    ] {
        assert_eq!(found(query).await.expect(query), expected, "{query:?}");
    }
    assert_eq!(found("").await.expect("all"), [1, 2, 3, 4]);
}

#[tokio::test]
async fn what_a_complete_run_did_not_see_is_gone() {
    let desk = desk();
    catalogue(&desk).await;
    desk.ledger
        .post(|posting| {
            posting.keep_products(&[product(1, "Walnut Kettle", "KET-WAL-12", "1")], 2)?;
            posting.finish_run(2)
        })
        .await
        .expect("kept");
    let (found, count) = desk
        .ledger
        .look_up(|books| Ok((books.search(&query_of("kettle"))?.total, books.count_variants()?)))
        .await
        .expect("readable");
    assert_eq!((found, count), (1, 1));
}

#[tokio::test]
async fn recommendations_are_products_or_variants() {
    let desk = desk();
    catalogue(&desk).await;
    let ids = desk
        .ledger
        .look_up(|books| books.recommended(&[1, 2], Currency::USD))
        .await
        .expect("readable");
    let ids: Vec<_> = ids.iter().map(|item| item.variant_id).collect();
    assert_eq!(ids, [20, 30, 40], "each once");
}

#[tokio::test]
async fn whatever_is_written_of_a_sale_makes_it_newer() {
    let desk = desk();
    let id = desk.awaiting(1).await;
    type Write = fn(&ledger::Posting<'_>, &SaleId) -> ledger::Result<()>;
    let writes: [Write; 9] = [
        |posting, id| posting.plan_check(id, Some(9), 0),
        |posting, id| posting.set_check_error(id, Some("{}")),
        |posting, id| posting.set_refusal(id, Some("{}")),
        |posting, id| posting.watch(id, Some(9)),
        |posting, id| posting.set_link_shared(id, 1),
        |posting, id| posting.keep_order(id, "7", "{}", 9).map(drop),
        |posting, id| posting.keep_order(id, "7", "{ }", 10).map(drop),
        |posting, id| {
            let matter = Attention::SecondOrder { order_number: "7".to_owned() };
            posting.raise(id, &matter, 9).map(drop)
        },
        |posting, id| posting.touch(id),
    ];
    let mut before = 0;
    for write in writes {
        let sale = id.clone();
        let revision = desk.ledger.post(move |posting| {
            write(posting, &sale)?;
            Ok::<_, LedgerError>(posting.sale(&sale)?.revision)
        });
        let revision = revision.await.expect("written");
        assert!(revision > before, "{revision} after {before}");
        before = revision;
    }
    let other = desk.awaiting(2).await;
    let revision = desk.ledger.look_up(move |books| Ok(books.sale(&id)?.revision)).await;
    assert_eq!(revision.expect("readable"), before, "{other:?} is another sale");
}

#[tokio::test]
async fn a_look_up_sees_one_moment() {
    let desk = desk();
    let id = desk.awaiting(1).await;
    let (looked, may_write) = tokio::sync::oneshot::channel();
    let (written, may_go_on) = std::sync::mpsc::channel();
    let sale = id.clone();
    let look = desk.ledger.look_up(move |books| {
        let before = books.sale(&sale)?.state;
        looked.send(()).expect("somebody waits");
        may_go_on.recv().expect("it is written");
        Ok((before, books.sale(&sale)?.state))
    });
    let write = async {
        may_write.await.expect("a look");
        let cancel =
            desk.ledger.post(move |posting| posting.record(&id, &SaleEvent::SaleCancelled, 9));
        assert_eq!(cancel.await.expect("allowed"), SaleState::Cancelled);
        written.send(()).expect("somebody waits");
    };
    let (seen, ()) = tokio::join!(look, write);
    assert_eq!(seen.expect("readable"), (SaleState::Awaiting, SaleState::Awaiting));
}

#[tokio::test]
async fn a_note_is_sent_once() {
    let desk = desk();
    let sale = desk.awaiting(1).await;
    let steps = desk.ledger.post(move |posting| {
        let entry = posting.owe_note(&sale, "1", "gift wrap", 5)?;
        let twice = posting.owe_note(&sale, "1", "gift wrap", 5);
        assert!(matches!(twice, Err(LedgerError::NoteBusy)), "it is on its way");
        assert_eq!(posting.owed_notes()?.len(), 1);
        assert!(!posting.move_note(entry, RequestState::Done, None, None)?, "it was not sent yet");
        let begun = (posting.begin_note(entry)?, posting.begin_note(entry)?);
        assert_eq!(posting.notes_in(RequestState::Sent)?.len(), 1);
        let done = |id| posting.move_note(entry, RequestState::Done, Some(id), None);
        let ended = (done(7)?, done(8)?);
        assert_eq!(posting.note(entry)?.note, Some(7));
        Ok::<_, LedgerError>((begun, ended))
    });
    assert_eq!(steps.await.expect("written"), ((true, false), (true, false)));
}

#[tokio::test]
async fn of_an_order_one_refund_is_on_its_way_at_a_time() {
    let desk = desk();
    let sale_id = desk.awaiting(1).await;
    let steps = desk.ledger.post(move |posting| {
        let (order_number, plan) = ("1".to_owned(), plan());
        let new = NewRefund { sale_id: sale_id.clone(), order_number, amount: usd(500), plan };
        let entry = posting.begin_refund(&new, 0, 5)?;
        for so_far in [0, 1] {
            let second = posting.begin_refund(&new, so_far, 6);
            assert!(matches!(second, Err(LedgerError::RefundBusy)), "after {so_far}");
        }
        let cancelled = posting.begin_cancellation(&sale_id, "1", true, 6);
        assert!(matches!(cancelled, Err(LedgerError::RefundBusy)), "what is paid back by which?");
        let done = RefundOutcome { refund: Some(9), ..RefundOutcome::default() };
        assert!(posting.move_refund(entry, RequestState::Done, &done)?);
        let stale = posting.begin_refund(&new, 0, 7);
        assert!(matches!(stale, Err(LedgerError::RefundBusy)), "it was confirmed before the first");
        let next = posting.begin_refund(&new, 1, 8)?;
        let same = posting.move_refund(next, RequestState::Done, &done);
        assert!(matches!(same, Err(LedgerError::RefundBusy)), "the first is explained by it");
        Ok::<_, LedgerError>(())
    });
    steps.await.expect("written");
}

fn usd(minor: i64) -> Money {
    Money::new(minor, Currency::USD)
}

fn plan() -> RefundPlan {
    let pay_backs = vec![PayBack { transaction: 3, amount: usd(500) }];
    RefundPlan { lines: Vec::new(), pay_backs, before: RefundShape::default() }
}
