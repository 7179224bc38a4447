//! Laws of the search, over titles in many scripts, through real files.

use std::path::Path;

use ledger::{Found, Ledger, SearchQuery};
use proptest::collection::vec;
use proptest::prelude::*;
use sale::{Currency, Money, Price, Product, Stock, Variant};

/// Runs what is asked of a ledger to its end.
fn now<T>(work: impl Future<Output = T>) -> T {
    let runtime = tokio::runtime::Builder::new_current_thread().build().expect("a runtime");
    runtime.block_on(work)
}

fn open(folder: &Path) -> Ledger {
    Ledger::open(&folder.join("ledger.sqlite3")).expect("a new file")
}

fn product(id: i64, title: &str, sku: Option<String>, barcode: Option<String>) -> Product {
    let price = Money::new(100 * id, Currency::USD);
    Product {
        id,
        title: title.to_owned(),
        picture: None,
        recommended: Vec::new(),
        interval: None,
        interval_counts: Vec::new(),
        variants: vec![Variant {
            id: 1_000 + id,
            title: String::new(),
            sku,
            barcode,
            requires_shipping: true,
            sellable: true,
            stock: Stock::Untracked,
            stock_count: None,
            prices: vec![Price { price, retail: None, subscription: None }],
        }],
    }
}

fn keep(ledger: &Ledger, products: Vec<Product>, run: i64) {
    now(ledger.post(move |posting| posting.keep_products(&products, run))).expect("kept");
}

fn sell(ledger: &Ledger, variants: &'static [i64]) {
    now(ledger.post(move |posting| posting.count_sold(variants.iter().copied()))).expect("kept");
}

fn search(ledger: &Ledger, text: &str, after: Option<ledger::Place>, limit: u32) -> Found {
    let query = SearchQuery { text: text.to_owned(), currency: Currency::USD, after, limit };
    now(ledger.look_up(move |books| books.search(&query))).expect("readable")
}

fn ids(found: &Found) -> Vec<i64> {
    found.items.iter().map(|item| item.product_id).collect()
}

/// Every page of an answer, one after the other.
fn all_pages(ledger: &Ledger, text: &str, limit: u32) -> Vec<i64> {
    let (mut hits, mut after) = (Vec::new(), None);
    loop {
        let found = search(ledger, text, after, limit);
        hits.extend(ids(&found));
        after = found.next;
        if after.is_none() {
            return hits;
        }
    }
}

fn word() -> impl Strategy<Value = String> {
    prop_oneof![
        "[a-zA-Z]{2,9}",
        "[a-zà-öø-ÿ]{2,9}",
        "[а-яё]{2,8}",
        "[α-ω]{2,8}",
        "[א-ת]{2,7}",
        "[ا-ي]{2,7}",
        "[ァ-ヶー]{2,6}",
        "[一-龥]{1,4}",
        "[0-9]{2,6}",
        "[A-Z]{2,4}-[0-9]{2,4}",
        "[a-z]{2,5}[🍵☕✨]",
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    #[test]
    fn whatever_is_in_a_title_is_found_by_any_two_of_its_words(
        titles in vec(vec(word(), 2..7), 1..12),
        picks in vec((any::<prop::sample::Index>(), any::<prop::sample::Index>(), 2usize..20), 12),
    ) {
        let folder = tempfile::tempdir().expect("a folder");
        let ledger = open(folder.path());
        let products = (1..)
            .zip(&titles)
            .map(|(id, words)| product(id, &words.join(" "), None, None))
            .collect();
        keep(&ledger, products, 1);
        for ((id, words), (one, other, length)) in (1..).zip(&titles).zip(picks) {
            // The last word may still be being typed.
            let typed: String = one.get(words).chars().take(length).collect();
            for query in [
                format!("{} {}", one.get(words), other.get(words)),
                format!("{} {typed}", other.get(words)).to_uppercase(),
            ] {
                let hits = all_pages(&ledger, &query, 5);
                prop_assert!(hits.contains(&id), "{query:?} in {:?}: {hits:?}", words.join(" "));
                let mut once = hits.clone();
                once.sort_unstable();
                once.dedup();
                prop_assert_eq!(once.len(), hits.len(), "a hit twice: {:?}", hits);
            }
        }
    }

    #[test]
    fn codes_are_exact_and_come_first(
        codes in vec(("[A-Z]{2,4}-[A-Z0-9]{2,6}", 1_000_000u64..9_999_999_999_999), 2..10),
        picked in any::<prop::sample::Index>(),
    ) {
        let folder = tempfile::tempdir().expect("a folder");
        let ledger = open(folder.path());
        let products = (1..)
            .zip(&codes)
            .map(|(id, (sku, barcode))| {
                // Each title names the next one's code, which must not come before the code itself.
                let other = &codes[id as usize % codes.len()].0;
                product(id, &format!("{other} case"), Some(sku.clone()), Some(barcode.to_string()))
            })
            .collect();
        keep(&ledger, products, 1);
        let (sku, barcode) = picked.get(&codes);
        let owners: Vec<i64> = (1..)
            .zip(&codes)
            .filter(|(_, (other, _))| other == sku)
            .map(|(id, _)| id)
            .collect();
        let hits = ids(&search(&ledger, &sku.to_lowercase(), None, 50));
        prop_assert_eq!(&hits[..owners.len()], &owners[..], "{}", sku);
        for scanned in [barcode.to_string(), format!("0{barcode}")] {
            let code = scanned.clone();
            let found = now(ledger.look_up(move |books| books.find_code(&code, Currency::USD)));
            let found = found.expect("readable");
            let exact = |item: &ledger::CatalogueItem| item.barcode.as_deref() == Some(&barcode.to_string());
            prop_assert!(!found.is_empty() && found.iter().all(exact), "{}: {:?}", scanned, found);
        }
    }
}

#[test]
fn what_sells_most_comes_first_among_equals_and_what_cannot_be_sold_last() {
    let folder = tempfile::tempdir().expect("a folder");
    let ledger = open(folder.path());
    let mut products: Vec<Product> = (1..=5)
        .map(|id| product(id, &format!("Walnut bowl {id}"), None, None))
        .chain([product(6, "Bowl of walnut", None, None), product(7, "Walnut bowl 7", None, None)])
        .collect();
    products[0].variants[0].sellable = false;
    keep(&ledger, products.clone(), 1);
    assert_eq!(ids(&search(&ledger, "walnut", None, 10)), [2, 3, 4, 5, 7, 6, 1]);
    sell(&ledger, &[1004, 1003, 1004, 1006]);
    let expected = [4, 3, 2, 5, 7, 6, 1];
    assert_eq!(ids(&search(&ledger, "walnut", None, 10)), expected);
    assert_eq!(all_pages(&ledger, "walnut", 2), expected);
    assert_eq!(all_pages(&ledger, "", 2), [4, 3, 6, 1, 2, 5, 7]);
    // Reading it again as it was, or changed, loses nothing of that.
    products[3].title = "Walnut bowl IV".to_owned();
    keep(&ledger, products, 2);
    assert_eq!(ids(&search(&ledger, "walnut", None, 10)), expected);
}

#[test]
fn few_hits_come_in_the_same_order_as_among_many() {
    let folder = tempfile::tempdir().expect("a folder");
    let ledger = open(folder.path());
    let titles = ["Walnut bowl", "Bowl of walnut", "Walnuts", "Nut, wal"];
    let products: Vec<Product> = (1..=400)
        .map(|id| {
            let mut product = product(id, titles[id as usize % 3 + id as usize % 2], None, None);
            product.variants[0].sellable = id % 7 != 0;
            product
        })
        .collect();
    keep(&ledger, products.clone(), 1);
    sell(&ledger, &[1004, 1113, 1004, 1006, 1007, 1010, 1111]);
    let many = all_pages(&ledger, "walnu", 50);
    assert!(many.len() > 200, "{}", many.len());
    let kept: Vec<Product> = products.into_iter().filter(|product| product.id % 5 > 2).collect();
    let is_kept = |id: &i64| id % 5 > 2;
    keep(&ledger, kept, 2);
    now(ledger.post(|posting| posting.finish_run(2))).expect("forgotten");
    let few: Vec<i64> = many.into_iter().filter(is_kept).collect();
    assert!((20..150).contains(&few.len()), "{}", few.len());
    for limit in [1, 7, 50, 200] {
        assert_eq!(all_pages(&ledger, "walnu", limit), few, "{limit}");
    }
}

#[test]
fn a_code_that_two_products_have_finds_both_and_a_lacking_check_digit_is_added() {
    let folder = tempfile::tempdir().expect("a folder");
    let ledger = open(folder.path());
    let code = |text: &str| Some(text.to_owned());
    keep(
        &ledger,
        vec![
            product(1, "Mug", code("MUG"), code("4006381333931")),
            product(2, "Cup", code("mug"), code("04006381333931")),
            product(3, "Jug", None, code("036000291452")),
        ],
        1,
    );
    let find = |text: &'static str| {
        let found = now(ledger.look_up(move |books| books.find_code(text, Currency::USD)));
        found.expect("readable").iter().map(|item| item.product_id).collect::<Vec<_>>()
    };
    assert_eq!(find("4006381333931"), [1, 2]);
    assert_eq!(find("400638133393"), [1, 2]);
    assert_eq!(find("Mug"), [1, 2]);
    for scanned in ["036000291452", "36000291452", "0036000291452", "03600029145"] {
        assert_eq!(find(scanned), [3], "{scanned}");
    }
    assert_eq!(find("0360002914"), [0i64; 0]);
}

#[test]
fn each_page_of_a_code_tells_how_many_have_it() {
    let folder = tempfile::tempdir().expect("a folder");
    let ledger = open(folder.path());
    let code = |text: &str| Some(text.to_owned());
    let products = (1..=5).map(|id| product(id, "Mug", None, code("4006381333931"))).collect();
    keep(&ledger, products, 1);
    for text in ["4006381333931", "0004006381333931"] {
        let first = search(&ledger, text, None, 2);
        let second = search(&ledger, text, first.next, 2);
        assert_eq!((first.total, second.total), (5, 5), "{text}");
    }
}

#[test]
fn hits_whose_code_was_asked_for_do_not_push_others_off_a_page() {
    let folder = tempfile::tempdir().expect("a folder");
    let ledger = open(folder.path());
    let code = |text: &str| Some(text.to_owned());
    let mut products: Vec<_> = (1..=5).map(|id| product(id, "Kettle", code("POT"), None)).collect();
    products.extend((6..=9).map(|id| product(id, "Kettle", code("POT-2"), None)));
    keep(&ledger, products, 1);
    for limit in 1..10 {
        assert_eq!(all_pages(&ledger, "pot", limit), [1, 2, 3, 4, 5, 6, 7, 8, 9], "{limit}");
    }
}

#[test]
fn a_slip_is_forgiven_only_where_nothing_matches() {
    let folder = tempfile::tempdir().expect("a folder");
    let ledger = open(folder.path());
    let titles = ["Walnut kettle", "Nettle tea", "Crème brûlée", "日本の茶"];
    let products = (1..).zip(titles).map(|(id, title)| product(id, title, None, None)).collect();
    keep(&ledger, products, 1);
    for (query, forgiven, expected) in [
        ("kettle", false, vec![1]),
        ("ketle", true, vec![1]),
        ("kettel walnut", true, vec![1]),
        // Of all that may have been meant, titles that begin with it come first.
        ("bettle", true, vec![2, 1]),
        ("creme bruleee", true, vec![3]),
        ("wlan", true, vec![1]),
        ("日本の水", false, vec![]),
        ("ket", false, vec![1]),
        ("kxx", false, vec![]),
    ] {
        let found = search(&ledger, query, None, 10);
        assert_eq!((found.forgiven, ids(&found)), (forgiven, expected), "{query:?}");
    }
}

#[test]
fn a_run_that_sees_a_changed_product_forgets_its_old_words_and_variants() {
    let folder = tempfile::tempdir().expect("a folder");
    let ledger = open(folder.path());
    let mut kettle = product(1, "Walnut kettle", Some("KET".to_owned()), None);
    kettle.variants.push(Variant {
        id: 2_000,
        title: "Copper".to_owned(),
        ..kettle.variants[0].clone()
    });
    keep(&ledger, vec![kettle.clone()], 1);
    assert_eq!(search(&ledger, "copper", None, 10).total, 1);
    kettle.variants.pop();
    kettle.title = "Oak kettle".to_owned();
    keep(&ledger, vec![kettle], 2);
    for (query, total) in [("copper", 0), ("walnut", 0), ("oak", 1), ("ket", 1)] {
        assert_eq!(search(&ledger, query, None, 10).total, total, "{query:?}");
    }
}
