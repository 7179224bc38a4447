//! Comparisons of the till's sales with the store's orders. Where each stands is kept with every step,
//! so that it goes on where it was broken off.

use rusqlite::{OptionalExtension, Row, params};
use sale::{Money, SaleId};

use crate::{Books, LedgerError, Posting, Result};

/// How many comparisons are kept, with what they found.
const KEPT: u32 = 60;

/// A comparison, as far as it has come.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Comparison {
    /// Its id; later ones have higher ones.
    pub id: i64,
    /// The span's start, inclusive, in milliseconds since 1970.
    pub from: i64,
    /// Its end, exclusive.
    pub to: i64,
    /// Whether it takes over by itself what is missing here.
    pub mends: bool,
    /// When it was begun.
    pub started_at: i64,
    /// When it was done.
    pub finished_at: Option<i64>,
    /// Whether all of the store's list was read.
    pub listed: bool,
    /// The list's page to read next; none for the first.
    pub next: Option<String>,
    /// How many orders of other tills were left alone.
    pub others: u32,
    /// How many orders are compared in all, as far as they are listed.
    pub expected: u32,
    /// How many were compared.
    pub done: u32,
    /// How many of those agree.
    pub matched: u32,
}

/// What comparing one order gave.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Compared {
    /// It agrees with the sale here.
    Matched,
    /// It is another till's.
    Other,
    /// These points do not agree.
    Found(Vec<NewFinding>),
}

/// Something that does not agree.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewFinding {
    /// What, in `till`'s words.
    pub kind: String,
    /// The sale here, where there is one.
    pub sale_id: Option<SaleId>,
    /// The amount here.
    pub here: Option<Money>,
    /// The amount at the store.
    pub there: Option<Money>,
    /// When it was mended, if it is already.
    pub mended_at: Option<i64>,
}

/// Something that did not agree, as it was kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// Its id.
    pub id: i64,
    /// The comparison that found it.
    pub comparison: i64,
    /// The store's order.
    pub order_number: String,
    /// What it is.
    pub what: NewFinding,
}

impl Posting<'_> {
    /// Begins a comparison of a span. The oldest are forgotten.
    ///
    /// # Errors
    /// When the database fails.
    pub fn begin_comparison(&self, from: i64, to: i64, mends: bool, at: i64) -> Result<i64> {
        self.connection.execute(
            "INSERT INTO comparisons (from_at, to_at, mends, started_at) VALUES (?1, ?2, ?3, ?4)",
            params![from, to, mends, at],
        )?;
        let id = self.connection.last_insert_rowid();
        let kept = id.saturating_sub(i64::from(KEPT));
        self.connection.execute("DELETE FROM comparisons WHERE id <= ?1", [kept])?;
        Ok(id)
    }

    /// Adds a page of the store's list. Without a next page the list is whole, and what was paid here
    /// in the span is added to it.
    ///
    /// # Errors
    /// When the database fails.
    pub fn list_compared(&self, id: i64, numbers: &[String], next: Option<&str>) -> Result<()> {
        let mut add = self.connection.prepare_cached(
            "INSERT INTO compared (comparison, order_number) VALUES (?1, ?2) ON CONFLICT DO NOTHING",
        )?;
        for number in numbers {
            add.execute(params![id, number])?;
        }
        self.connection
            .prepare_cached("UPDATE comparisons SET next = ?2, listed = ?2 IS NULL WHERE id = ?1")?
            .execute(params![id, next])?;
        if next.is_none() {
            self.connection
                .prepare_cached(
                    "INSERT INTO compared (comparison, order_number)
                     SELECT ?1, order_number FROM sales, comparisons
                     WHERE comparisons.id = ?1 AND paid_at >= from_at AND paid_at < to_at
                       AND elsewhere = 0
                       AND order_number IS NOT NULL
                     ON CONFLICT DO NOTHING",
                )?
                .execute([id])?;
        }
        Ok(())
    }

    /// Keeps what comparing one order gave.
    ///
    /// # Errors
    /// When the database fails.
    pub fn end_compared(&self, id: i64, order_number: &str, outcome: &Compared) -> Result<()> {
        let word = match outcome {
            Compared::Matched => "matched",
            Compared::Other => "other",
            Compared::Found(_) => "found",
        };
        let ended = self
            .connection
            .prepare_cached(
                "UPDATE compared SET outcome = ?3
                 WHERE comparison = ?1 AND order_number = ?2 AND outcome IS NULL",
            )?
            .execute(params![id, order_number, word])?;
        if let (1, Compared::Found(findings)) = (ended, outcome) {
            for finding in findings {
                self.add_finding(id, order_number, finding)?;
            }
        }
        Ok(())
    }

    fn add_finding(&self, id: i64, order_number: &str, finding: &NewFinding) -> Result<()> {
        self.connection
            .prepare_cached(
                "INSERT INTO findings
                     (comparison, kind, order_number, sale_id, here, there, mended_at)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
            )?
            .execute(params![
                id,
                finding.kind,
                order_number,
                finding.sale_id.as_ref().map(SaleId::as_str),
                finding.here.map(to_json).transpose()?,
                finding.there.map(to_json).transpose()?,
                finding.mended_at
            ])?;
        Ok(())
    }

    /// Ends a comparison.
    ///
    /// # Errors
    /// When the database fails.
    pub fn finish_comparison(&self, id: i64, at: i64) -> Result<()> {
        self.connection
            .prepare_cached("UPDATE comparisons SET finished_at = ?2 WHERE id = ?1")?
            .execute([id, at])?;
        Ok(())
    }

    /// Notes that something which did not agree does now.
    ///
    /// # Errors
    /// When the database fails.
    pub fn mend_finding(&self, id: i64, at: i64) -> Result<()> {
        self.connection
            .prepare_cached(
                "UPDATE findings SET mended_at = coalesce(mended_at, ?2) WHERE id = ?1",
            )?
            .execute([id, at])?;
        Ok(())
    }
}

impl Books<'_> {
    /// The latest comparison.
    ///
    /// # Errors
    /// When the database fails.
    pub fn latest_comparison(&self) -> Result<Option<Comparison>> {
        Ok(self
            .connection
            .prepare_cached(
                "SELECT id, from_at, to_at, mends, started_at, finished_at, listed, next,
                        count(order_number) AS expected, count(outcome) AS done,
                        coalesce(sum(outcome = 'matched'), 0) AS matched,
                        coalesce(sum(outcome = 'other'), 0) AS others
                 FROM comparisons LEFT JOIN compared ON comparison = id
                 GROUP BY id ORDER BY id DESC LIMIT 1",
            )?
            .query_row([], comparison)
            .optional()?)
    }

    /// An order that is still to be compared.
    ///
    /// # Errors
    /// When the database fails.
    pub fn next_compared(&self, id: i64) -> Result<Option<String>> {
        Ok(self
            .connection
            .prepare_cached(
                "SELECT order_number FROM compared WHERE comparison = ?1 AND outcome IS NULL
                 LIMIT 1",
            )?
            .query_row([id], |row| row.get(0))
            .optional()?)
    }

    /// What a comparison found, the latest first.
    ///
    /// # Errors
    /// When the database fails.
    pub fn findings(&self, comparison: i64) -> Result<Vec<Finding>> {
        let mut statement = self.connection.prepare_cached(
            "SELECT * FROM findings WHERE comparison = ?1 ORDER BY order_number DESC, id",
        )?;
        let rows = statement.query_map([comparison], |row| Ok(finding(row)))?;
        rows.map(|row| row?).collect()
    }

    /// One finding.
    ///
    /// # Errors
    /// [`LedgerError::NotFound`] when there is none of this id.
    pub fn finding(&self, id: i64) -> Result<Finding> {
        self.connection
            .prepare_cached("SELECT * FROM findings WHERE id = ?1")?
            .query_row([id], |row| Ok(finding(row)))
            .optional()?
            .ok_or(LedgerError::NotFound("finding"))?
    }

    /// How many findings of the latest comparison are not mended.
    ///
    /// # Errors
    /// When the database fails.
    pub fn count_findings(&self) -> Result<u32> {
        Ok(self
            .connection
            .prepare_cached(
                "SELECT count(*) FROM findings
                 WHERE comparison = (SELECT max(id) FROM comparisons) AND mended_at IS NULL",
            )?
            .query_row([], |row| row.get(0))?)
    }
}

fn comparison(row: &Row<'_>) -> rusqlite::Result<Comparison> {
    Ok(Comparison {
        id: row.get("id")?,
        from: row.get("from_at")?,
        to: row.get("to_at")?,
        mends: row.get("mends")?,
        started_at: row.get("started_at")?,
        finished_at: row.get("finished_at")?,
        listed: row.get("listed")?,
        next: row.get("next")?,
        others: row.get("others")?,
        expected: row.get("expected")?,
        done: row.get("done")?,
        matched: row.get("matched")?,
    })
}

fn finding(row: &Row<'_>) -> Result<Finding> {
    let sale_id: Option<String> = row.get("sale_id")?;
    let sale_id = sale_id.map(|id| id.parse().map_err(|_| LedgerError::Unreadable("id")));
    let amount = |column| -> Result<Option<Money>> {
        let text: Option<String> = row.get(column)?;
        let read = |text: String| serde_json::from_str(&text);
        text.map(read).transpose().map_err(|_| LedgerError::Unreadable("amount"))
    };
    Ok(Finding {
        id: row.get("id")?,
        comparison: row.get("comparison")?,
        order_number: row.get("order_number")?,
        what: NewFinding {
            kind: row.get("kind")?,
            sale_id: sale_id.transpose()?,
            here: amount("here")?,
            there: amount("there")?,
            mended_at: row.get("mended_at")?,
        },
    })
}

fn to_json(amount: Money) -> Result<String> {
    serde_json::to_string(&amount).map_err(|_| LedgerError::Unreadable("amount"))
}
