//! Killed while money goes back: the next start finds out, and asks for nothing twice.

use tillway_tests::{Held, Setup, Shop, TakenBack, Till, Wire};

use super::{CANCEL, NOTES, REFUND, assert_agreed, paid_back, sold};

/// Where a request is when the till is killed.
#[derive(Clone, Copy)]
enum Moment {
    /// It has left, and the store has not seen it.
    Before,
    /// The store has acted, and the answer was not written down.
    After,
}

impl Moment {
    fn hold(self, wire: &Wire, path: &str) -> Held {
        let spot = wire.on("POST", path).once();
        match self {
            Self::Before => spot.hold_before(),
            Self::After => spot.hold_after(),
        }
    }
}

async fn kill_at(till: &mut Till, mut held: Held) {
    held.arrived().await;
    till.kill().await;
    held.release();
    till.restart().await;
}

#[tokio::test]
async fn while_a_refund_is_on_its_way() {
    for moment in [Moment::Before, Moment::After] {
        let shop = Shop::open().await;
        let wire = Wire::to(&shop).await;
        let mut till = Setup::default().over(&wire, &shop).await;
        let sold = sold(&till).await;
        let back = TakenBack::lines(&sold, &[(0, 1)]).and_the_delivery();
        let confirmed = till.confirmed(sold.id(), &back).await;
        let held = moment.hold(&wire, REFUND);
        drop(till.begin("refund_order", confirmed));
        kill_at(&mut till, held).await;
        let settled = till.until_refund(sold.id(), "done").await;
        assert_eq!((settled.times("refund_sent"), settled.times("order_refunded")), (1, 1));
        assert_eq!((wire.of("POST", REFUND).len(), paid_back(&shop, sold.id()).len()), (1, 1));
        assert_agreed(&till, &shop, sold.id()).await;
    }
}

#[tokio::test]
async fn while_an_order_is_cancelled_from_its_page() {
    for moment in [Moment::Before, Moment::After] {
        let shop = Shop::open().await;
        let wire = Wire::to(&shop).await;
        let mut till = Setup::default().over(&wire, &shop).await;
        let sold = sold(&till).await;
        let held = moment.hold(&wire, CANCEL);
        let choice = serde_json::json!({ "reason": "", "fullRefund": true, "notify": false });
        let cancel =
            serde_json::json!({ "saleId": sold.id(), "attentionId": null, "choice": choice });
        drop(till.begin("cancel_order", cancel));
        kill_at(&mut till, held).await;
        let is_done = |sale: &tillway_tests::Sale| sale.cancel_state() == "done";
        till.until(sold.id(), "cancelled", is_done).await;
        assert_eq!((wire.of("POST", CANCEL).len(), paid_back(&shop, sold.id()).len()), (1, 1));
        till.verify().await;
    }
}

#[tokio::test]
async fn while_a_note_is_on_its_way() {
    let shop = Shop::open().await;
    let wire = Wire::to(&shop).await;
    let mut till = Setup::default().over(&wire, &shop).await;
    let sold = sold(&till).await;
    let held = wire.on("POST", NOTES).once().hold_before();
    let note = serde_json::json!({ "saleId": sold.id(), "message": "Rings at noon" });
    drop(till.begin("add_order_note", note));
    kill_at(&mut till, held).await;
    till.until(sold.id(), "noted", |sale| sale.times("note_added") == 1).await;
    assert_eq!(shop.order_of(sold.id()).notes, ["Rings at noon"]);
}
