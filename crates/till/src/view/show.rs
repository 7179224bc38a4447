//! Building what is shown of a sale from the books.

use admin_api::read_order;
use ledger::{Attempt, Books, Matter, Recorded, SaleRecord, UpsellRecord};
use sale::{CartLine, ChargeState, Order, SaleEvent, SaleId, SaleState, offer};

use super::show_order::{WholeOrder, cancellation, order_view, whole_order};
use super::{
    AttentionView, EstimateView, LineView, PaymentView, SaleView, TimelineEntry, UpsellView,
};
use crate::error::Result;
use crate::offers::{self, Standing};
use crate::open_store::OpenStore;
use crate::sell::shipping_price;

/// A sale with everything that belongs to it.
struct Whole {
    sale: SaleRecord,
    attempt: Option<Attempt>,
    events: Vec<Recorded>,
    attention: Vec<AttentionView>,
    order: Option<WholeOrder>,
    charges: Vec<UpsellRecord>,
    offers: Vec<Standing>,
    /// The products that have a picture.
    pictured: Vec<i64>,
    /// The variants of its lines that the store does not sell any more.
    unavailable: Vec<i64>,
}

impl OpenStore {
    /// A sale as the pages show it.
    pub(crate) async fn sale_view(&self, id: &SaleId) -> Result<SaleView> {
        let sale = id.clone();
        let whole = self.ledger.look_up(move |books| whole(books, &sale)).await?;
        let facts = self.facts();
        let shipping = shipping_price(&whole.sale, &facts);
        let estimate = whole.sale.cart.estimate(shipping)?;
        let window_open = whole
            .attempt
            .as_ref()
            .is_some_and(|last| self.surroundings.payment_window_is_open(id, last.attempt));
        let sale = &whole.sale;
        Ok(SaleView {
            id: sale.id.to_string(),
            revision: sale.revision,
            state: sale.state,
            elsewhere: sale.elsewhere,
            started_at: sale.started_at,
            currency: sale.cart.currency.to_string(),
            lines: sale.cart.lines.iter().map(|l| line(l, &whole)).collect::<Result<_>>()?,
            customer: sale.cart.customer.clone(),
            ships: sale.cart.ships(),
            shipping_code: sale.cart.shipping_code.clone(),
            vouchers: sale.cart.vouchers.clone(),
            note: sale.cart.note.clone(),
            quote: self.quote(sale, shipping),
            estimate: EstimateView { items: estimate.items, shipping, total: estimate.total },
            refusal: sale.refusal.as_deref().and_then(|text| serde_json::from_str(text).ok()),
            payment: whole.attempt.as_ref().map(|a| payment(&whole, a, window_open)),
            upsells: upsells(&whole),
            attention: whole.attention,
            timeline: whole.events.iter().map(entry).collect(),
            order: whole.order.map(|order| order_view(order, &whole.sale)),
        })
    }
}

fn whole(books: &Books<'_>, id: &SaleId) -> ledger::Result<Whole> {
    let sale = books.sale(id)?;
    let order = whole_order(books, &sale)?;
    let offers = match &order {
        Some(whole) => offers::standing(books, id, &whole.order)?,
        None => Vec::new(),
    };
    let mut pictured = Vec::new();
    for line in &sale.cart.lines {
        if books.picture(line.article.product_id)?.is_some() {
            pictured.push(line.article.product_id);
        }
    }
    let unavailable = unavailable(books, &sale)?;
    Ok(Whole {
        attempt: books.attempts(id)?.pop(),
        events: books.events(id)?,
        attention: attention_of(books, id)?,
        charges: books.upsells(id)?,
        sale,
        order,
        offers,
        pictured,
        unavailable,
    })
}

fn attention_of(books: &Books<'_>, id: &SaleId) -> ledger::Result<Vec<AttentionView>> {
    books.matters(id)?.iter().map(|matter| attention(books, matter)).collect()
}

/// While the catalogue's copy is not complete, what is missing in it may still come.
fn unavailable(books: &Books<'_>, sale: &SaleRecord) -> ledger::Result<Vec<i64>> {
    if !sale.state.is_editable() || !crate::sync::is_complete(books)? {
        return Ok(Vec::new());
    }
    let mut unavailable = Vec::new();
    for line in &sale.cart.lines {
        let id = line.article.variant_id;
        match books.item(id, sale.cart.currency) {
            Ok(item) if item.sellable => {}
            Ok(_) | Err(ledger::LedgerError::NotFound(_)) => unavailable.push(id),
            Err(error) => return Err(error),
        }
    }
    Ok(unavailable)
}

/// The offers, each with its last charge; then charges whose offer is no longer made.
fn upsells(whole: &Whole) -> Vec<UpsellView> {
    let Some(WholeOrder { order, .. }) = &whole.order else { return Vec::new() };
    if !order.supports_upsells && whole.charges.is_empty() {
        return Vec::new();
    }
    let last_charge =
        |variant: i64| whole.charges.iter().rev().find(|charge| charge.variant_id == variant);
    let in_order = |standing: &Standing| {
        offer::holds(order, standing.item.variant_id, standing.item.product_id)
    };
    let mut views: Vec<UpsellView> = whole
        .offers
        .iter()
        .filter_map(|standing| {
            let charge = last_charge(standing.item.variant_id);
            (charge.is_some() || !in_order(standing)).then(|| offered(standing, charge))
        })
        .collect();
    for charge in &whole.charges {
        if views.iter().all(|view| view.variant_id != charge.variant_id) {
            views.extend(last_charge(charge.variant_id).map(charged));
        }
    }
    views
}

fn offered(standing: &Standing, charge: Option<&UpsellRecord>) -> UpsellView {
    let Standing { item, price, .. } = standing;
    let picture = item.picture.is_some().then(|| item.product_id.to_string());
    match charge {
        // What may be clicked again is charged at the price of now.
        Some(charge) if charge.state.may_be_tried_again() => {
            UpsellView { picture, price: *price, ..charged(charge) }
        }
        Some(charge) => UpsellView { picture, ..charged(charge) },
        None => UpsellView {
            variant_id: item.variant_id,
            title: item.title.clone(),
            variant_title: item.variant_title.clone(),
            price: *price,
            picture,
            state: None,
            amount: None,
            reason: None,
            response_code: None,
        },
    }
}

fn charged(charge: &UpsellRecord) -> UpsellView {
    let nothing = charge.state == ChargeState::Charged && charge.amount.is_none();
    UpsellView {
        variant_id: charge.variant_id,
        title: charge.title.clone(),
        variant_title: charge.variant_title.clone(),
        price: charge.price,
        picture: None,
        state: Some(charge.state),
        amount: if nothing {
            Some(sale::Money::zero(charge.price.currency))
        } else {
            charge.amount
        },
        reason: charge.reason.clone(),
        response_code: charge.response_code.clone(),
    }
}

fn line(line: &CartLine, whole: &Whole) -> Result<LineView> {
    Ok(LineView {
        key: line.key,
        product_id: line.article.product_id,
        variant_id: line.article.variant_id,
        title: line.article.title.clone(),
        variant_title: line.article.variant_title.clone(),
        sku: line.article.sku.clone(),
        quantity: line.quantity,
        unit_price: line.unit_price(),
        store_price: line.store_price(),
        list_price: line.article.list_price,
        overridden: line.price_override.is_some(),
        total: line.unit_price().times(line.quantity)?,
        subscription: line.subscription,
        offer: line.article.offer.clone(),
        picture: whole
            .pictured
            .contains(&line.article.product_id)
            .then(|| line.article.product_id.to_string()),
        unavailable: whole.unavailable.contains(&line.article.variant_id),
    })
}

fn payment(whole: &Whole, attempt: &Attempt, window_open: bool) -> PaymentView {
    let sale = &whole.sale;
    let at = |wanted: &dyn Fn(&SaleEvent) -> bool| {
        whole.events.iter().rev().find(|recorded| wanted(&recorded.event)).map(|r| r.at)
    };
    let estimate = sale::Money::new(attempt.estimate_minor, sale.cart.currency);
    PaymentView {
        attempt: attempt.attempt,
        method: attempt.method.clone(),
        host: whole.events.iter().rev().find_map(|recorded| match &recorded.event {
            SaleEvent::OrderPlaced { attempt: number, host } if *number == attempt.attempt => {
                Some(host.clone())
            }
            _ => None,
        }),
        amount: if sale.state == SaleState::Paid { sale.total } else { estimate },
        amount_is_final: sale.state == SaleState::Paid,
        placed_at: attempt.placed_at,
        returned_at: at(&|event| {
            matches!(event, SaleEvent::OrderReturned { .. } | SaleEvent::OrderCreatedAtOnce { .. })
        }),
        confirmed_at: at(&|event| matches!(event, SaleEvent::PaymentConfirmed { .. })),
        window_open,
        link_shared: attempt.link_shared,
        check_error: sale.check_error.as_deref().and_then(|text| serde_json::from_str(text).ok()),
        next_check_at: sale.next_check_at,
    }
}

/// A matter as a card shows it, with what may be done about it now.
pub(crate) fn attention(books: &Books<'_>, matter: &Matter) -> ledger::Result<AttentionView> {
    let number = matter.matter.order_number();
    let record = books.order(number)?;
    let order = record.and_then(|record| read_order(&record.raw));
    let asked = books.cancellation(number)?;
    let cancellation = asked.map(|asked| cancellation(asked, order.as_ref()));
    let actions = matter.matter.actions(cancellation.as_ref().map(|asked| asked.state));
    let matter = matter.clone();
    Ok(AttentionView {
        id: matter.id,
        raised_at: matter.raised_at,
        matter: matter.matter,
        actions,
        taken: order.as_ref().and_then(Order::left),
        cancellation,
    })
}

fn entry(recorded: &Recorded) -> TimelineEntry {
    TimelineEntry { sequence: recorded.sequence, at: recorded.at, event: recorded.event.clone() }
}
