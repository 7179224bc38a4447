//! The fuzzer's checks on a stable compiler: over its corpus, and over what proptest makes up.
//!
//! Bytes without any sense are refused at the first of them, so most of what is made up here is the
//! real thing with some of it changed.

use std::fs;
use std::path::Path;

use fuzzed::{order_reader, return_body, search_query};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::{Index, select};

type Check = fn(&[u8]);

/// Every file of a target's corpus.
fn corpus(target: &str) -> Vec<Vec<u8>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fuzz/corpus").join(target);
    let files = fs::read_dir(folder).expect("the corpus");
    files.map(|file| fs::read(file.expect("a file").path()).expect("readable")).collect()
}

#[test]
fn the_corpus_holds() {
    let targets: [(&str, Check); 3] = [
        ("return_body", return_body),
        ("order_reader", order_reader),
        ("search_query", search_query),
    ];
    for (target, check) in targets {
        let seeds = corpus(target);
        assert!(seeds.len() > 9, "{target} has a corpus");
        for seed in seeds {
            check(&seed);
        }
    }
}

/// One change of some bytes.
#[derive(Debug, Clone)]
enum Change {
    Put(Index, Vec<u8>),
    Cut(Index, Index),
    Repeat(Index, Index),
}

/// What readers trip over.
const WORDS: &[&str] = &[
    "null",
    "{}",
    "[]",
    "\"\"",
    "0",
    "-1",
    "9223372036854775807",
    "-9223372036854775808",
    "1e9",
    "0.001",
    "9999999999.99",
    "99999999999",
    "\"USD\"",
    "\"number\":",
    "\"lines\":[",
    "true",
    "&response=",
    "%7B%7D",
    "%ff",
    "+",
    "\\",
    "\u{0}",
    "\"",
    "{",
    "\u{301}",
    "茶",
    "\n0:0",
    "\n6:9223372036854775807",
    "\n1:-9",
    "* ^ NEAR(",
    " AND ",
    "title : ",
];

fn change() -> impl Strategy<Value = Change> {
    let put =
        prop_oneof![select(WORDS).prop_map(|w| w.as_bytes().to_vec()), vec(any::<u8>(), 1..4)];
    let at = any::<Index>;
    prop_oneof![
        (at(), put).prop_map(|(at, bytes)| Change::Put(at, bytes)),
        (at(), at()).prop_map(|(from, to)| Change::Cut(from, to)),
        (at(), at()).prop_map(|(from, to)| Change::Repeat(from, to)),
    ]
}

fn changed(mut bytes: Vec<u8>, changes: &[Change]) -> Vec<u8> {
    let range = |from: &Index, to: &Index, length: usize| {
        let (from, to) = (from.index(length + 1), to.index(length + 1));
        from.min(to)..from.max(to)
    };
    for change in changes {
        match change {
            Change::Put(at, new) => {
                let at = at.index(bytes.len() + 1);
                bytes.splice(at..at, new.iter().copied());
            }
            Change::Cut(from, to) => drop(bytes.drain(range(from, to, bytes.len()))),
            Change::Repeat(from, to) => {
                let part = bytes[range(from, to, bytes.len())].to_vec();
                bytes.extend(part);
            }
        }
    }
    bytes
}

fn near(target: &'static str) -> impl Strategy<Value = Vec<u8>> {
    (select(corpus(target)), vec(change(), 1..6)).prop_map(|(seed, list)| changed(seed, &list))
}

fn form(response: &[u8]) -> Vec<u8> {
    let mut form = b"response=".to_vec();
    form.extend(form_urlencoded::byte_serialize(response).flat_map(str::bytes));
    form
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2_000, ..ProptestConfig::default() })]

    #[test]
    fn a_changed_return_holds(body in near("return_body")) {
        return_body(&body);
    }

    #[test]
    fn a_changed_order_holds_however_it_comes(order in near("order_reader")) {
        order_reader(&order);
        return_body(&form(&order));
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, ..ProptestConfig::default() })]

    #[test]
    fn a_changed_query_holds(query in near("search_query")) {
        search_query(&query);
    }

    #[test]
    fn any_text_can_be_searched_for(length in any::<u8>(), text in any::<String>()) {
        search_query(&[&[length], text.as_bytes()].concat());
    }
}
