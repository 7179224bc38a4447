//! What came back from payment pages: kept byte for byte first, judged afterwards.
//!
//! Whoever is told that a return arrived waits for its body alone. What it says is posted after that,
//! by the same program or, should that end in between, by the next one: `judged` counts how often a
//! body was taken up, and an index holds those that are still to be.

use rusqlite::{OptionalExtension, params};
use sale::{SaleId, TokenDigest};
use sha2::{Digest, Sha256};

use crate::attempts::Attempt;
use crate::{Books, LedgerError, Posting, Result};

/// What was kept of a return.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeptReturn {
    /// The placing that it belongs to.
    pub attempt: Attempt,
    /// How often the same body had come before; none where it was left out, after too many others.
    pub repeats: Option<u32>,
}

/// A return that was kept, and of which nothing else is written yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnjudgedReturn {
    id: i64,
    /// The sale that it belongs to.
    pub sale_id: SaleId,
    /// The placing that it belongs to.
    pub attempt: u32,
    /// Whether the same body was judged before.
    pub repeated: bool,
    /// The body, as it was posted.
    pub body: Vec<u8>,
}

/// How many different bodies are kept of one placing. Whoever knows its address can post anything.
const MOST_BODIES: u32 = 20;

impl Posting<'_> {
    /// Keeps a return's raw body. The same body again only counts as a repeat, and after twenty
    /// different ones no more are kept.
    ///
    /// # Errors
    /// [`LedgerError::NotFound`] when no placing has this token.
    pub fn keep_return(&self, token: &TokenDigest, body: &[u8], at: i64) -> Result<KeptReturn> {
        let attempt = self.attempt_of(token)?.ok_or(LedgerError::NotFound("return address"))?;
        let digest = Sha256::digest(body);
        let (bodies, known): (u32, bool) = self
            .connection
            .prepare_cached(
                "SELECT count(*), coalesce(max(digest = ?3), 0) FROM returns
                 WHERE sale_id = ?1 AND attempt = ?2",
            )?
            .query_row(
                params![attempt.sale_id.as_str(), attempt.attempt, digest.as_slice()],
                |row| Ok((row.get(0)?, row.get(1)?)),
            )?;
        if bodies >= MOST_BODIES && !known {
            return Ok(KeptReturn { attempt, repeats: None });
        }
        let repeats: u32 = self
            .connection
            .prepare_cached(
                "INSERT INTO returns (sale_id, attempt, received_at, digest, body)
                 VALUES (?1, ?2, ?3, ?4, ?5)
                 ON CONFLICT (sale_id, attempt, digest) DO UPDATE SET repeats = repeats + 1
                 RETURNING repeats",
            )?
            .query_row(
                params![attempt.sale_id.as_str(), attempt.attempt, at, digest.as_slice(), body],
                |row| row.get(0),
            )?;
        Ok(KeptReturn { attempt, repeats: Some(repeats) })
    }

    /// Notes that a return was judged, in the posting that says what came of it.
    ///
    /// # Errors
    /// When the database fails.
    pub fn set_judged(&self, judged: &UnjudgedReturn) -> Result<()> {
        self.connection
            .prepare_cached("UPDATE returns SET judged = judged + 1 WHERE id = ?1")?
            .execute([judged.id])?;
        Ok(())
    }
}

impl Books<'_> {
    /// The oldest return that is still to be judged: of each body the first that came, and one
    /// repeat. Whatever comes more often says nothing new.
    ///
    /// # Errors
    /// When the database fails.
    pub fn unjudged_return(&self) -> Result<Option<UnjudgedReturn>> {
        self.connection
            .prepare_cached(
                "SELECT id, sale_id, attempt, judged, body FROM returns INDEXED BY returns_to_judge
                 WHERE judged < 2 AND judged <= repeats ORDER BY id LIMIT 1",
            )?
            .query_row([], |row| {
                let sale_id: String = row.get(1)?;
                Ok(sale_id.parse().map_err(|_| LedgerError::Unreadable("id")).and_then(|sale_id| {
                    Ok(UnjudgedReturn {
                        id: row.get(0)?,
                        sale_id,
                        attempt: row.get(2)?,
                        repeated: row.get::<_, u32>(3)? > 0,
                        body: row.get(4)?,
                    })
                }))
            })
            .optional()?
            .transpose()
    }

    /// What came back for a sale, newest first: the placing's number and the raw body.
    ///
    /// # Errors
    /// When the database fails.
    pub fn returned_bodies(&self, sale: &SaleId) -> Result<Vec<(u32, Vec<u8>)>> {
        let mut statement = self.connection.prepare_cached(
            "SELECT attempt, body FROM returns WHERE sale_id = ?1 ORDER BY id DESC",
        )?;
        let rows = statement.query_map([sale.as_str()], |row| Ok((row.get(0)?, row.get(1)?)))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }
}
