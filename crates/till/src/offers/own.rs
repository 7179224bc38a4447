//! The merchant's own offers, as Settings keeps them.

use std::collections::BTreeMap;

use ledger::{Books, LedgerError, OfferCount, OfferRecord, Posting};
use sale::{Currency, FieldProblem, Money, Offer, OfferTerms, Problem, SaleState};

use super::find;
use crate::app::App;
use crate::error::{Result, TillError};
use crate::open_store::OpenStore;
use crate::sell::current_sale;
use crate::settings;
use crate::sync::is_complete;
use crate::view::{OfferCountView, OfferDraft, OfferView, OfferedProduct, OffersView};

/// The most products that one offer may name.
const MOST_PRODUCTS: usize = 100;

impl App {
    /// The merchant's own offers in their sequence, with how often each was taken.
    ///
    /// # Errors
    /// When the books cannot be read.
    pub async fn offers(&self) -> Result<OffersView> {
        self.store()?.offers_view().await
    }

    /// Adds an offer behind the others, or changes one.
    ///
    /// # Errors
    /// When a price is not an amount, the offer was removed meanwhile, or the store does not sell the
    /// variant of a new one.
    pub async fn save_offer(&self, offer: OfferDraft) -> Result<OffersView> {
        let (id, terms) = (offer.id, terms(offer)?);
        self.change_offers(move |posting| save(posting, id, &terms)).await
    }

    /// Moves an offer to a place, counted from 0.
    ///
    /// # Errors
    /// When it was removed meanwhile.
    pub async fn move_offer(&self, id: i64, to: u32) -> Result<OffersView> {
        self.change_offers(move |posting| posting.move_offer(id, to)).await
    }

    /// Removes an offer.
    ///
    /// # Errors
    /// When it was removed meanwhile.
    pub async fn remove_offer(&self, id: i64) -> Result<OffersView> {
        self.change_offers(move |posting| posting.remove_offer(id)).await
    }

    async fn change_offers(
        &self,
        change: impl FnOnce(&Posting<'_>) -> ledger::Result<()> + Send + 'static,
    ) -> Result<OffersView> {
        let store = self.store()?;
        let shown = store.ledger.post(move |posting| {
            change(posting)?;
            let shown = current_sale(posting)?.filter(|sale| sale.state == SaleState::Paid);
            Result::Ok(shown.map(|sale| sale.id))
        });
        if let Some(sale) = shown.await? {
            store.show_anew(&sale).await?;
        }
        store.offers_view().await
    }
}

impl OpenStore {
    async fn offers_view(&self) -> Result<OffersView> {
        let otherwise = self.first_currency();
        let view = self.ledger.look_up(move |books| {
            let shown_in = settings::currency(books, otherwise)?;
            let mut counts = books.count_offers()?;
            let recommended = count(counts.remove(&None));
            let mut offers = Vec::new();
            for record in books.offers()? {
                offers.push(offer(books, record, &mut counts, shown_in)?);
            }
            Ok(OffersView { offers, recommended })
        });
        Ok(view.await?)
    }
}

/// The titles of a product that the store has taken out stay as they were.
fn save(posting: &Posting<'_>, id: Option<i64>, terms: &OfferTerms) -> ledger::Result<()> {
    let item = find(posting, terms.variant_id, Currency::USD)?;
    let now = item.map(|item| (item.title, item.variant_title));
    let Some(id) = id else {
        let (title, variant_title) = now.ok_or(LedgerError::NotFound("product"))?;
        return posting.add_offer(terms, &title, &variant_title).map(drop);
    };
    let before = posting.offer(id)?.ok_or(LedgerError::NotFound("offer"))?;
    let (title, variant_title) = now.unwrap_or((before.title, before.variant_title));
    posting.change_offer(&Offer { id, terms: terms.clone() }, &title, &variant_title)
}

/// What was typed, as an offer's terms.
fn terms(draft: OfferDraft) -> Result<OfferTerms> {
    let currency = draft.currency.parse()?;
    let mut problems = Vec::new();
    let price = amount(&draft.price, currency, "price", &mut problems);
    let min_total = amount(&draft.min_total, currency, "minTotal", &mut problems);
    if draft.products.len() > MOST_PRODUCTS {
        problems.push(malformed("products"));
    }
    if !problems.is_empty() {
        return Err(TillError::Fields(problems));
    }
    let OfferDraft { variant_id, products, enabled, .. } = draft;
    Ok(OfferTerms { variant_id, price, products, min_total, enabled })
}

/// An amount that is not below zero; none where nothing was typed.
fn amount(
    text: &str,
    currency: Currency,
    field: &str,
    problems: &mut Vec<FieldProblem>,
) -> Option<Money> {
    let text = text.trim();
    if text.is_empty() {
        return None;
    }
    let amount = Money::parse(text, currency).ok().filter(|amount| amount.minor >= 0);
    if amount.is_none() {
        problems.push(malformed(field));
    }
    amount
}

fn malformed(field: &str) -> FieldProblem {
    FieldProblem { field: field.to_owned(), problem: Problem::Malformed }
}

fn offer(
    books: &Books<'_>,
    OfferRecord { offer: Offer { id, terms }, title, variant_title }: OfferRecord,
    counts: &mut BTreeMap<Option<i64>, OfferCount>,
    shown_in: Currency,
) -> ledger::Result<OfferView> {
    let currency = terms.price.or(terms.min_total).map_or(shown_in, |amount| amount.currency);
    let item = find(books, terms.variant_id, currency)?;
    let store_price = item.as_ref().and_then(|item| item.price).map(|price| price.price);
    // What is missing in a copy that is not complete may still come.
    let sells = item.as_ref().is_some_and(|item| item.sellable) && store_price.is_some();
    let unavailable = !sells && (item.is_some() || is_complete(books)?);
    let mut products = Vec::new();
    for id in terms.products {
        products.push(OfferedProduct { id, title: books.product_title(id)? });
    }
    let picture = item.as_ref().filter(|item| item.picture.is_some());
    let picture = picture.map(|item| item.product_id.to_string());
    let (title, variant_title) =
        item.map_or((title, variant_title), |item| (item.title, item.variant_title));
    Ok(OfferView {
        id,
        variant_id: terms.variant_id,
        title,
        variant_title,
        picture,
        currency: currency.to_string(),
        price: terms.price,
        store_price,
        products,
        min_total: terms.min_total,
        enabled: terms.enabled,
        unavailable,
        count: count(counts.remove(&Some(id))),
    })
}

fn count(count: Option<OfferCount>) -> OfferCountView {
    let OfferCount { offered, taken, revenue } = count.unwrap_or_default();
    let percent = (u64::from(taken) * 100 + u64::from(offered) / 2).checked_div(offered.into());
    let percent = percent.and_then(|percent| u32::try_from(percent).ok());
    OfferCountView { offered, taken, percent, revenue }
}
