//! The merchant's upsell offers, what each paid sale was offered, and how often it was taken.

use std::collections::BTreeMap;

use rusqlite::{OptionalExtension, Row, params};
use sale::{Money, Offer, OfferTerms, Offered, SaleId};

use crate::{Books, LedgerError, Posting, Result};

/// An offer with the titles that its variant was last known by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OfferRecord {
    /// The offer.
    pub offer: Offer,
    /// The product's title.
    pub title: String,
    /// The variant's title, often empty.
    pub variant_title: String,
}

/// How an offer has fared.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct OfferCount {
    /// How many paid sales were offered it.
    pub offered: u32,
    /// How many of them were charged for it.
    pub taken: u32,
    /// What that brought, in each currency.
    pub revenue: Vec<Money>,
}

const COLUMNS: &str = "id, variant_id, title, variant_title, currency, price_minor, min_currency,
    min_total_minor, products, enabled";

impl Posting<'_> {
    /// Adds an offer behind the others; gives its id.
    ///
    /// # Errors
    /// When the database fails.
    pub fn add_offer(&self, terms: &OfferTerms, title: &str, variant_title: &str) -> Result<i64> {
        let id = self
            .connection
            .prepare_cached(
                "INSERT INTO offers (position, variant_id, title, variant_title, products, enabled)
                 VALUES ((SELECT coalesce(max(position) + 1, 0) FROM offers), ?1, ?2, ?3, '[]', 1)",
            )?
            .insert(params![terms.variant_id, title, variant_title])?;
        self.change_offer(&Offer { id, terms: terms.clone() }, title, variant_title)?;
        Ok(id)
    }

    /// Keeps an offer as it is now, in its place.
    ///
    /// # Errors
    /// [`LedgerError::NotFound`] when there is none of this id.
    pub fn change_offer(&self, offer: &Offer, title: &str, variant_title: &str) -> Result<()> {
        let OfferTerms { variant_id, price, products, min_total, enabled } = &offer.terms;
        let products =
            serde_json::to_string(products).map_err(|_| LedgerError::Unreadable("offer"))?;
        let code = |money: &Option<Money>| money.map(|money| money.currency.to_string());
        let minor = |money: &Option<Money>| money.map(|money| money.minor);
        let changed = self
            .connection
            .prepare_cached(
                "UPDATE offers SET variant_id = ?2, title = ?3, variant_title = ?4, currency = ?5,
                     price_minor = ?6, min_currency = ?7, min_total_minor = ?8, products = ?9,
                     enabled = ?10 WHERE id = ?1",
            )?
            .execute(params![
                offer.id,
                variant_id,
                title,
                variant_title,
                code(price),
                minor(price),
                code(min_total),
                minor(min_total),
                products,
                enabled
            ])?;
        if changed == 1 { Ok(()) } else { Err(LedgerError::NotFound("offer")) }
    }

    /// Moves an offer to a place, counted from 0; the others make room.
    ///
    /// # Errors
    /// [`LedgerError::NotFound`] when there is none of this id.
    pub fn move_offer(&self, id: i64, to: u32) -> Result<()> {
        let mut ids: Vec<i64> = self.offers()?.into_iter().map(|record| record.offer.id).collect();
        let from = ids.iter().position(|other| *other == id);
        let id = ids.remove(from.ok_or(LedgerError::NotFound("offer"))?);
        let to = usize::try_from(to).unwrap_or(usize::MAX).min(ids.len());
        ids.insert(to, id);
        let mut place =
            self.connection.prepare_cached("UPDATE offers SET position = ?2 WHERE id = ?1")?;
        for (position, id) in (0_i64..).zip(ids) {
            place.execute([id, position])?;
        }
        Ok(())
    }

    /// Removes an offer. What was offered by it stays counted for its variant.
    ///
    /// # Errors
    /// [`LedgerError::NotFound`] when there is none of this id.
    pub fn remove_offer(&self, id: i64) -> Result<()> {
        let removed =
            self.connection.prepare_cached("DELETE FROM offers WHERE id = ?1")?.execute([id])?;
        if removed == 1 { Ok(()) } else { Err(LedgerError::NotFound("offer")) }
    }

    /// Keeps what a sale is offered, unless it was offered something before.
    ///
    /// # Errors
    /// When the database fails.
    pub fn keep_offered(&self, sale: &SaleId, offered: &[Offered], at: i64) -> Result<()> {
        if !self.offered(sale)?.is_empty() {
            return Ok(());
        }
        let mut keep = self.connection.prepare_cached(
            "INSERT INTO offered (sale_id, variant_id, offer_id, position, at)
             VALUES (?1, ?2, ?3, ?4, ?5)",
        )?;
        for (position, Offered { variant_id, offer_id }) in (0_i64..).zip(offered) {
            keep.execute(params![sale.as_str(), variant_id, offer_id, position, at])?;
        }
        Ok(())
    }
}

impl Books<'_> {
    /// The merchant's offers, in their sequence.
    ///
    /// # Errors
    /// When the database fails.
    pub fn offers(&self) -> Result<Vec<OfferRecord>> {
        let sql = format!("SELECT {COLUMNS} FROM offers ORDER BY position, id");
        let mut statement = self.connection.prepare_cached(&sql)?;
        let rows = statement.query_map([], |row| Ok(record(row)))?;
        rows.map(|row| row?).collect()
    }

    /// One offer; none where it was removed.
    ///
    /// # Errors
    /// When the database fails.
    pub fn offer(&self, id: i64) -> Result<Option<OfferRecord>> {
        self.connection
            .prepare_cached(&format!("SELECT {COLUMNS} FROM offers WHERE id = ?1"))?
            .query_row([id], |row| Ok(record(row)))
            .optional()?
            .transpose()
    }

    /// What a sale was offered, in the order of the buttons.
    ///
    /// # Errors
    /// When the database fails.
    pub fn offered(&self, sale: &SaleId) -> Result<Vec<Offered>> {
        let mut statement = self.connection.prepare_cached(
            "SELECT variant_id, offer_id FROM offered WHERE sale_id = ?1 ORDER BY position",
        )?;
        let rows = statement.query_map([sale.as_str()], |row| {
            Ok(Offered { variant_id: row.get(0)?, offer_id: row.get(1)? })
        })?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// How each offer has fared; without an offer, what the store recommends. An upsell that was
    /// taken is a charge that succeeded.
    ///
    /// # Errors
    /// When the database fails.
    pub fn count_offers(&self) -> Result<BTreeMap<Option<i64>, OfferCount>> {
        let mut counts: BTreeMap<Option<i64>, OfferCount> = BTreeMap::new();
        let mut statement = self
            .connection
            .prepare_cached("SELECT offer_id, count(*) FROM offered GROUP BY offer_id")?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            counts.entry(row.get(0)?).or_default().offered = row.get(1)?;
        }
        let mut statement = self.connection.prepare_cached(
            "SELECT offer_id, currency, count(*), coalesce(sum(amount_minor), 0)
             FROM upsells JOIN offered USING (sale_id, variant_id)
             WHERE state = 'charged' GROUP BY offer_id, currency ORDER BY count(*) DESC",
        )?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let count = counts.entry(row.get(0)?).or_default();
            let taken: u32 = row.get(2)?;
            count.taken = count.taken.saturating_add(taken);
            count.revenue.extend(money(row.get(1)?, row.get(3)?)?);
        }
        Ok(counts)
    }
}

fn record(row: &Row<'_>) -> Result<OfferRecord> {
    let products: String = row.get("products")?;
    let terms = OfferTerms {
        variant_id: row.get("variant_id")?,
        price: money(row.get("currency")?, row.get("price_minor")?)?,
        products: serde_json::from_str(&products).map_err(|_| LedgerError::Unreadable("offer"))?,
        min_total: money(row.get("min_currency")?, row.get("min_total_minor")?)?,
        enabled: row.get("enabled")?,
    };
    Ok(OfferRecord {
        offer: Offer { id: row.get("id")?, terms },
        title: row.get("title")?,
        variant_title: row.get("variant_title")?,
    })
}

fn money(currency: Option<String>, minor: Option<i64>) -> Result<Option<Money>> {
    let (Some(currency), Some(minor)) = (currency, minor) else { return Ok(None) };
    let currency = currency.parse().map_err(|_| LedgerError::Unreadable("currency"))?;
    Ok(Some(Money::new(minor, currency)))
}
