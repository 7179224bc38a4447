//! The index of sales: the words under which each is found, and keeping them current.
//!
//! Nothing that is posted writes into it. What is written of a sale makes its revision rise, and a
//! sale whose revision the index does not know is due. The due ones are taken in while the writer has
//! nothing else to do, and by whoever searches before he is answered.

mod query;
mod words;

use std::cmp::Reverse;
use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};

use rusqlite::{OptionalExtension, Row, params};
use sale::Cart;

use crate::{Books, LedgerError, Posting, Result, SaleFilter};
use words::{Choices, Words};

/// What sales can be narrowed to.
const KINDS: [&str; 3] = ["state", "seller", "currency"];

/// Whoever searches takes in so many sales at a time: money that moves meanwhile waits no longer.
const STEP: u32 = 200;

/// So many pages of the index are written anew at a time.
const PAGES_AT_ONCE: u32 = 1_600;

/// What a list of sales is to be looked up with.
pub(crate) enum Asked {
    /// With nothing: every sale is listed.
    All,
    /// With this expression of the index's language.
    Matching(String),
    /// No sale can be listed.
    Nothing,
}

/// A sale to be taken in.
struct Due {
    place: i64,
    id: String,
    state: String,
    seller: String,
    currency: String,
    order_number: Option<String>,
    cart: String,
    total_minor: i64,
    digest: Option<i64>,
}

impl crate::Ledger {
    /// A page of sales, newest first.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn list_sales(&self, filter: SaleFilter) -> Result<Vec<crate::SaleSummary>> {
        self.look_up_indexed(filter.is_narrowed(), move |books| books.list_sales(&filter)).await
    }

    /// The sellers and the currencies that this till's sales can be narrowed to.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn sale_choices(&self) -> Result<crate::SaleChoices> {
        self.look_up_indexed(true, |books| books.sale_choices()).await
    }

    /// Writes the index anew, a piece at a time. What was taken out of it is only marked as such until
    /// then, and could still be read in the file.
    pub(crate) async fn rewrite_index(&self) -> Result<()> {
        while self.post(|posting| posting.index_sales(STEP)).await? > 0 {}
        while self.post(|posting| posting.rewrite_some_words()).await? {}
        Ok(())
    }

    /// Looks something up, where `indexed` only once the index knows every sale.
    async fn look_up_indexed<T: Send + 'static>(
        &self,
        indexed: bool,
        look: impl Fn(&Books<'_>) -> Result<T> + Clone + Send + 'static,
    ) -> Result<T> {
        loop {
            let look = look.clone();
            let looked = self.look_up(move |books| {
                let is_behind = indexed && books.has_sales_to_index()?;
                if is_behind { Ok(None) } else { look(books).map(Some) }
            });
            match looked.await? {
                Some(value) => return Ok(value),
                None => self.post(|posting| posting.index_sales(STEP)).await?,
            };
        }
    }
}

impl Posting<'_> {
    /// Takes into the index at most so many of the sales that it does not know as they are now. Gives
    /// how many.
    ///
    /// # Errors
    /// When the database fails.
    pub fn index_sales(&self, most: u32) -> Result<usize> {
        let mut due: Vec<Due> = self
            .connection
            .prepare_cached(
                "SELECT place, id, state, seller, currency, order_number, cart, total_minor,
                     words_digest
                 FROM sales INDEXED BY sales_to_index WHERE indexed <> revision LIMIT ?1",
            )?
            .query_map([most], due)?
            .collect::<rusqlite::Result<_>>()?;
        // What the index gathers before it writes has to come in the order of its rows.
        due.sort_unstable_by_key(|sale| Reverse(sale.place));
        let mut choices = HashMap::new();
        for sale in &due {
            self.index_sale(sale, &mut choices)?;
        }
        Ok(due.len())
    }

    fn index_sale(&self, sale: &Due, known: &mut HashMap<(usize, String), i64>) -> Result<()> {
        let mut words = self.words_of_sale(sale)?;
        let values = [&sale.state, &sale.seller, &sale.currency];
        let mut ids = [0; 3];
        for (kind, value) in values.into_iter().enumerate() {
            let id = known.get(&(kind, value.clone())).copied();
            ids[kind] = id.map_or_else(|| self.keep_choice(KINDS[kind], value), Ok)?;
            known.insert((kind, value.clone()), ids[kind]);
        }
        words.choices(ids);
        let digest = digest(&words);
        if sale.digest != Some(digest) {
            self.keep_sale_words(sale, &words)?;
        }
        self.connection
            .prepare_cached(
                "UPDATE sales SET indexed = revision, words_digest = ?2 WHERE place = ?1",
            )?
            .execute([sale.place, digest])?;
        Ok(())
    }

    fn keep_sale_words(&self, sale: &Due, words: &Words) -> Result<()> {
        if sale.digest.is_some() {
            self.connection
                .prepare_cached("DELETE FROM sale_words WHERE rowid = ?1")?
                .execute([-sale.place])?;
        }
        self.connection
            .prepare_cached("INSERT INTO sale_words (rowid, words) VALUES (?1, ?2)")?
            .execute(params![-sale.place, words.joined()])?;
        Ok(())
    }

    /// Gives whether there was anything left to rewrite.
    fn rewrite_some_words(&self) -> Result<bool> {
        self.merge(-i64::from(PAGES_AT_ONCE))
    }

    /// Makes one of what was taken into the index at several times, at most so many of its pages: a
    /// search has fewer places to look then. Gives whether there may be more to do.
    ///
    /// # Errors
    /// When the database fails.
    pub fn gather_words(&self, most_pages: u32) -> Result<bool> {
        self.merge(most_pages.into())
    }

    /// By less than nothing, SQLite merges all there is.
    fn merge(&self, pages: i64) -> Result<bool> {
        let before = self.connection.total_changes();
        self.connection
            .prepare_cached("INSERT INTO sale_words (sale_words, rank) VALUES ('merge', ?1)")?
            .execute([pages])?;
        // SQLite's documentation: fewer than two changes tell that nothing was done.
        Ok(self.connection.total_changes() - before >= 2)
    }

    fn keep_choice(&self, kind: &str, value: &str) -> Result<i64> {
        self.connection
            .prepare_cached("INSERT OR IGNORE INTO sale_choices (kind, value) VALUES (?1, ?2)")?
            .execute([kind, value])?;
        self.choice(kind, value)?.ok_or(LedgerError::NotFound("choice"))
    }

    fn words_of_sale(&self, sale: &Due) -> Result<Words> {
        let mut words = Words::default();
        let cart: Cart =
            serde_json::from_str(&sale.cart).map_err(|_| LedgerError::Unreadable("cart"))?;
        words.cart(&cart);
        words.order(sale.order_number.as_deref().unwrap_or_default());
        let upsold = self.upsold(&sale.id, &mut words)?;
        // What the customer's bank lists: the payment, each upsell, or all of it.
        words.amount(sale.total_minor);
        words.amount(sale.total_minor.saturating_sub(upsold));
        let mut orders =
            self.connection.prepare_cached("SELECT number FROM orders WHERE sale_id = ?1")?;
        let mut orders = orders.query([&sale.id])?;
        while let Some(order) = orders.next()? {
            words.order(order.get_ref(0)?.as_str().unwrap_or_default());
        }
        self.order_words(&sale.id, &mut words)?;
        Ok(words)
    }

    /// Adds what the store says was sold: an order that was found there has no cart here.
    fn order_words(&self, sale: &str, words: &mut Words) -> Result<()> {
        let mut lines = self.connection.prepare_cached(
            "SELECT title, variant_title, sku FROM order_lines WHERE sale_id = ?1",
        )?;
        let mut lines = lines.query([sale])?;
        while let Some(line) = lines.next()? {
            words.article(&line.get::<_, String>(0)?, &line.get::<_, String>(1)?);
            words.code(&line.get::<_, String>(2)?);
        }
        Ok(())
    }

    /// Adds what was charged beside the order, or may have been. Gives what that came to.
    fn upsold(&self, sale: &str, words: &mut Words) -> Result<i64> {
        let mut upsells = self.connection.prepare_cached(
            "SELECT title, variant_title, amount_minor FROM upsells
             WHERE sale_id = ?1 AND state NOT IN ('declined', 'not_charged')",
        )?;
        let mut upsells = upsells.query([sale])?;
        let mut sum: i64 = 0;
        while let Some(upsell) = upsells.next()? {
            words.article(&upsell.get::<_, String>(0)?, &upsell.get::<_, String>(1)?);
            if let Some(minor) = upsell.get::<_, Option<i64>>(2)? {
                words.amount(minor);
                sum = sum.saturating_add(minor);
            }
        }
        Ok(sum)
    }
}

impl Books<'_> {
    /// Whether the index does not know some sale as it is now.
    pub(crate) fn has_sales_to_index(&self) -> Result<bool> {
        Ok(self
            .connection
            .prepare_cached(
                "SELECT 1 FROM sales INDEXED BY sales_to_index WHERE indexed <> revision LIMIT 1",
            )?
            .exists([])?)
    }

    /// What to ask the index for a list of sales.
    pub(crate) fn asked(&self, filter: &SaleFilter) -> Result<Asked> {
        let currency = filter.currency.map(|currency| currency.code().to_owned());
        let state = filter.state.map(|state| state.word().to_owned());
        let mut chosen: Choices = [None; 3];
        for (kind, value) in [state, filter.seller.clone(), currency].into_iter().enumerate() {
            let Some(value) = value else { continue };
            let id = self.choice(KINDS[kind], &value)?;
            if id.is_none() {
                return Ok(Asked::Nothing);
            }
            chosen[kind] = id;
        }
        let mut all: Vec<String> = query::expression(&filter.text).into_iter().collect();
        if chosen != [None; 3] {
            all.push(query::exactly(&words::choice(chosen)));
        }
        Ok(if all.is_empty() { Asked::All } else { Asked::Matching(all.join(" AND ")) })
    }

    fn sale_choices(&self) -> Result<crate::SaleChoices> {
        let mut statement = self.connection.prepare_cached(
            "SELECT value FROM sale_choices WHERE kind = ?1 AND value <> '' ORDER BY value",
        )?;
        let mut of = |kind: &str| -> Result<Vec<String>> {
            let values = statement.query_map([kind], |row| row.get(0))?;
            Ok(values.collect::<rusqlite::Result<_>>()?)
        };
        let (sellers, codes) = (of("seller")?, of("currency")?);
        let currencies = codes.iter().filter_map(|code| code.parse().ok()).collect();
        Ok(crate::SaleChoices { sellers, currencies })
    }

    fn choice(&self, kind: &str, value: &str) -> Result<Option<i64>> {
        Ok(self
            .connection
            .prepare_cached("SELECT id FROM sale_choices WHERE kind = ?1 AND value = ?2")?
            .query_row([kind, value], |row| row.get(0))
            .optional()?)
    }
}

fn due(row: &Row<'_>) -> rusqlite::Result<Due> {
    Ok(Due {
        place: row.get("place")?,
        id: row.get("id")?,
        state: row.get("state")?,
        seller: row.get("seller")?,
        currency: row.get("currency")?,
        order_number: row.get("order_number")?,
        cart: row.get("cart")?,
        total_minor: row.get("total_minor")?,
        digest: row.get("words_digest")?,
    })
}

/// What the table `sale_words` is asked for a text, in FTS5's language; none where the text has nothing
/// to look for. Whoever measures the bare index asks it the same.
#[must_use]
pub fn index_query(text: &str) -> Option<String> {
    query::expression(text)
}

/// Tells whether the words of a sale changed. It needs to be the same only for one build of the
/// program: another one's are merely written again.
fn digest(words: &Words) -> i64 {
    let mut hasher = DefaultHasher::new();
    words.hash(&mut hasher);
    hasher.finish().cast_signed()
}
