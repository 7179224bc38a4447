//! What holds for a shop of a real one's size, and would take long to read page by page.

use std::collections::{BTreeSet, HashSet};

use super::*;

fn grown(variants: u32) -> Vec<Product> {
    let mut products = Vec::new();
    grow(&mut products, variants, 7);
    products
}

#[test]
fn titles_give_a_search_something_to_do() {
    let products = grown(30_000);
    let titles: Vec<&str> = products.iter().map(|product| product.title.as_str()).collect();
    let words: HashSet<String> = titles
        .iter()
        .flat_map(|title| title.split(|letter: char| !letter.is_alphanumeric()))
        .map(str::to_lowercase)
        .collect();
    assert!(words.len() > 2000, "{} words", words.len());

    let with = |first: char, last: char| {
        titles.iter().filter(|title| title.chars().any(|c| (first..=last).contains(&c))).count()
    };
    let scripts = [
        ("accents", 'À', 'ž'),
        ("Cyrillic", 'А', 'я'),
        ("Greek", 'Α', 'ω'),
        ("Arabic", 'ا', 'ي'),
        ("Hebrew", 'א', 'ת'),
        ("Thai", 'ก', '๙'),
        ("kana", 'ぁ', 'ヿ'),
        ("Chinese characters", '一', '龯'),
        ("Hangul", '가', '힣'),
    ];
    for (script, first, last) in scripts {
        assert!(with(first, last) > 40, "{script}: {}", with(first, last));
    }
    assert!((5..200).contains(&with('🀀', '🧿')), "a few have an emoji");
    let longest = titles.iter().filter(|title| title.chars().count() == 500).count();
    assert!((3..60).contains(&longest), "{longest} titles are of 500 characters");
    let distinct: HashSet<_> = titles.iter().collect();
    assert!(distinct.len() < titles.len(), "some things are called the same");
    assert!(distinct.len() * 10 > titles.len() * 9);
}

#[test]
fn products_are_as_varied_as_those_of_a_real_shop() {
    let products = grown(30_000);
    let counts: BTreeSet<usize> = products.iter().map(|product| product.variants.len()).collect();
    assert_eq!(counts, (1..=8).collect());
    let some = |what: &str, is_so: &dyn Fn(&Product) -> bool| {
        let share =
            products.iter().filter(|product| is_so(product)).count() * 1000 / products.len();
        assert!((1..700).contains(&share), "{what}: {share} of a thousand");
    };
    some("subscribed to", &|product| product.subscription.is_some());
    some("recommending", &|product| !product.recommended.is_empty());
    some("downloaded", &|product| product.kind == Kind::Download);
    some("without a price", &|product| product.variants.iter().any(|one| one.prices.len() == 2));
    some("not for sale", &|product| product.variants.iter().any(|one| !one.is_for_sale()));
    some("not counted", &|product| product.variants.iter().any(|one| one.in_stock.is_none()));
    some("without a barcode", &|product| product.variants.iter().any(|one| one.upc.is_none()));
    some("reduced", &|product| product.variants.iter().all(|one| one.prices[0].retail.is_some()));

    let slugs: HashSet<_> = products.iter().map(|product| &product.slug).collect();
    assert_eq!(slugs.len(), products.len());
    let amounts = products.iter().flat_map(|product| &product.variants).map(|one| one.unit_cost);
    assert!(amounts.into_iter().all(|cost| cost.minor() > 0));
}
