//! Who may call, how often, and what everyone else is told.

use std::time::{Duration, Instant};

use practice_store::Options;
use serde_json::json;

use crate::support::{Answer, Call, Shop};

fn detail(answer: &Answer) -> String {
    answer.json()["detail"].as_str().expect("a detail").to_owned()
}

#[tokio::test]
async fn a_call_needs_the_token_and_the_version() {
    let shop = Shop::open().await;
    let url = shop.url("/store/");
    let bare = Call::get(&url).send().await;
    assert_eq!((bare.status, detail(&bare)), (401, "No access token was sent.".to_owned()));
    assert!(bare.header("www-authenticate").unwrap().starts_with("Bearer"));

    let wrong = Call::get(&url).header("authorization", "Bearer nonsense").send().await;
    assert_eq!((wrong.status, detail(&wrong)), (401, "The access token is not valid.".to_owned()));

    let bearer = format!("Bearer {}", shop.store.token());
    let call = || Call::get(&url).header("authorization", &bearer);
    let unversioned = call().send().await;
    assert_eq!(unversioned.status, 400);
    assert!(detail(&unversioned).contains("X-29next-API-Version"));
    let older = call().header("x-29next-api-version", "2023-02-10").send().await;
    assert_eq!(older.status, 400);
    assert!(detail(&older).contains("2023-02-10"));
}

#[tokio::test]
async fn each_permission_opens_its_own_calls() {
    let needed = [
        ("/store/", "store:read"),
        ("/products/", "catalogue:read"),
        ("/gateways/", "gateways:read"),
        ("/gateway-groups/", "gateways:read"),
        ("/users/", "users:read"),
        ("/orders/", "orders:read"),
    ];
    let scopes = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect();
    let nothing = Shop::with(Options {
        scopes: scopes(&[]),
        requests_per_second: None,
        ..Options::default()
    })
    .await;
    assert_eq!(nothing.get("/shipping-methods/").await.status, 200);
    for (path, scope) in needed {
        let refused = nothing.get(path).await;
        assert_eq!(refused.status, 403, "{path}");
        assert!(detail(&refused).contains(scope), "{path}");
    }
    for path in ["/orders/", "/carts/", "/orders/100001/add-line-items/"] {
        assert_eq!(nothing.post(path, &json!({})).await.status, 403, "{path}");
    }
    let reader = Options {
        scopes: scopes(&["admin:read"]),
        requests_per_second: None,
        ..Options::default()
    };
    let reader = Shop::with(reader).await;
    for (path, _) in needed {
        assert_eq!(reader.get(path).await.status, 200, "{path}");
    }
    assert_eq!(reader.post("/orders/", &json!({})).await.status, 403);
}

#[tokio::test]
async fn past_the_limit_a_call_is_told_when_to_come_again() {
    let shop = Shop::with(Options { requests_per_second: Some(2), ..Options::default() }).await;
    let mut statuses = Vec::new();
    let refused = loop {
        // A call without a version counts, one without a token doesn't.
        assert_eq!(Call::get(shop.url("/store/")).send().await.status, 401);
        let answer = Call::get(shop.url("/store/"))
            .header("authorization", &format!("Bearer {}", shop.store.token()))
            .send()
            .await;
        statuses.push(answer.status);
        if answer.status == 429 {
            break answer;
        }
        assert!(statuses.len() < 200, "no call was refused");
    };
    assert!(statuses.len() > 2, "{statuses:?}");
    assert_eq!(refused.header("retry-after"), Some("1"));
    assert!(detail(&refused).contains("Too many requests"));

    let asked = Instant::now();
    while shop.get("/store/").await.status == 429 {
        assert!(asked.elapsed() < Duration::from_secs(5), "the limit does not pass");
        tokio::task::yield_now().await;
    }
}

#[tokio::test]
async fn wrong_addresses_get_a_page_and_wrong_calls_a_sentence() {
    let shop = Shop::open().await;
    for path in ["/orders", "/nothing/", "/products/abc/", "/orders/100001/nothing/"] {
        let answer = shop.admit(Call::get(shop.url(path))).send().await;
        assert_eq!(answer.status, 404, "{path}");
        assert!(answer.text().starts_with("<!doctype html>"), "{path}");
        assert_eq!(answer.header("content-type"), Some("text/html; charset=utf-8"), "{path}");
    }
    // A wrong address is one for strangers too.
    for path in ["/", "/nothing/"] {
        assert_eq!(Call::get(shop.url(path)).send().await.status, 404, "{path}");
    }

    let missing = shop.get("/orders/999999/").await;
    assert_eq!((missing.status, detail(&missing)), (404, "There is no such order.".to_owned()));
    assert_eq!(shop.get("/orders/ABC/").await.status, 404);

    let post = shop.post("/products/", &json!({})).await;
    assert_eq!(
        (post.status, detail(&post)),
        (405, "The method POST is not allowed here.".to_owned())
    );

    let form = shop.admit(Call::post(shop.url("/orders/"))).form(&[]).send().await;
    assert_eq!(form.status, 415);
    let call = Call::post(shop.url("/orders/")).header("content-type", "application/json");
    assert_eq!(shop.admit(call).send().await.status, 400, "an empty body is not JSON");
    let list = shop.post("/orders/", &json!([])).await;
    assert_eq!(list.json(), json!({ "non_field_errors": ["The body must be a JSON object."] }));
}
