//! Quotes: what the store makes of a cart before anything is placed.

use std::sync::PoisonError;

use admin_api::{CreateCart, NewLine, Quote};
use ledger::SaleRecord;
use sale::{Cart, Money, NotAllowed, SaleId};

use crate::app::App;
use crate::error::Result;
use crate::open_store::OpenStore;
use crate::sell::sale_id;
use crate::view::{QuoteView, SaleView};

/// The last quote, and the cart that it was for.
pub(crate) struct Quoted {
    sale: SaleId,
    cart: Cart,
    quote: Quote,
}

impl App {
    /// Asks the store what it makes of the sale's cart (`cartsCreate`). Nothing is placed, but the
    /// store notes an abandoned cart, so it is asked only when a person wants to know.
    ///
    /// # Errors
    /// When the sale's cart cannot be edited any more, or the store does not answer.
    pub async fn quote_sale(&self, sale_id: &str) -> Result<SaleView> {
        let store = self.store()?;
        let id = self::sale_id(sale_id)?;
        let wanted = id.clone();
        let sale = store.ledger.look_up(move |books| books.sale(&wanted)).await?;
        if !sale.state.is_editable() {
            return Err(NotAllowed(sale.state).into());
        }
        let cart = CreateCart {
            lines: sale.cart.lines.iter().map(NewLine::of).collect(),
            currency: sale.cart.currency.to_string(),
            vouchers: sale.cart.vouchers.clone(),
        };
        let quote = store.client()?.carts_create(&cart).await?;
        let quoted = Quoted { sale: id.clone(), cart: sale.cart, quote };
        *store.quoted.lock().unwrap_or_else(PoisonError::into_inner) = Some(quoted);
        store.sale_view(&id).await
    }
}

impl OpenStore {
    /// The store's quote for what is in this cart, if it gave one.
    pub(crate) fn quote(&self, sale: &SaleRecord, shipping: Option<Money>) -> Option<QuoteView> {
        let quoted = self.quoted.lock().unwrap_or_else(PoisonError::into_inner);
        let Quoted { quote, .. } = quoted.as_ref().filter(|quoted| {
            quoted.sale == sale.id && asks_for_the_same(&quoted.cart, &sale.cart)
        })?;
        let total = match shipping {
            Some(shipping) => quote.total.plus(shipping).ok()?,
            None => quote.total,
        };
        Some(QuoteView { items: quote.total, discount: quote.discount, total })
    }
}

fn asks_for_the_same(quoted: &Cart, cart: &Cart) -> bool {
    (&quoted.lines, &quoted.vouchers, quoted.currency)
        == (&cart.lines, &cart.vouchers, cart.currency)
}
