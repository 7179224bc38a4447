use super::*;
use proptest::prelude::*;

fn article(variant_id: i64, minor: i64) -> Article {
    Article {
        product_id: variant_id * 10,
        variant_id,
        title: format!("Article {variant_id}"),
        variant_title: String::new(),
        sku: None,
        requires_shipping: true,
        list_price: Money::new(minor, Currency::USD),
        offer: Some(SubscriptionOffer {
            interval: Interval::Day,
            counts: vec![30, 60],
            price: Some(Money::new(minor - 1, Currency::USD)),
        }),
    }
}

fn check(change: CartChange, expected: Result<(), CartRefusal>) {
    let mut cart = Cart::new(Currency::USD);
    cart.add(article(1, 500)).expect("room");
    let before = cart.clone();
    assert_eq!(cart.change(change.clone()), expected, "{change:?}");
    if expected.is_err() {
        assert_eq!(cart, before, "a refused edit changes nothing");
    }
}

#[test]
fn edits_that_make_no_sense_are_refused_and_change_nothing() {
    check(CartChange::Quantity { line: 1, quantity: 9_999 }, Ok(()));
    for quantity in [0, -1, 10_000, 1_000_000_000_000] {
        check(CartChange::Quantity { line: 1, quantity }, Err(CartRefusal::Quantity));
    }
    check(CartChange::Quantity { line: 7, quantity: 1 }, Err(CartRefusal::NoSuchLine));
    let price = |text: &str| CartChange::Price { line: 1, price: Some(text.to_owned()) };
    check(price("4.50"), Ok(()));
    check(price("-1"), Err(CartRefusal::NegativePrice));
    check(price("1e9"), Err(CartRefusal::Price(MoneyError::NotAnAmount("1e9".to_owned()))));
    let weekly = Subscription { interval: Interval::Week, interval_count: 1 };
    check(
        CartChange::Subscribe { line: 1, subscription: Some(weekly) },
        Err(CartRefusal::Subscription),
    );
}

#[test]
fn the_same_article_gathers_in_one_line_unless_its_price_differs() {
    let mut cart = Cart::new(Currency::USD);
    cart.add(article(1, 500)).expect("room");
    cart.add(article(1, 500)).expect("room");
    assert_eq!(cart.lines.len(), 1);
    cart.change(CartChange::Price { line: 1, price: Some("4.00".to_owned()) }).expect("valid");
    cart.add(article(1, 500)).expect("room");
    assert_eq!(cart.lines.len(), 2);
    assert_eq!(cart.estimate(None).expect("small").total.decimal(), "13.00");
}

#[test]
fn a_subscription_for_nothing_must_be_mended() {
    let mut cart = Cart::new(Currency::USD);
    cart.add(article(1, 500)).expect("room");
    let free = CartChange::Price { line: 1, price: Some("0".to_owned()) };
    cart.change(free).expect("valid");
    let is_told = |cart: &Cart| {
        cart.problems().iter().any(|problem| problem.problem == Problem::FreeSubscription)
    };
    assert!(!is_told(&cart));
    let subscription = Some(Subscription { interval: Interval::Day, interval_count: 30 });
    cart.change(CartChange::Subscribe { line: 1, subscription }).expect("offered");
    assert!(is_told(&cart));
}

#[test]
fn a_line_that_was_taken_out_can_be_put_back_where_it_was() {
    let mut cart = Cart::new(Currency::USD);
    for variant in 1..=3 {
        cart.add(article(variant, 500)).expect("room");
    }
    cart.change(CartChange::Quantity { line: 2, quantity: 7 }).expect("valid");
    let before = cart.clone();
    cart.change(CartChange::Remove { line: 2 }).expect("there");
    let again = cart.change(CartChange::Remove { line: 2 });
    assert_eq!(again, Err(CartRefusal::NoSuchLine));
    cart.change(CartChange::Restore { line: 2 }).expect("removed");
    assert_eq!(cart, before);
    let again = cart.change(CartChange::Restore { line: 2 });
    assert_eq!(again, Err(CartRefusal::NoSuchLine));
}

#[test]
fn another_currency_has_prices_of_its_own() {
    let mut cart = Cart::new(Currency::USD);
    cart.add(article(1, 500)).expect("room");
    cart.change(CartChange::Price { line: 1, price: Some("4".to_owned()) }).expect("valid");
    let euro: Currency = "EUR".parse().expect("a currency");
    let priced = |variant| {
        let list_price = Money::new(450, euro);
        Some(Article { list_price, ..article(variant, 450) })
    };
    let turned = cart.in_currency(euro, priced).expect("priced");
    assert_eq!(turned.estimate(None).expect("small").total, Money::new(450, euro));
    let refusal = cart.in_currency(euro, |_| None).expect_err("no price");
    assert_eq!(refusal.to_string(), "Article 1 has no price in EUR");
}

#[test]
fn a_subscription_has_its_own_price_and_an_override_stands_above_it() {
    let mut cart = Cart::new(Currency::USD);
    cart.add(article(1, 500)).expect("room");
    let subscription = Some(Subscription { interval: Interval::Day, interval_count: 30 });
    cart.change(CartChange::Subscribe { line: 1, subscription }).expect("offered");
    assert_eq!(cart.lines[0].unit_price().decimal(), "4.99");
    cart.change(CartChange::Price { line: 1, price: Some("3".to_owned()) }).expect("valid");
    assert_eq!(cart.lines[0].unit_price().decimal(), "3.00");
    cart.change(CartChange::Price { line: 1, price: None }).expect("valid");
    assert_eq!(cart.lines[0].unit_price().decimal(), "4.99");
}

proptest! {
    #[test]
    fn the_estimate_is_the_sum_of_its_lines_in_every_currency(
        currency in "[A-Z]{3}",
        lines in proptest::collection::vec((1i64..500_000, 1i64..=999), 0..40),
        shipping in 0i64..10_000,
    ) {
        let currency: Currency = currency.parse().expect("a currency");
        let mut cart = Cart::new(currency);
        for (at, (minor, quantity)) in lines.iter().enumerate() {
            let list_price = Money::new(*minor, currency);
            let article = Article { list_price, ..article(at as i64 + 1, *minor) };
            let line = cart.add(article).expect("room");
            cart.change(CartChange::Quantity { line, quantity: *quantity }).expect("valid");
        }
        let items: i64 = lines.iter().map(|(minor, quantity)| minor * quantity).sum();
        let estimate = cart.estimate(Some(Money::new(shipping, currency))).expect("small");
        prop_assert_eq!(estimate.items.minor, items);
        prop_assert_eq!(estimate.total.minor, items + shipping);
    }

    #[test]
    fn a_cart_survives_its_json(quantity in 1i64..=9_999) {
        let mut cart = Cart::new(Currency::USD);
        let line = cart.add(article(1, 500)).expect("room");
        cart.change(CartChange::Quantity { line, quantity }).expect("valid");
        let json = serde_json::to_string(&cart).expect("plain data");
        prop_assert_eq!(serde_json::from_str::<Cart>(&json).expect("its own"), cart);
    }
}
