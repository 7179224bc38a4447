//! Orders as they are found and read again.

use serde_json::{Value, json};

use crate::support::{Shop, american_order, line};

fn numbers(page: &Value) -> Vec<&str> {
    page["results"].as_array().unwrap().iter().map(|o| o["number"].as_str().unwrap()).collect()
}

#[tokio::test]
async fn an_order_is_found_by_what_is_known_of_its_sale() {
    let shop = Shop::open().await;
    let kettle = shop.variant("KET-WAL-BR").await;
    let mut grace = american_order("grace+auto@example.com", json!([line(kettle, 1)]));
    grace["attribution"] = json!({
        "agent": 1, "funnel": "POS", "utm_source": "tillway", "utm_campaign": "Till 1",
        "utm_content": "sale-1", "subaffiliate2": "north",
    });
    grace["vouchers"] = json!(["SPRING10"]);
    let mut other = american_order("other+auto@example.com", json!([line(kettle, 1)]));
    other["user"] = json!({ "email": "other+auto@example.com", "first_name": "Théo" });
    other["attribution"] = json!({ "utm_content": "sale-2" });
    other["tags"] = json!(["pos"]);
    let (grace, other) = (shop.sell(&grace).await, shop.sell(&other).await);
    assert_eq!(grace["attribution"]["agent"]["email"], "sam@example.com");
    let (grace, other) = (grace["number"].as_str().unwrap(), other["number"].as_str().unwrap());

    let check = async |query: &str, expected: &[&str]| {
        assert_eq!(numbers(&shop.read(&format!("/orders/?{query}")).await), expected, "{query}");
    };
    check("", &[other, grace]).await;
    check("utm_content=sale-1", &[grace]).await;
    check("utm_content=sale", &[]).await;
    check("utm_source=tillway&utm_campaign=Till+1&subaffiliate2=north", &[grace]).await;
    check("funnels=POS&funnels=Web", &[grace]).await;
    check("agents=sam@example.com", &[grace]).await;
    check("tags=pos", &[other]).await;
    check("search_text=GRACE%2B", &[grace]).await;
    check("search_text=th%C3%A9o", &[other]).await;
    check(&format!("search_text={other}"), &[other]).await;
    check(&format!("order_number={grace}"), &[grace]).await;
    check("address=oak+street&countries=CA&countries=US", &[other, grace]).await;
    check("countries=DE", &[]).await;
    check("sku=KET-WAL-BR&fulfillment_status=unfulfilled&sources=admin_api", &[other, grace]).await;
    check("subscription_lifecycle=recurring", &[]).await;
    check("coupon_code=SPRING10", &[grace]).await;
    check("is_test=false&is_disputed=0", &[other, grace]).await;
    check("has_outstanding_balance=true", &[]).await;
    check("payment_status=paid&status=open&currency=USD", &[other, grace]).await;
    check("payment_status=refunded&payment_status=voided", &[]).await;
    check("date_placed_from=2020-01-01&date_placed_to=2020-12-31", &[]).await;
    check("date_placed_from=2020-01-01", &[other, grace]).await;
    assert_eq!(shop.get("/orders/?date_placed_from=yesterday").await.status, 400);
    for query in ["status=lost", "sources=till", "is_test=perhaps"] {
        assert_eq!(shop.get(&format!("/orders/?{query}")).await.status, 400, "{query}");
    }
}

#[tokio::test]
async fn a_row_leaves_out_what_only_the_order_itself_tells() {
    let shop = Shop::open().await;
    let kettle = shop.variant("KET-WAL-BR").await;
    let order = shop.sell(&american_order("pays+auto@example.com", json!([line(kettle, 1)]))).await;
    let list = shop.read("/orders/").await;
    let row = &list["results"][0];
    for field in ["lines", "transactions", "tags", "attribution", "supports_post_purchase_upsells"]
    {
        assert!(row.get(field).is_none(), "{field}");
    }
    for field in ["number", "total_incl_tax", "user", "payment_status"] {
        assert_eq!(row[field], order[field]);
    }
    assert_ne!(row["date_placed"], order["date_placed"], "the same instant, at another offset");
}

#[tokio::test]
async fn new_orders_do_not_disturb_a_walk() {
    let shop = Shop::open().await;
    let kettle = shop.variant("KET-WAL-BR").await;
    let request = american_order("pays+auto@example.com", json!([line(kettle, 1)]));
    for _ in 0..22 {
        shop.sell(&request).await;
    }
    let first = shop.read("/orders/").await;
    shop.sell(&request).await;
    let next = first["next"].as_str().unwrap().strip_prefix(&shop.url("")).unwrap();
    let second = shop.read(next).await;
    assert_eq!(numbers(&second), ["100002", "100001"]);
    assert_eq!(second["next"], Value::Null);
}

#[tokio::test]
async fn a_customer_is_one_by_their_email() {
    let shop = Shop::open().await;
    let kettle = shop.variant("KET-WAL-BR").await;
    let first = shop.sell(&american_order("pays+auto@example.com", json!([line(kettle, 1)]))).await;
    let mut again = american_order("PAYS+auto@example.com", json!([line(kettle, 1)]));
    again["user"]["last_name"] = json!("Okafor-Hale");
    let second = shop.sell(&again).await;
    assert_eq!(first["user"]["id"], second["user"]["id"]);
    let mut by_id = american_order("", json!([line(kettle, 1)]));
    by_id["user"] = json!({ "id": first["user"]["id"] });
    by_id["shipping_address"] = Value::Null;
    by_id["use_default_shipping_address"] = json!(true);
    let third = shop.sell(&by_id).await;
    assert_eq!(third["shipping_address"]["line1"], "5 Oak Street");

    let user = shop.read(&format!("/users/{}/", first["user"]["id"])).await;
    assert_eq!((&user["orders_count"], &user["last_name"]), (&json!(3), &json!("Okafor-Hale")));
    assert_eq!(user["total_spent"], "224.01");
    let addresses = shop.read(&format!("/users/{}/addresses/", first["user"]["id"])).await;
    assert_eq!(addresses["results"].as_array().unwrap().len(), 1);
    assert_eq!(addresses["results"][0]["is_default_for_shipping"], true);

    for query in ["email=AYS%2Bauto", "name=grace+okafor-h"] {
        let found = shop.read(&format!("/users/?{query}")).await;
        assert_eq!(found["results"][0]["id"], first["user"]["id"], "{query}");
    }
    assert_eq!(shop.get("/users/1/").await.status, 404);
}

#[tokio::test]
async fn notes_stay_on_their_order() {
    let shop = Shop::open().await;
    let kettle = shop.variant("KET-WAL-BR").await;
    let order = shop.sell(&american_order("pays+auto@example.com", json!([line(kettle, 1)]))).await;
    let path = format!("/orders/{}/notes/", order["number"].as_str().unwrap());
    let blank = shop.post(&path, &json!({ "message": " " })).await;
    assert_eq!((blank.status, blank.json()["message"].is_array()), (400, true));
    let note = shop.post(&path, &json!({ "message": "Leave at the counter" })).await.json();
    assert_eq!(shop.read(&path).await["results"], json!([note]));
    assert_eq!(shop.books().orders[0].notes, ["Leave at the counter"]);
}

#[tokio::test]
async fn a_subscription_is_sold_at_its_own_price() {
    let shop = Shop::open().await;
    let coffee = shop.variant("COF-HOU-WB").await;
    let lines = json!([{
        "product_id": coffee, "quantity": 2,
        "subscription": { "interval": "day", "interval_count": 30 },
    }]);
    let order = shop.sell(&american_order("pays+auto@example.com", lines)).await;
    assert_eq!(order["lines"][0]["price_excl_tax"], "50.40");
    assert_eq!(order["subscription_lifecycle"], "recurring");
    assert_eq!(order["subscriptions"].as_array().unwrap().len(), 1);
}

#[tokio::test]
async fn what_needs_no_delivery_is_sold_without_an_address() {
    let shop = Shop::open().await;
    let e_book = shop.variant("EBO-SLO-PDF").await;
    let mut request = american_order("pays+auto@example.com", json!([line(e_book, 1)]));
    request["shipping_address"] = Value::Null;
    let order = shop.sell(&request).await;
    assert_eq!((&order["total_incl_tax"], &order["shipping_code"]), (&json!("9.00"), &json!("")));
    assert_eq!(
        (&order["shipping_address"], &order["fulfillment_status"]),
        (&Value::Null, &json!("not_required"))
    );
}
