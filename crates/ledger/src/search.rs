//! Finding products: any word order, prefixes, accents and case ignored, SKUs and barcodes, one slip
//! of a letter forgiven.
//!
//! The index answers in the order of its rows, and stops as soon as it has given enough. So of many
//! hits none is ever ranked: they fall into tiers, one query each, and only as many tiers are asked as
//! fill the page. What was sold here is few enough to be sorted. Where all hits are few, one query finds
//! them, and they are put into the same tiers by what the catalogue says of each.

use std::fmt;
use std::str::FromStr;

use rusqlite::params;
use sale::Currency;
use sale::code::{barcode_key, readings, sku_key};

use crate::fold::{SHORTEST_FORGIVEN, fold, is_one_slip_from, parts};
use crate::item::CatalogueItem;
use crate::{Books, Result};

/// Matches are counted up to here.
pub const MOST_COUNTED: u32 = 1_000;

/// So many hits are few: to look each up costs less than to ask the index for every tier.
const FEW: usize = 150;

/// So many of a tier of sold variants are looked at to put the one sold most first.
const MOST_SOLD: u32 = 500;

/// A query has at most so many words; more would not narrow it.
const MOST_WORDS: usize = 12;

/// A slip may have been meant for at most so many words.
const MOST_MEANT: usize = 24;

/// What to look for.
#[derive(Debug, Clone)]
pub struct SearchQuery {
    /// Words in any order, or a code; empty for the whole catalogue.
    pub text: String,
    /// The currency of the prices.
    pub currency: Currency,
    /// Behind which place to go on.
    pub after: Option<Place>,
    /// At most so many.
    pub limit: u32,
}

/// What a search found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Found {
    /// The best, best first.
    pub items: Vec<CatalogueItem>,
    /// How many match in all, counted up to [`MOST_COUNTED`].
    pub total: u32,
    /// Whether even more match.
    pub uncounted: bool,
    /// Whether nothing matches exactly and a slip of a letter was forgiven.
    pub forgiven: bool,
    /// Where to go on; none behind the last.
    pub next: Option<Place>,
}

/// A place in the hits of a query: a tier, and the row or the number in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place {
    tier: usize,
    after: i64,
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.tier, self.after)
    }
}

impl FromStr for Place {
    type Err = ();

    fn from_str(text: &str) -> std::result::Result<Self, ()> {
        let (tier, after) = text.split_once(':').ok_or(())?;
        Ok(Self { tier: tier.parse().map_err(|_| ())?, after: after.parse().map_err(|_| ())? })
    }
}

/// Hits of one rank.
enum Tier {
    /// Exactly these, whose code was asked for.
    Codes(Vec<i64>),
    /// These of what was sold here and matches, the most sold first.
    TheseSold(Vec<i64>),
    /// These, in the order of the index.
    These(Vec<i64>),
    /// What was sold here and matches, the most sold first.
    Sold(String),
    /// What matches, in the order of the index.
    Rows(String),
    /// What was sold here, the most sold first.
    AnySold,
    /// All else.
    AnyRows,
}

impl Books<'_> {
    /// The variants that match every word of the query: those whose code it is, then those whose
    /// title begins with a word of it, then the rest, each first those sold here most. What cannot
    /// be sold stands behind all that can, unless its own code was asked for. Where nothing matches,
    /// words that differ in one letter do. Without a word, the whole catalogue.
    ///
    /// # Errors
    /// When the database fails.
    pub fn search(&self, query: &SearchQuery) -> Result<Found> {
        let words = words(&query.text);
        if words.is_empty() {
            let total = self.count_variants()?;
            let tiers = [Tier::AnySold, Tier::AnyRows];
            return Ok(Found { total, ..self.page(&tiers, query)? });
        }
        let codes = self.exact_codes(&query.text)?;
        let mut meant: Vec<Vec<String>> = words.iter().map(|word| vec![word.clone()]).collect();
        let (mut matching, mut forgiven) = (self.matching(&meant)?, false);
        if matching.is_empty() && codes.is_empty() {
            self.add_slips(&mut meant)?;
            matching = self.matching(&meant)?;
            forgiven = !matching.is_empty();
        }
        let all_matching = u32::try_from(matching.len()).unwrap_or(u32::MAX);
        let counted = all_matching + self.count_beside(&codes, &meant)?;
        let tiers = if matching.len() <= FEW {
            self.tiers_of(codes, &matching, &meant[0])?
        } else {
            tiers(codes, &meant)
        };
        let found = self.page(&tiers, query)?;
        let total = counted.min(MOST_COUNTED);
        Ok(Found { total, uncounted: counted > MOST_COUNTED, forgiven, ..found })
    }

    /// The variants that a scanned code stands for: those that have exactly this SKU or barcode,
    /// else those of the likeliest other reading of it.
    ///
    /// # Errors
    /// When the database fails.
    pub fn find_code(&self, code: &str, currency: Currency) -> Result<Vec<CatalogueItem>> {
        let ids = self.exact_codes(code)?;
        if !ids.is_empty() {
            return self.items(&ids, currency);
        }
        for reading in readings(code) {
            let ids = self.by_key("barcode_key", &reading)?;
            if !ids.is_empty() {
                return self.items(&ids, currency);
            }
        }
        Ok(Vec::new())
    }

    /// A page of hits, from as many tiers as it takes.
    fn page(&self, tiers: &[Tier], query: &SearchQuery) -> Result<Found> {
        let from = query.after.unwrap_or(Place { tier: 0, after: 0 });
        let limit = query.limit as usize;
        let codes = tiers.iter().find_map(|tier| match tier {
            Tier::Codes(codes) => Some(codes.as_slice()),
            _ => None,
        });
        // A code stands in its own tier only.
        let is_here = |tier: &Tier, id: &i64| {
            matches!(tier, Tier::Codes(_)) || !codes.is_some_and(|codes| codes.contains(id))
        };
        let (mut ids, mut next) = (Vec::new(), None);
        for (number, tier) in tiers.iter().enumerate().skip(from.tier) {
            let mut after = if number == from.tier { from.after } else { 0 };
            loop {
                let wanted = limit + 1 - ids.len();
                let rows = self.rows(tier, after, wanted)?;
                let is_last = rows.len() < wanted;
                for (place, id) in rows {
                    if is_here(tier, &id) {
                        if ids.len() == limit {
                            let items = self.items(&ids, query.currency)?;
                            return Ok(Found { items, next, ..Found::default() });
                        }
                        ids.push(id);
                    }
                    after = place;
                    next = Some(Place { tier: number, after });
                }
                if is_last {
                    break;
                }
            }
        }
        Ok(Found { items: self.items(&ids, query.currency)?, ..Found::default() })
    }

    /// Rows of a tier behind a place in it, each with its own place.
    fn rows(&self, tier: &Tier, after: i64, limit: usize) -> Result<Vec<(i64, i64)>> {
        let limit = i64::try_from(limit).unwrap_or(i64::MAX);
        let place = |number: i64| after.saturating_add(number);
        let numbered =
            |ids: Vec<i64>| (1..).zip(ids).map(|(number, id)| (place(number), id)).collect();
        let placed = |ids: Vec<i64>| ids.into_iter().map(|id| (id, id)).collect();
        let ids = |sql: &str, params: &[&dyn rusqlite::ToSql]| -> Result<Vec<i64>> {
            let mut statement = self.connection.prepare_cached(sql)?;
            let rows = statement.query_map(params, |row| row.get(0))?;
            Ok(rows.collect::<rusqlite::Result<_>>()?)
        };
        Ok(match tier {
            Tier::Codes(these) | Tier::TheseSold(these) => {
                let from = usize::try_from(after).unwrap_or(usize::MAX);
                numbered(these.iter().copied().skip(from).take(limit as usize).collect())
            }
            Tier::These(these) => {
                let behind = these.iter().copied().skip_while(|id| *id <= after);
                placed(behind.take(limit as usize).collect())
            }
            Tier::Sold(expression) => numbered(ids(
                "SELECT variant_id FROM sold WHERE variant_id IN (
                     SELECT rowid FROM words WHERE words MATCH ?1 LIMIT ?4)
                 ORDER BY sales DESC, variant_id LIMIT ?3 OFFSET ?2",
                params![expression, after, limit, MOST_SOLD],
            )?),
            Tier::Rows(expression) => placed(ids(
                "SELECT rowid FROM words WHERE words MATCH ?1 AND rowid > ?2
                 ORDER BY rowid LIMIT ?3",
                params![expression, after, limit],
            )?),
            Tier::AnySold => numbered(ids(
                "SELECT variant_id FROM sold JOIN variants ON id = variant_id WHERE sellable = 1
                 ORDER BY sales DESC, variant_id LIMIT ?2 OFFSET ?1",
                params![after, limit],
            )?),
            Tier::AnyRows => placed(ids(
                "SELECT id FROM variants WHERE id > ?1
                     AND NOT (sellable = 1 AND id IN (SELECT variant_id FROM sold))
                 ORDER BY id LIMIT ?2",
                params![after, limit],
            )?),
        })
    }

    /// What matches, in the order of the index, until there are more than are counted.
    fn matching(&self, meant: &[Vec<String>]) -> Result<Vec<i64>> {
        let mut statement = self.connection.prepare_cached(
            "SELECT rowid FROM words WHERE words MATCH ?1 ORDER BY rowid LIMIT ?2",
        )?;
        let ids = statement
            .query_map(params![all_of(meant), MOST_COUNTED + 1], |row| row.get(0))?
            .collect::<rusqlite::Result<_>>()?;
        Ok(ids)
    }

    /// The ranks of a few hits: those of [`tiers`], without asking the index again.
    fn tiers_of(&self, codes: Vec<i64>, matching: &[i64], first: &[String]) -> Result<Vec<Tier>> {
        let mut statement = self.connection.prepare_cached(
            "SELECT products.title, sellable, coalesce(sales, 0)
             FROM variants JOIN products ON products.id = product_id
             LEFT JOIN sold ON variant_id = variants.id WHERE variants.id = ?1",
        )?;
        let (mut sold, mut rest, mut unsellable) =
            <([Vec<_>; 2], [Vec<_>; 2], [Vec<_>; 2])>::default();
        for id in matching {
            let mut rows = statement.query([id])?;
            let Some(row) = rows.next()? else { continue };
            let elsewhere = usize::from(!begins_with_any(&row.get::<_, String>(0)?, first));
            match (row.get(1)?, row.get::<_, i64>(2)?) {
                (false, _) => unsellable[elsewhere].push(*id),
                (true, 0) => rest[elsewhere].push(*id),
                (true, sales) => sold[elsewhere].push((sales, *id)),
            }
        }
        let most_first = |mut sold: Vec<(i64, i64)>| {
            sold.sort_by_key(|(sales, id)| (std::cmp::Reverse(*sales), *id));
            Tier::TheseSold(sold.into_iter().map(|(_, id)| id).collect())
        };
        let ([sold, sold_elsewhere], [rest, rest_elsewhere]) = (sold, rest);
        let [unsellable, unsellable_elsewhere] = unsellable;
        Ok(vec![
            Tier::Codes(codes),
            most_first(sold),
            Tier::These(rest),
            most_first(sold_elsewhere),
            Tier::These(rest_elsewhere),
            Tier::These(unsellable),
            Tier::These(unsellable_elsewhere),
        ])
    }

    /// How many of these the words do not find: `0071` is the code of what has `71` in its words.
    fn count_beside(&self, codes: &[i64], meant: &[Vec<String>]) -> Result<u32> {
        let expression = all_of(meant);
        let mut statement = self
            .connection
            .prepare_cached("SELECT 1 FROM words WHERE words MATCH ?1 AND rowid = ?2")?;
        let mut beside = 0;
        for id in codes.iter().take(MOST_COUNTED as usize) {
            beside += u32::from(!statement.exists(params![expression, id])?);
        }
        Ok(beside)
    }

    fn exact_codes(&self, text: &str) -> Result<Vec<i64>> {
        let mut ids = match sku_key(text) {
            Some(key) => self.by_key("sku_key", &key)?,
            None => Vec::new(),
        };
        let barcodes = match barcode_key(text) {
            Some(key) => self.by_key("barcode_key", &key)?,
            None => Vec::new(),
        };
        ids.extend(barcodes.into_iter().filter(|id| !ids.contains(id)).collect::<Vec<_>>());
        Ok(ids)
    }

    fn by_key(&self, column: &'static str, key: &str) -> Result<Vec<i64>> {
        let mut statement = self
            .connection
            .prepare_cached(&format!("SELECT id FROM variants WHERE {column} = ?1 ORDER BY id"))?;
        let ids = statement.query_map([key], |row| row.get(0))?;
        Ok(ids.collect::<rusqlite::Result<_>>()?)
    }

    /// Puts beside each word those that it is one slip away from.
    fn add_slips(&self, meant: &mut [Vec<String>]) -> Result<()> {
        let letters: Vec<Vec<char>> = meant.iter().map(|word| word[0].chars().collect()).collect();
        let mut statement = self.connection.prepare_cached("SELECT term FROM terms")?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let term = row.get_ref(0)?.as_str().unwrap_or_default();
            for (letters, meant) in letters.iter().zip(&mut *meant) {
                if letters.len() >= SHORTEST_FORGIVEN
                    && meant.len() <= MOST_MEANT
                    && is_one_slip_from(letters, term)
                {
                    meant.push(term.to_owned());
                }
            }
        }
        Ok(())
    }
}

/// The words of a query, folded, each as the parts that the index keeps apart.
fn words(text: &str) -> Vec<String> {
    text.split_whitespace()
        .map(|word| parts(&fold(word)).collect::<Vec<_>>().join(" "))
        .filter(|word| !word.is_empty())
        .take(MOST_WORDS)
        .collect()
}

/// Every word, or the beginning of it, in the index's own language.
fn all_of(meant: &[Vec<String>]) -> String {
    meant.iter().map(|words| any_of(words, "")).collect::<Vec<_>>().join(" AND ")
}

/// Any of these words, or the beginning of it. Folded text holds no quotes.
fn any_of(words: &[String], place: &str) -> String {
    let phrases: Vec<String> = words.iter().map(|word| format!("{place}\"{word}\" *")).collect();
    format!("({})", phrases.join(" OR "))
}

/// Whether a title begins with any of these words, or with what begins so.
fn begins_with_any(title: &str, words: &[String]) -> bool {
    let folded = fold(title);
    let mut start = String::with_capacity(folded.len());
    for part in parts(&folded) {
        start.push_str(part);
        start.push(' ');
    }
    words.iter().any(|word| start.starts_with(word.as_str()))
}

/// The ranks, best first: `^` is the index's sign for the beginning of a text.
fn tiers(codes: Vec<i64>, meant: &[Vec<String>]) -> Vec<Tier> {
    let all = all_of(meant);
    let start = format!("title : {}", any_of(&meant[0], "^ "));
    let at_start = format!("({all}) AND {start}");
    let elsewhere = format!("({all}) NOT {start}");
    let marked = |matching: &str, mark| format!("({matching}) AND mark : {mark}");
    vec![
        Tier::Codes(codes),
        Tier::Sold(marked(&at_start, "a")),
        Tier::Rows(marked(&at_start, "b")),
        Tier::Sold(marked(&elsewhere, "a")),
        Tier::Rows(marked(&elsewhere, "b")),
        Tier::Rows(marked(&at_start, "c")),
        Tier::Rows(marked(&elsewhere, "c")),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_query_is_taken_apart_as_the_index_is() {
        let check =
            |query: &str, expected: &[&str]| assert_eq!(words(query), expected, "{query:?}");
        check("wal ket", &["wal", "ket"]);
        check("KET-WAL", &["ket wal"]);
        check("急須", &["急 須"]);
        check("\"; DROP --", &["drop"]);
        check(" -- ", &[]);
    }

    #[test]
    fn a_place_survives_its_text() {
        let place = Place { tier: 4, after: 10_453 };
        assert_eq!(place.to_string().parse(), Ok(place));
        for text in ["", "4", "4:", ":4", "a:b"] {
            assert_eq!(text.parse::<Place>(), Err(()), "{text:?}");
        }
    }
}
