//! Every fault that the wire knows, on each request that pays back, cancels or writes a note: in the
//! end the till's books say what the store's say, and nothing was done twice.

use std::time::Duration;

use serde_json::{Value, json};
use tillway_tests::{Answer, Fault, Sale, Setup, Shop, Spot, TakenBack, Till, Wire};

use super::{CALCULATE, CANCEL, NOTES, REFUND, assert_agreed, paid_back, sold};

/// Shorter than the grace that the tests' tills give a request without an answer.
const PAUSE: Duration = Duration::from_millis(150);

/// Whether the store acts, as far as a request meets a fault once.
#[derive(Clone, Copy, PartialEq)]
enum Acts {
    Yes,
    No,
    /// It is asked again, as it surely did not act.
    WhenAskedAgain,
}

type Put = fn(Spot) -> Fault;

fn trouble() -> Answer {
    Answer::json(500, &json!({ "detail": "Internal error" }))
}

fn page() -> Answer {
    Answer::page(502, "<h1>Bad gateway</h1>")
}

fn garbage() -> Answer {
    Answer::page(200, "<!doctype html><p>Back in a minute")
}

fn nothing() -> Answer {
    Answer::json(200, &json!({}))
}

fn throttled() -> Answer {
    Answer::json(429, &json!({ "detail": "Request was throttled." })).with("retry-after", "0")
}

fn refused() -> Answer {
    Answer::json(400, &json!({ "detail": "This order has left the warehouse." }))
}

const FAULTS: [(&str, Acts, Put); 16] = [
    ("cut before", Acts::No, Spot::cut_before),
    ("cut after", Acts::Yes, Spot::cut_after),
    ("cut within the answer", Acts::Yes, Spot::cut_within_answer),
    ("500 before", Acts::No, |spot| spot.answer_instead(trouble())),
    ("500 after", Acts::Yes, |spot| spot.answer_after(trouble())),
    ("502 page before", Acts::No, |spot| spot.answer_instead(page())),
    ("502 page after", Acts::Yes, |spot| spot.answer_after(page())),
    ("garbage before", Acts::No, |spot| spot.answer_instead(garbage())),
    ("garbage after", Acts::Yes, |spot| spot.answer_after(garbage())),
    ("nothing before", Acts::No, |spot| spot.answer_instead(nothing())),
    ("nothing after", Acts::Yes, |spot| spot.answer_after(nothing())),
    ("429", Acts::WhenAskedAgain, |spot| spot.answer_instead(throttled())),
    ("refused", Acts::No, |spot| spot.answer_instead(refused())),
    ("slow before", Acts::Yes, |spot| spot.slow_before(PAUSE)),
    ("slow after", Acts::Yes, |spot| spot.slow_after(PAUSE)),
    ("cut, and there late", Acts::Yes, |spot| spot.cut_and_late(PAUSE)),
];

/// A till, its store, a paid sale, and the wire between.
struct Scene {
    shop: Shop,
    wire: Wire,
    till: Till,
    sold: Sale,
}

impl Scene {
    async fn set() -> Self {
        let shop = Shop::open().await;
        let wire = Wire::to(&shop).await;
        let till = Setup::default().over(&wire, &shop).await;
        let sold = sold(&till).await;
        Self { shop, wire, till, sold }
    }

    fn put(&self, path: &str, fault: Put) -> Fault {
        fault(self.wire.on("POST", path).once())
    }

    /// How many requests of one operation reached the store.
    fn arrived(&self, path: &str) -> usize {
        let sent = self.wire.of("POST", path);
        sent.iter().filter(|exchange| exchange.store.is_some()).count()
    }

    async fn until(&self, what: &str, wanted: impl Fn(&Sale) -> bool) -> Sale {
        self.till.until(self.sold.id(), what, wanted).await
    }
}

#[tokio::test]
async fn a_refund_meets_every_fault() {
    for (name, acts, fault) in FAULTS {
        let scene = Scene::set().await;
        let back = TakenBack::lines(&scene.sold, &[(0, 1)]).and_of_the_delivery("1.00");
        let confirmed = scene.till.confirmed(scene.sold.id(), &back).await;
        let fault = scene.put(REFUND, fault);
        scene.till.ask("refund_order", confirmed).await;
        let (state, times) = if acts == Acts::No { ("not_done", 0) } else { ("done", 1) };
        let known = |sale: &Sale| ["done", "not_done"].contains(&sale.refund_state());
        let settled = scene.until("refunded or not", known).await;
        assert_eq!(settled.refund_state(), state, "{name}: {settled}");
        assert_eq!(fault.met(), 1, "{name}");
        assert_eq!(scene.arrived(REFUND), times, "{name}: never sent a second time");
        assert_eq!(paid_back(&scene.shop, scene.sold.id()).len(), times, "{name}");
        assert_agreed(&scene.till, &scene.shop, scene.sold.id()).await;
    }
}

#[tokio::test]
async fn a_cancelling_meets_every_fault() {
    for (full_refund, (name, acts, fault)) in
        FAULTS.into_iter().enumerate().map(|(index, fault)| (index % 2 == 0, fault))
    {
        let scene = Scene::set().await;
        let fault = scene.put(CANCEL, fault);
        scene.till.cancel(scene.sold.id(), full_refund).await;
        let known = |sale: &Sale| ["done", "not_done"].contains(&sale.cancel_state());
        let settled = scene.until("cancelled or not", known).await;
        let (state, times) = if acts == Acts::No { ("not_done", 0) } else { ("done", 1) };
        assert_eq!(settled.cancel_state(), state, "{name}: {settled}");
        assert_eq!((fault.met(), scene.arrived(CANCEL)), (1, times), "{name}");
        let order = scene.shop.order_of(scene.sold.id());
        assert_eq!(order.is_canceled, times == 1, "{name}");
        let all = if full_refund && times == 1 { vec![order.total_minor] } else { vec![] };
        assert_eq!(paid_back(&scene.shop, scene.sold.id()), all, "{name}");
        assert_eq!(settled.state(), "paid", "{name}");
        scene.till.verify().await;
    }
}

#[tokio::test]
async fn a_note_meets_every_fault() {
    for (name, acts, fault) in FAULTS {
        let scene = Scene::set().await;
        let fault = scene.put(NOTES, fault);
        scene.till.note(scene.sold.id(), "Rings at noon").await;
        let known = |sale: &Sale| sale.times("note_added") + sale.times("note_not_added") == 1;
        let settled = scene.until("added or not", known).await;
        let added = acts != Acts::No;
        let expected = if added { vec!["Rings at noon"] } else { vec![] };
        assert_eq!(settled.times("note_added"), expected.len(), "{name}: {settled}");
        assert_eq!(scene.shop.order_of(scene.sold.id()).notes, expected, "{name}");
        assert_eq!((fault.met(), scene.arrived(NOTES)), (1, expected.len()), "{name}");
        let shown = scene.till.ask_of("read_order_notes", scene.sold.id()).await;
        let state = if added { "" } else { "not_done" };
        assert_eq!(shown.notes(), [("Rings at noon", state)], "{name}");
        scene.till.verify().await;
    }
}

#[tokio::test]
async fn a_calculation_meets_every_fault_and_nothing_is_paid_back_unseen() {
    for (name, _, fault) in FAULTS {
        let scene = Scene::set().await;
        let back = TakenBack::lines(&scene.sold, &[(0, 1)]);
        let confirmed = scene.till.confirmed(scene.sold.id(), &back).await;
        let fault = scene.put(CALCULATE, fault);
        // The fault meets the calculation before the refund: what is asked again may well do.
        let done = scene.till.call("refund_order", confirmed.clone()).await;
        assert_eq!(fault.met(), 1, "{name}");
        let expected = usize::from(done.is_ok());
        assert_eq!(paid_back(&scene.shop, scene.sold.id()).len(), expected, "{name}");
        assert_eq!(scene.arrived(REFUND), expected, "{name}");
        if done.is_err() {
            assert_eq!(scene.till.sale(scene.sold.id()).await.times("refund_sent"), 0, "{name}");
            scene.till.ask("refund_order", confirmed).await;
        }
        assert_agreed(&scene.till, &scene.shop, scene.sold.id()).await;
    }
}

#[tokio::test]
async fn an_unclear_refund_locks_the_order_until_it_is_known() {
    let shop = Shop::open().await;
    let wire = Wire::to(&shop).await;
    let mut till = Setup::default().timing("upsellMs", 600_000).over(&wire, &shop).await;
    let sold = sold(&till).await;
    let back = TakenBack::lines(&sold, &[(0, 1)]);
    wire.on("POST", REFUND).once().cut_before();
    let unknown = till.refund(sold.id(), &back).await;
    let order = &unknown.view()["order"];
    assert_eq!((&order["canRefund"], &order["canCancel"]), (&json!(false), &json!(false)));
    till.restart().await;
    let again = till.confirmed(sold.id(), &back).await;
    assert_eq!(code(&till, "refund_order", again).await, "refund_busy");
    let choice = json!({ "reason": "", "fullRefund": true, "notify": true });
    let cancel = json!({ "saleId": sold.id(), "attentionId": null, "choice": choice });
    assert_eq!(code(&till, "cancel_order", cancel).await, "refund_busy");
    assert_eq!((wire.of("POST", REFUND).len(), wire.of("POST", CANCEL).len()), (1, 0));
}

async fn code(till: &Till, command: &str, arguments: Value) -> String {
    till.call(command, arguments).await.expect_err("it is locked").code().to_owned()
}
