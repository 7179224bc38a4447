//! Everything that a till asks of the Admin API, held against the published specification.

use std::collections::BTreeSet;

use serde_json::json;
use tillway_tests::shop::{COFFEE, E_BOOK, KETTLE, TEA};
use tillway_tests::{Buyer, Contract, Sale, Setup, Shop, TakenBack, Till, Wire};

/// All that a till ever calls. Whoever adds a call adds a step below.
const OPERATIONS: [&str; 17] = [
    "GET /gateway-groups/",
    "GET /gateways/",
    "GET /orders/",
    "GET /orders/{number}/",
    "GET /orders/{number}/notes/",
    "GET /products/",
    "GET /shipping-methods/",
    "GET /store/",
    "GET /users/",
    "GET /users/{id}/addresses/",
    "POST /carts/",
    "POST /orders/",
    "POST /orders/{number}/add-line-items/",
    "POST /orders/{number}/cancel/",
    "POST /orders/{number}/notes/",
    "POST /orders/{number}/refund/",
    "POST /orders/{number}/refund/calculate/",
];

/// What is known of the buyers, as far as no id could hold it by chance. Nothing of it belongs into
/// an address.
const PERSONAL: [&str; 7] =
    ["grace", "okafor", "example.com", "example%2e", "5550123", "oak", "monsey"];

#[tokio::test]
async fn all_that_a_till_asks_and_is_answered_keeps_to_the_specification() {
    let Some(contract) = Contract::at_hand() else { return };
    let shop = Shop::open().await;
    let wire = Wire::to(&shop).await;
    drive_everything(&wire, &shop).await;

    let exchanges = wire.exchanges();
    for exchange in &exchanges {
        contract.assert_request(exchange, shop.token());
        contract.assert_answer(exchange);
    }
    let driven: BTreeSet<_> = exchanges.iter().map(|e| contract.operation(e)).collect();
    assert_eq!(driven.iter().map(String::as_str).collect::<Vec<_>>(), OPERATIONS);
    let good = |exchange: &&tillway_tests::Exchange| {
        exchange.answer.as_ref().is_some_and(|answer| answer.status.is_success())
    };
    let answered: BTreeSet<_> =
        exchanges.iter().filter(good).map(|e| contract.operation(e)).collect();
    assert_eq!(answered, driven, "each was answered well at least once");
}

#[tokio::test]
async fn no_address_tells_who_buys() {
    let shop = Shop::open().await;
    let wire = Wire::to(&shop).await;
    drive_everything(&wire, &shop).await;
    let exchanges = wire.exchanges();
    let searches = wire.of("GET", "/users/").len();
    assert!(searches >= 3 && exchanges.len() > searches);
    for exchange in exchanges {
        // Looking for a customer is asking by a part of the name, email or phone.
        let target = exchange.request.target.to_lowercase();
        if exchange.path() == "/users/" || target.contains("search_text=") {
            continue;
        }
        for personal in PERSONAL {
            assert!(!target.contains(personal), "{personal} in {target}");
        }
    }
}

/// Has a till do everything for which it calls the store.
async fn drive_everything(wire: &Wire, shop: &Shop) {
    let till = Setup::default().start().await;
    let store = json!({ "address": wire.origin(), "token": shop.token() });
    till.ask("check_connection", store.clone()).await;
    till.ask("connect_store", store).await;
    till.ask("payment_gateways", json!({})).await;
    for text in ["grace@", "Okafor", "(845) 555"] {
        let found = till.ask("find_store_customers", json!({ "text": text })).await;
        for hit in found.as_array().into_iter().flatten() {
            let customer = &hit["customer"];
            let whom = json!({ "email": customer["email"], "userId": customer["userId"] });
            till.ask("customer_details", whom).await;
        }
    }
    let settings = json!({ "paymentGateway": 42, "paymentGatewayGroup": 7 });
    till.ask("save_settings", json!({ "settings": settings })).await;
    sell_everything(&till).await;
    sell_what_does_not_ship(&till).await;
    be_declined(&till).await;
}

async fn sell_everything(till: &Till) {
    let buyer = Buyer::new("grace@example.com").with("phone", "+1 (845) 555-0123");
    let sale = till.cart(&[COFFEE, KETTLE], buyer).await;
    for change in [
        json!({ "kind": "subscribe", "line": 1,
                "subscription": { "interval": "day", "intervalCount": 30 } }),
        json!({ "kind": "price", "line": 1, "price": "20.5" }),
        json!({ "kind": "quantity", "line": 2, "quantity": 2 }),
        json!({ "kind": "shipping", "code": "express" }),
        json!({ "kind": "vouchers", "codes": ["SPRING10"] }),
        json!({ "kind": "note", "note": "Ring twice" }),
    ] {
        till.change(change).await;
    }
    till.ask_of("quote_sale", &sale).await;
    let charged = till.charge(&sale).await;
    assert_eq!(charged.state(), "awaiting", "{charged}");
    let mut customer = till.customer_of(&sale).await;
    till.ask_of("check_now", &sale).await;
    customer.pay().await;
    customer.come_back().await;
    till.until(&sale, "noted", |sale| sale.times("note_added") == 1).await;
    let tea = till.variant(TEA).await;
    assert_eq!(till.add_upsell(&sale, tea).await.charge_state(tea), Some("charged"));
    till.ask_of("refresh_order", &sale).await;
    till.ask_of("read_order_notes", &sale).await;
    pay_back(till, &sale).await;
    till.ask("new_sale", json!({})).await;
}

async fn pay_back(till: &Till, sale: &str) {
    let sold = till.sale(sale).await;
    let some = TakenBack::lines(&sold, &[(0, 1)]).and_of_the_delivery("1.00");
    let mut confirmed = till.confirmed(sale, &some).await;
    confirmed["request"]["note"] = json!("Arrived broken");
    assert_eq!(Sale::new(till.ask("refund_order", confirmed).await).refund_state(), "done");
    let more = TakenBack::lines(&sold, &[(1, 1)]).and_the_delivery();
    assert_eq!(till.refund(sale, &more).await.refund_state(), "done");
    assert_eq!(till.cancel(sale, true).await.cancel_state(), "done");
}

async fn sell_what_does_not_ship(till: &Till) {
    till.paid(&[E_BOOK], Buyer::without_address("grace@example.com")).await;
    till.ask("new_sale", json!({})).await;
}

async fn be_declined(till: &Till) {
    let sold = till.paid(&[KETTLE], Buyer::new("upsell-declines@example.com")).await;
    let tea = till.variant(TEA).await;
    assert_eq!(till.add_upsell(sold.id(), tea).await.charge_state(tea), Some("declined"));
    assert_eq!(till.add_upsell(sold.id(), tea).await.charge_state(tea), Some("declined"));
}
