//! A small catalogue in a real ledger, for the search.

use std::sync::LazyLock;

use ledger::{Books, Ledger, LedgerError};
use sale::{Currency, Money, Price, Product, Stock, Variant};
use tempfile::TempDir;
use tokio::runtime::{Builder, Runtime};

/// So many variants are in it.
pub(crate) const VARIANTS: usize = 46;

const TITLES: [&str; 23] = [
    "Walnut Kettle, 1.2 l",
    "Kettle descaler, walnut oil safe",
    "Crème brûlée set",
    "ウォルナット・ケトル",
    "急須 茶",
    "Łuczak & Søn Straße",
    "Чайник эмалированный",
    "Βραστήρας τσαγιού",
    "קומקום תה",
    "غلاية شاي",
    "हिन्दी चाय की केतली",
    "ชาไทย กา",
    "찻주전자 도자기",
    "Tea 🍵 & ☕ ✨",
    "AND OR NOT NEAR",
    "title : \"quoted\" * ^ words",
    "a",
    "1 2 3",
    "İstanbul çaydanlık ı",
    "e\u{301}\u{301}\u{301}te\u{301}",
    "ﬁlter ㎏ ½ Ⅷ",
    "walnut walnut walnut",
    "walnut kettle small, walnut kettle large",
];

const CODES: [(&str, &str); 5] = [
    ("KET-WAL-12", "4006381333931"),
    ("ket_wal 12", "0012345678905"),
    ("7", "01234565"),
    ("SKU/É-9", ""),
    ("  ", "4901234567894"),
];

/// The ledger with the runtime that its look-ups need.
pub(crate) struct Catalogue {
    runtime: Runtime,
    ledger: Ledger,
    _folder: TempDir,
}

/// Made once for all queries: nothing writes to it after that.
pub(crate) static CATALOGUE: LazyLock<Catalogue> = LazyLock::new(Catalogue::new);

impl Catalogue {
    fn new() -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let ledger = Ledger::open(&folder.path().join("ledger.sqlite3")).expect("a new file");
        let runtime = Builder::new_current_thread().build().expect("a runtime");
        let products: Vec<_> = (1..).zip(TITLES).map(|(id, title)| product(id, title)).collect();
        let kept = ledger.post(move |posting| {
            posting.keep_products(&products, 1)?;
            posting.count_sold([10, 11, 30, 30, 50, 220])
        });
        runtime.block_on(kept).unwrap_or_else(|error: LedgerError| panic!("{error}"));
        Self { runtime, ledger, _folder: folder }
    }

    pub(crate) fn look_up<T: Send + 'static>(
        &self,
        look: impl FnOnce(&Books<'_>) -> ledger::Result<T> + Send + 'static,
    ) -> T {
        let found = self.runtime.block_on(self.ledger.look_up(look));
        found.unwrap_or_else(|error| panic!("{error}: {error:?}"))
    }
}

/// Each with two variants; every third cannot be sold.
fn product(id: i64, title: &str) -> Product {
    let price = Money::new(100 * id, Currency::USD);
    let (sku, barcode) = CODES[id.unsigned_abs() as usize % CODES.len()];
    let variant = |number| Variant {
        id: 10 * id + number,
        title: if number == 0 { String::new() } else { "Brushed".to_owned() },
        sku: Some(sku.to_owned()),
        barcode: Some(barcode.to_owned()),
        requires_shipping: true,
        sellable: id % 3 != 0,
        stock: Stock::Untracked,
        stock_count: None,
        prices: vec![Price { price, retail: None, subscription: None }],
    };
    Product {
        id,
        title: title.to_owned(),
        picture: None,
        recommended: Vec::new(),
        interval: None,
        interval_counts: Vec::new(),
        variants: vec![variant(0), variant(1)],
    }
}
