//! Reports and files of very many sales: nothing is left out, and a file takes no more memory for them.

use std::collections::{BTreeMap, HashMap};
use std::path::PathBuf;

use grown::{Grown, Growth, grow};
use serde_json::{Value, json};
use tillway_tests::sale::minor;
use tillway_tests::shop::KETTLE;
use tillway_tests::{Setup, Shop, Till};

use super::files::{decimal, export, left};
use super::{EVER, in_currency, report};

/// What the till may take more while it writes a file: what SQLite keeps of the books, and room for
/// what an allocator keeps back. A hundred thousand rows are longer than that, a million much longer.
#[cfg(target_os = "linux")]
const MORE_MEMORY: u64 = 12 * 1024 * 1024;

/// The most products that a report names.
const BEST_PRODUCTS: usize = 10;

/// A till in UTC that has made so many sales.
async fn busy(shop: &Shop, growth: Growth) -> Till {
    let mut till = Setup::default().in_zone("UTC").at(shop).await;
    till.variant(KETTLE).await;
    till.change_books(move |ledger| grow(ledger, growth)).await.expect("grown");
    till
}

/// What a report is to say of one currency, added up sale by sale.
#[derive(Default)]
struct Sum {
    orders: u64,
    items: u64,
    takings: i64,
    cancelled: u64,
    refunded: i64,
    tax: i64,
    offered: usize,
    upsold: u64,
    upsold_minor: i64,
    methods: HashMap<String, i64>,
    sellers: HashMap<String, i64>,
    hours: HashMap<i64, i64>,
    products: HashMap<String, (i64, i64)>,
}

impl Sum {
    fn add(&mut self, grown: &Grown, paid_at: i64) {
        let (sold, total) = (&grown.sold, grown.sold.total.minor);
        self.orders += 1;
        self.items += u64::from(grown.items);
        self.takings += total;
        self.tax += total / 6;
        self.cancelled += u64::from(sold.is_cancelled);
        self.refunded += if sold.is_cancelled { total } else { 0 };
        self.offered += sold.offered.len();
        *self.methods.entry(grown.method.to_owned()).or_default() += total;
        *self.sellers.entry(sold.seller.clone()).or_default() += total;
        *self.hours.entry(paid_at / 3_600_000 % 24).or_default() += total;
        for line in &grown.cart.lines {
            self.add_line(&line.article, i64::from(line.quantity));
        }
        if let Some(added) = &sold.upsell {
            self.upsold += 1;
            self.upsold_minor += added.list_price.minor;
            self.add_line(added, 1);
        }
    }

    fn add_line(&mut self, article: &sale::Article, quantity: i64) {
        let product = self.products.entry(article.title.clone()).or_default();
        *product = (product.0 + article.list_price.minor * quantity, product.1 + quantity);
    }

    fn check(&self, told: &Value) {
        let figures = &told["figures"];
        assert_eq!(
            (&figures["orders"], &figures["items"], &told["cancelled"], &figures["refunds"]),
            (
                &json!(self.orders),
                &json!(self.items),
                &json!(self.cancelled),
                &json!(self.cancelled)
            )
        );
        let told_sums = [&figures["takings"], &figures["refunded"], &told["tax"]].map(minor);
        assert_eq!(told_sums, [self.takings, self.refunded, self.tax].map(Some));
        let upsells = &told["upsells"];
        assert_eq!(
            (&upsells["offered"], &upsells["taken"], minor(&upsells["total"])),
            (&json!(self.offered), &json!(self.upsold), Some(self.upsold_minor))
        );
        assert_eq!(by_name(&told["methods"]), self.methods);
        assert_eq!(by_name(&told["sellers"]), self.sellers);
        // Hours in which nothing was sold stand between the others.
        let hours: HashMap<i64, i64> = super::rows(&told["hours"], "hour")
            .into_iter()
            .filter(|(_, takings, _)| *takings != 0)
            .map(|(hour, takings, _)| (hour.as_i64().expect("an hour"), takings))
            .collect();
        assert_eq!(hours, self.hours);
        self.check_products(&told["products"]);
    }

    fn check_products(&self, told: &Value) {
        let mut best: Vec<(i64, i64, &str)> =
            self.products.iter().map(|(title, (sum, count))| (*sum, *count, &**title)).collect();
        best.sort_by_key(|(sum, count, title)| (-sum, -count, *title));
        best.truncate(BEST_PRODUCTS);
        let told: Vec<(i64, i64, &str)> = told
            .as_array()
            .expect("a table")
            .iter()
            .map(|row| {
                let count = row["quantity"].as_i64().expect("a count");
                (
                    minor(&row["total"]).expect("an amount"),
                    count,
                    row["title"].as_str().expect("text"),
                )
            })
            .collect();
        assert_eq!(told, best);
    }
}

fn by_name(table: &Value) -> HashMap<String, i64> {
    let rows = super::rows(table, "name").into_iter();
    rows.map(|(name, takings, _)| (name.as_str().expect("text").to_owned(), takings)).collect()
}

/// Every paid sale of the growth with the moment at which it was paid.
fn paid(growth: Growth) -> impl Iterator<Item = (Grown, i64)> {
    let all = (0..growth.sales).map(move |number| growth.grown(number));
    all.filter(|grown| grown.sold.order_number.is_some()).map(|grown| {
        let paid_at = grown.sold.started_at + 60_000;
        (grown, paid_at)
    })
}

/// Holds the report of each span against what the sales themselves come to.
async fn reports_leave_nothing_out(till: &Till, growth: Growth, spans: &[(i64, i64)]) {
    let mut expected: Vec<BTreeMap<String, Sum>> = spans.iter().map(|_| BTreeMap::new()).collect();
    for (grown, at) in paid(growth) {
        for ((from, to), sums) in spans.iter().zip(&mut expected) {
            if (*from..*to).contains(&at) {
                let currency = grown.sold.total.currency.code().to_owned();
                sums.entry(currency).or_default().add(&grown, at);
            }
        }
    }
    for (span, sums) in spans.iter().zip(expected) {
        let told = report(till, *span).await;
        assert_eq!(told["currencies"].as_array().map(Vec::len), Some(sums.len()), "{span:?}");
        for (currency, sum) in sums {
            sum.check(in_currency(&told, &currency));
        }
    }
}

/// What the till told of a file from its beginning to its end, and where it is.
async fn told_of_file(till: &Till, kind: &str, stop: bool) -> (Vec<Value>, PathBuf) {
    let begun = till.ask("export_csv", export(kind, EVER)).await;
    let (mut told, mut heard): (Vec<Value>, usize) = (Vec::new(), 0);
    while told.last().is_none_or(|csv| csv["state"] == "running") {
        let next = till
            .until_told_after(&mut heard, "how far the file is", |event| {
                event["csv"]["id"] == begun["id"]
            })
            .await;
        if stop && is_under_way(&next["csv"]) {
            till.ask("stop_csv", json!({})).await;
        }
        told.push(next["csv"].clone());
    }
    (told, PathBuf::from(begun["file"].as_str().expect("a path")))
}

fn is_under_way(csv: &Value) -> bool {
    let (done, expected) = (csv["done"].as_u64(), csv["expected"].as_u64());
    csv["state"] == "running" && done > Some(0) && done < expected
}

/// Has all rows of a kind written, and gives each to `take` by its column's name. Nothing is held in
/// memory but one row, here and in the till.
async fn each_row(till: &Till, kind: &str, mut take: impl FnMut(&dyn Fn(&str) -> String)) -> u64 {
    #[cfg(target_os = "linux")]
    let before = till.peak_memory();
    let (told, path) = told_of_file(till, kind, false).await;
    #[cfg(target_os = "linux")]
    {
        // The kernel counts in lumps: what it tells may be a little less a moment later.
        let more = till.peak_memory().saturating_sub(before);
        assert!(more < MORE_MEMORY, "{kind} took {more} bytes");
    }
    let last = told.last().expect("an end");
    assert_eq!(last["state"], "done", "{last}");
    let mut reader = csv::Reader::from_path(&path).expect("a file");
    // The byte order mark is no part of the first name.
    let names: Vec<String> = reader.headers().expect("names").iter().map(str::to_owned).collect();
    let place = |name: &str| names.iter().position(|column| column == name).expect("a column");
    let mut count = 0;
    for row in reader.records() {
        let row = row.expect("a row");
        take(&|name| row[place(name)].to_owned());
        count += 1;
    }
    assert_eq!((&last["done"], &last["expected"]), (&json!(count), &json!(count)));
    let done: Vec<u64> = told.iter().filter_map(|csv| csv["done"].as_u64()).collect();
    assert!(done.is_sorted() && told.iter().any(|csv| csv["expected"] == count), "{told:?}");
    count
}

async fn files_leave_nothing_out(till: &Till, growth: Growth) {
    let mut sales = paid(growth);
    let orders = each_row(till, "orders", |cell| {
        let (grown, _) = sales.next().expect("no more orders than were paid");
        let sold = &grown.sold;
        assert_eq!(Some(cell("order_number")), sold.order_number);
        assert_eq!((cell("sale"), cell("total")), (sold.id.clone(), sold.total.decimal()));
        assert_eq!(cell("seller"), sold.seller);
        let refunded = if sold.is_cancelled { sold.total.decimal() } else { decimal(0) };
        assert_eq!(cell("refunded"), refunded);
    })
    .await;
    assert!(sales.next().is_none(), "an order is missing after {orders}");

    let mut lines = paid(growth).flat_map(|(grown, _)| {
        let cart =
            grown.cart.lines.into_iter().map(|line| (line.article.variant_id, line.quantity));
        let added = grown.sold.upsell.map(|added| (added.variant_id, 1));
        cart.chain(added).collect::<Vec<_>>()
    });
    each_row(till, "lines", |cell| {
        let (variant, quantity) = lines.next().expect("no more lines than were sold");
        let expected = (variant.to_string(), quantity.to_string());
        assert_eq!((cell("variant_id"), cell("quantity")), expected);
    })
    .await;
    assert!(lines.next().is_none(), "a line is missing");

    let mut refunded = paid(growth).filter(|(grown, _)| grown.sold.is_cancelled);
    each_row(till, "refunds", |cell| {
        let (grown, _) = refunded.next().expect("no more refunds than were made");
        assert_eq!(cell("amount"), grown.sold.total.decimal());
    })
    .await;
    assert!(refunded.next().is_none(), "a refund is missing");
}

/// The files that were saved, with their lengths.
fn saved(till: &Till) -> BTreeMap<String, u64> {
    let folder = till.data_dir().join("saved");
    let length = |name: &String| std::fs::metadata(folder.join(name)).expect("a file").len();
    left(till).into_iter().map(|name| (name.clone(), length(&name))).collect()
}

/// The file that had the name before stays as it was.
async fn a_stopped_file_leaves_nothing(till: &Till) {
    let before = saved(till);
    let (told, _) = told_of_file(till, "lines", true).await;
    assert!(told.iter().any(is_under_way), "how far it is was told: {told:?}");
    assert_eq!(told.last().expect("an end")["state"], "stopped");
    assert_eq!(saved(till), before);
}

async fn nothing_is_left_out(growth: Growth, spans: &[(i64, i64)]) {
    let shop = Shop::open().await;
    let till = busy(&shop, growth).await;
    files_leave_nothing_out(&till, growth).await;
    a_stopped_file_leaves_nothing(&till).await;
    reports_leave_nothing_out(&till, growth, spans).await;
    till.verify().await;
}

/// All times; a year that begins within a day, a quarter of an hour and a minute; a day; nothing.
fn spans() -> [(i64, i64); 4] {
    let middle = grown::END - grown::SPAN / 2;
    let day = 24 * 3_600_000;
    let begin = middle - middle % day + 12_345_678;
    [EVER, (begin, begin + 365 * day), (middle - middle % day, middle - middle % day + day), (5, 6)]
}

#[tokio::test]
async fn reports_and_files_of_a_hundred_thousand_sales_leave_nothing_out() {
    nothing_is_left_out(Growth { sales: 100_000, seed: 11 }, &spans()).await;
}

#[tokio::test]
#[ignore = "takes minutes, and some gigabytes of the disk"]
async fn reports_and_files_of_a_million_sales_leave_nothing_out() {
    nothing_is_left_out(Growth { sales: 1_000_000, seed: 11 }, &spans()).await;
}
