//! Selling: the sale on the Sell page, its cart, and the sales put aside.

use ledger::{Books, Posting, SaleRecord};
use sale::{CartChange, Currency, Money, SaleEvent, SaleId, SaleState, ShippingMethod};
use uuid::Uuid;

use crate::app::App;
use crate::error::{Result, TillError};
use crate::open_store::{Facts, OpenStore, now_ms};
use crate::view::{HeldSale, SaleView};

/// The setting that names the sale on the Sell page.
pub(crate) const CURRENT: &str = "current_sale";

/// How many titles a held sale is shown with.
const TITLES_SHOWN: usize = 3;

impl App {
    /// Puts one of a variant into the cart, starting a sale if none is being built.
    ///
    /// # Errors
    /// When it cannot be sold now, has no price in the sale's currency, or the sale on show is
    /// being paid.
    pub async fn add_article(&self, variant_id: i64) -> Result<SaleView> {
        let store = self.store()?;
        let id = store
            .edit(move |posting, sale| {
                let item = posting.item(variant_id, sale.cart.currency)?;
                if !item.sellable {
                    return Err(TillError::Unavailable(item.title));
                }
                let currency = sale.cart.currency;
                let article = item.article().ok_or(sale::CartRefusal::OtherCurrency(currency))?;
                sale.cart.add(article)?;
                Ok(())
            })
            .await?;
        store.sale_view(&id).await
    }

    /// Makes one edit of the cart, starting a sale if none is being built.
    ///
    /// # Errors
    /// When the edit makes no sense or the sale on show is being paid; the cart is unchanged then.
    pub async fn change_cart(&self, change: CartChange) -> Result<SaleView> {
        let store = self.store()?;
        let id = store.edit(move |_, sale| Ok(sale.cart.change(change)?)).await?;
        store.sale_view(&id).await
    }

    /// Turns the cart of the sale on show to another currency, at the store's prices in it; a sale
    /// is started if none is being built.
    ///
    /// # Errors
    /// When one of its articles has no price in that currency; the cart is unchanged then.
    pub async fn change_currency(&self, currency: &str) -> Result<SaleView> {
        let store = self.store()?;
        let currency: Currency = currency.parse()?;
        let id = store
            .edit(move |posting, sale| {
                sale.cart = sale.cart.in_currency(currency, |variant| {
                    posting.item(variant, currency).ok()?.article()
                })?;
                Ok(())
            })
            .await?;
        store.sale_view(&id).await
    }

    /// Leaves the sale on show. One that is being built and has contents is put aside; one that is
    /// being paid goes on by itself.
    ///
    /// # Errors
    /// When the books cannot be written.
    pub async fn new_sale(&self) -> Result<()> {
        let store = self.store()?;
        let left = store.ledger.post(move |posting| leave_current(posting, now_ms())).await?;
        if let Some((id, state)) = left {
            if !state.is_open() {
                store.surroundings.close_payment_window(&id);
            }
            store.publish_sale(&id).await;
        }
        store.surroundings.expect_payment_window(false);
        Ok(())
    }

    /// Puts the sale on show aside.
    ///
    /// # Errors
    /// When it is being paid, or was.
    pub async fn hold_sale(&self) -> Result<()> {
        let store = self.store()?;
        let held = store.ledger.post(move |posting| {
            let Some(sale) = current_sale(posting)? else { return Result::Ok(None) };
            if sale.cart.is_untouched() {
                return Ok(None);
            }
            posting.record(&sale.id, &SaleEvent::SaleHeld, now_ms())?;
            posting.set_setting(CURRENT, &None::<SaleId>)?;
            Ok(Some(sale.id))
        });
        if let Some(id) = held.await? {
            store.publish_sale(&id).await;
            store.surroundings.expect_payment_window(false);
        }
        Ok(())
    }

    /// The sales put aside, oldest first.
    ///
    /// # Errors
    /// When the books cannot be read.
    pub async fn held_sales(&self) -> Result<Vec<HeldSale>> {
        let store = self.store()?;
        let facts = store.facts();
        let sales = store.ledger.look_up(|books| books.sales_in(&[SaleState::Held])).await?;
        Ok(sales.iter().map(|sale| held_sale(sale, &facts)).collect())
    }

    /// Takes a held sale up again, or shows any other one; the sale on show is left.
    ///
    /// # Errors
    /// When there is no such sale.
    pub async fn take_up_sale(&self, sale_id: &str) -> Result<SaleView> {
        let store = self.store()?;
        let id = self::sale_id(sale_id)?;
        let wanted = id.clone();
        let left = store.ledger.post(move |posting| {
            let state = posting.sale_state(&wanted)?;
            if current_sale(posting)?.is_some_and(|shown| shown.id == wanted) {
                return Ok(None);
            }
            let left = leave_current(posting, now_ms())?;
            if state == SaleState::Held {
                posting.record(&wanted, &SaleEvent::SaleTakenUp, now_ms())?;
            }
            posting.set_setting(CURRENT, &Some(&wanted))?;
            Result::Ok(left)
        });
        if let Some((left, _)) = left.await? {
            store.publish_sale(&left).await;
        }
        store.publish_sale(&id).await;
        store.sale_view(&id).await
    }

    /// Goes back to the cart of a sale that was not paid.
    ///
    /// # Errors
    /// When the sale is in another state.
    pub async fn reopen_cart(&self, sale_id: &str) -> Result<SaleView> {
        let store = self.store()?;
        let id = self::sale_id(sale_id)?;
        let sale = id.clone();
        let reopen = move |posting: &Posting<'_>| {
            posting.record(&sale, &SaleEvent::CartReopened, now_ms())?;
            Result::Ok(posting.set_setting(CURRENT, &Some(&sale))?)
        };
        store.ledger.post(reopen).await?;
        store.surroundings.close_payment_window(&id);
        store.publish_sale(&id).await;
        store.sale_view(&id).await
    }
}

impl OpenStore {
    /// Edits the cart of the sale on show in one transaction, starting a sale where none is being
    /// built.
    async fn edit(
        &self,
        edit: impl FnOnce(&Posting<'_>, &mut SaleRecord) -> Result<()> + Send + 'static,
    ) -> Result<SaleId> {
        let currency = self.currency().await?;
        let facts = self.facts();
        let at = now_ms();
        let edited = self.ledger.post(move |posting| {
            let mut sale = sale_to_edit(posting, currency, at)?;
            edit(posting, &mut sale)?;
            let estimate = sale.cart.estimate(shipping_price(&sale, &facts))?;
            posting.save_cart(&sale.id, &sale.cart, estimate.total)?;
            Result::Ok((sale.id, !sale.cart.lines.is_empty()))
        });
        let (id, has_lines) = edited.await?;
        if has_lines {
            self.surroundings.expect_payment_window(true);
        }
        Ok(id)
    }

    /// The sale on the Sell page.
    pub(crate) async fn current_view(&self) -> Result<Option<SaleView>> {
        match self.ledger.look_up(|books| books.setting::<Option<SaleId>>(CURRENT)).await? {
            Some(Some(id)) => Ok(Some(self.sale_view(&id).await?)),
            _ => Ok(None),
        }
    }
}

/// The sale on show if its cart may be edited; else a new one in its place. A sale that is being
/// paid is not left by an edit: whoever typed it meant that sale.
fn sale_to_edit(posting: &Posting<'_>, currency: Currency, at: i64) -> Result<SaleRecord> {
    if let Some(sale) = current_sale(posting)? {
        match sale.state {
            SaleState::Building => return Ok(sale),
            SaleState::NotPaid => {
                posting.record(&sale.id, &SaleEvent::CartReopened, at)?;
                return Ok(posting.sale(&sale.id)?);
            }
            SaleState::Paid | SaleState::Cancelled | SaleState::Attention | SaleState::Held => {}
            state => return Err(sale::NotAllowed(state).into()),
        }
    }
    let id = new_sale_id();
    posting.start_sale(&id, currency, at)?;
    posting.set_setting(CURRENT, &Some(&id))?;
    Ok(posting.sale(&id)?)
}

/// The currency of the sale on the Sell page, while its cart can be edited.
pub(crate) fn current_currency(books: &Books<'_>) -> ledger::Result<Option<Currency>> {
    match books.setting::<Option<SaleId>>(CURRENT)?.flatten() {
        Some(id) => books.cart_currency(&id),
        None => Ok(None),
    }
}

pub(crate) fn current_sale(posting: &Posting<'_>) -> Result<Option<SaleRecord>> {
    match posting.setting::<Option<SaleId>>(CURRENT)?.flatten() {
        Some(id) => Ok(Some(posting.sale(&id)?)),
        None => Ok(None),
    }
}

/// Takes the sale on show off the Sell page: one being built is held if anything is in it.
fn leave_current(posting: &Posting<'_>, at: i64) -> Result<Option<(SaleId, SaleState)>> {
    let Some(sale) = current_sale(posting)? else { return Ok(None) };
    let state = match sale.state {
        SaleState::Building | SaleState::NotPaid if !sale.cart.is_untouched() => {
            posting.record(&sale.id, &SaleEvent::SaleHeld, at)?
        }
        SaleState::Building => posting.record(&sale.id, &SaleEvent::SaleCancelled, at)?,
        state => state,
    };
    posting.set_setting(CURRENT, &None::<SaleId>)?;
    Ok(Some((sale.id, state)))
}

fn held_sale(sale: &SaleRecord, facts: &Facts) -> HeldSale {
    let customer = sale.cart.customer.name();
    let estimate = sale.cart.estimate(shipping_price(sale, facts));
    HeldSale {
        id: sale.id.to_string(),
        customer: if customer.is_empty() {
            sale.cart.customer.email.trim().to_owned()
        } else {
            customer
        },
        articles: sale
            .cart
            .lines
            .iter()
            .take(TITLES_SHOWN)
            .map(|line| line.article.title.clone())
            .collect(),
        items: sale.cart.lines.iter().map(|line| line.quantity).sum(),
        total: estimate.map_or(sale.total, |estimate| estimate.total),
        held_at: sale.changed_at,
    }
}

/// What the chosen shipping method costs, or the cheapest that customers are offered in this
/// country, as the store will take it; none where nothing ships or nothing is known.
pub(crate) fn shipping_price(sale: &SaleRecord, facts: &Facts) -> Option<Money> {
    let cart = &sale.cart;
    if !cart.ships() {
        return None;
    }
    let price = |method: &ShippingMethod| method.price_in(cart.currency);
    match &cart.shipping_code {
        Some(code) => {
            facts.shipping_methods.iter().find(|method| method.code == *code).and_then(price)
        }
        None if cart.customer.country.is_empty() => None,
        None => facts
            .shipping_methods
            .iter()
            .filter(|method| method.is_public && method.reaches(&cart.customer.country))
            .filter_map(price)
            .min_by_key(|price| price.minor),
    }
}

/// Reads a sale's id as the interface names it.
pub(crate) fn sale_id(text: &str) -> Result<SaleId> {
    text.parse().map_err(|_| TillError::NotFound("sale"))
}

/// A new id; later ones sort after earlier ones.
pub(crate) fn new_sale_id() -> SaleId {
    let text = Uuid::now_v7().hyphenated().to_string();
    text.parse().expect("a UUID in lower case is an id")
}
