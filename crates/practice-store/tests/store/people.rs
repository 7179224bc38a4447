//! Customers as a till looks them up, and what they have ordered.

use std::collections::HashSet;

use practice_store::{CatalogueSize, Options};
use serde_json::{Value, json};

use crate::support::{Shop, american_order, line};

async fn emails(shop: &Shop, query: &str) -> Vec<String> {
    let users = shop.walk(&format!("/users/?{query}")).await;
    users.iter().map(|user| user["email"].as_str().unwrap().to_owned()).collect()
}

fn has_letter_between(text: &Value, first: char, last: char) -> bool {
    text.as_str().unwrap().chars().any(|letter| (first..=last).contains(&letter))
}

#[tokio::test]
async fn customers_are_found_by_a_part_of_what_is_known_of_them() {
    let shop = Shop::open().await;
    let check = async |query: &str, expected: &[&str]| {
        let expected: Vec<_> = expected.iter().map(|name| format!("{name}@example.com")).collect();
        assert_eq!(emails(&shop, query).await, expected, "{query}");
    };
    check("email=GRACE", &["grace.okafor"]).await;
    check("email=okafor%40example.com", &["grace.okafor"]).await;
    check("name=race%20oka", &["grace.okafor"]).await;
    check("name=okafor%20grace", &[]).await;
    check("name=gro%C3%9Fm", &["anke.grossmann"]).await;
    check("name=grossmann", &[]).await;
    check("name=%E8%8A%B1", &["hanako.yamada"]).await;
    check("phone_number=6175550123", &["grace.okafor"]).await;
    check("phone_number=%2B1617555", &["grace.okafor"]).await;
    check("phone_number=555012", &["liam.nguyen", "hanako.yamada", "grace.okafor"]).await;
    check("phone_number=617-555", &[]).await;
    check("phone_number=nobody", &[]).await;
    check("email=example.com&name=liam&phone_number=%2B61", &["liam.nguyen"]).await;
    check("email=grace&name=liam", &[]).await;
}

#[tokio::test]
async fn customers_are_narrowed_by_what_they_are() {
    let shop = Shop::open().await;
    let kettle = shop.variant("KET-WAL-BR").await;
    let mut request = american_order("pays+auto@example.com", json!([line(kettle, 1)]));
    request["user"]["language"] = json!("de");
    request["user"]["accepts_marketing"] = json!(true);
    shop.sell(&request).await;
    for query in [
        "user_type=customer",
        "language=de",
        "accepts_marketing=true",
        "accepts_marketing=true&user_type=customer&is_blocked=false&date_joined_from=2020-01-01",
    ] {
        assert_eq!(emails(&shop, query).await, ["pays+auto@example.com"], "{query}");
    }
    assert_eq!(emails(&shop, "user_type=lead").await.len(), 8);
    for query in ["is_blocked=true", "user_type=dashboard", "date_joined_to=2020-01-01"] {
        assert!(emails(&shop, query).await.is_empty(), "{query}");
    }
    for query in ["language=tlh", "is_blocked=perhaps", "date_joined_from=yesterday"] {
        assert_eq!(shop.get(&format!("/users/?{query}")).await.status, 400, "{query}");
    }
}

#[tokio::test]
async fn a_customers_orders_are_theirs_alone_and_newest_first() {
    let shop = Shop::open().await;
    let kettle = shop.variant("KET-WAL-BR").await;
    let sell =
        async |email: &str| shop.sell(&american_order(email, json!([line(kettle, 1)]))).await;
    let first = sell("jane+auto@example.com").await;
    sell("other+auto@example.com").await;
    let second = sell("jane+auto@example.com").await;
    let path = format!("/users/{}/orders/", first["user"]["id"]);
    let orders = shop.walk(&path).await;
    let mut expected = [second, first];
    for order in &mut expected {
        order.as_object_mut().unwrap().remove("user");
    }
    assert_eq!(orders, expected, "each is whole, but for whose it is");
    assert_eq!(shop.get("/users/1/orders/").await.status, 404);

    let found = shop.walk("/orders/?search_text=jane%2Bauto%40example.com").await;
    assert_eq!(found.len(), 2);
    // Neither is a filter of this list, and what is none narrows nothing.
    for query in ["email=jane%2Bauto%40example.com", "user=7001"] {
        assert_eq!(shop.walk(&format!("/orders/?{query}")).await.len(), 3, "{query}");
    }
}

#[tokio::test]
async fn a_grown_store_has_customers_all_over_the_world() {
    let shop = Shop::grown(20_000, 7).await;
    let users = shop.walk("/users/").await;
    assert_eq!(users.len(), 1008, "one for every 20 variants, and the regular ones");
    let ids: Vec<_> = users.iter().map(|user| user["id"].as_u64().unwrap()).collect();
    assert!(ids.is_sorted_by(|newer, older| newer > older));
    for (first, last) in
        [('À', 'ž'), ('А', 'я'), ('Α', 'ω'), ('ا', 'ي'), ('א', 'ת'), ('一', '龯'), ('가', '힣')]
    {
        let named = |user: &&Value| has_letter_between(&user["first_name"], first, last);
        assert!(users.iter().filter(named).count() > 3, "{first} to {last}");
    }
    let phones: HashSet<_> =
        users.iter().filter_map(|user| user["phone_number"].as_str()).collect();
    for country in ["+1", "+44", "+49", "+33", "+81", "+61", "+7", "+30", "+972"] {
        assert!(phones.iter().any(|phone| phone.starts_with(country)), "{country}");
    }
    let one = users.iter().find(|user| user["addresses"][0]["country"] == "JP").unwrap();
    let addresses = shop.walk(&format!("/users/{}/addresses/", one["id"])).await;
    assert_eq!(json!(addresses), one["addresses"]);
    let by_email = shop.walk(&format!("/users/?email={}", one["email"].as_str().unwrap())).await;
    assert_eq!(by_email.first(), Some(one));
    let again = Shop::grown(20_000, 7).await.walk("/users/").await;
    assert!(again[..1000] == users[..1000], "the same seed makes up the same customers");
}

#[tokio::test]
async fn a_made_up_customer_who_buys_is_kept_and_the_others_are_made_up_again() {
    let folder = tempfile::tempdir().unwrap();
    let options = || Options {
        folder: Some(folder.path().to_owned()),
        catalogue: CatalogueSize::Grown { variants: 4000, seed: 7 },
        requests_per_second: None,
        ..Options::default()
    };
    let shop = Shop::with(options()).await;
    let users = shop.walk("/users/").await;
    let buyer = &users[3];
    let kettle = shop.variant("KET-WAL-BR").await;
    let mut request = american_order("", json!([line(kettle, 1)]));
    request["user"] = json!({ "id": buyer["id"], "first_name": "Renamed" });
    let page = shop.place(&request).await;
    let kept = std::fs::read_to_string(folder.path().join("practice-store.json")).unwrap();
    assert!(kept.contains(buyer["email"].as_str().unwrap()));
    assert!(!kept.contains(users[4]["email"].as_str().unwrap()), "nothing happened to them");
    drop(page);
    shop.store.stop().await;

    let shop = Shop::with(options()).await;
    let again = shop.walk("/users/").await;
    assert_eq!(again.len(), users.len());
    assert_eq!((&again[3]["id"], &again[3]["first_name"]), (&buyer["id"], &json!("Renamed")));
    assert_eq!((&again[2], &again[4]), (&users[2], &users[4]));
}
