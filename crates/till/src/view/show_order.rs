//! Building what is shown of a sale's order from the books.

use admin_api::read_order;
use ledger::{Books, Cancellation, NoteRecord, OrderRecord, RefundRecord, SaleRecord};
use sale::{Discount, Order, OrderLine, Refund, RequestState, Tax, Transaction};

use super::{
    CancellationView, DiscountView, NoteView, OrderLineView, OrderView, RefundStanding, RefundView,
    RefundedLineView, TaxView, TransactionView,
};

/// An order with all that was asked of it here.
pub(super) struct WholeOrder {
    pub(super) order: Order,
    record: OrderRecord,
    refunding: Option<RefundRecord>,
    cancelling: Option<Cancellation>,
    notes: Vec<NoteRecord>,
}

/// The order that paid a sale, if there is one that can be read.
pub(super) fn whole_order(
    books: &Books<'_>,
    sale: &SaleRecord,
) -> ledger::Result<Option<WholeOrder>> {
    let Some(number) = &sale.order_number else { return Ok(None) };
    let Some(record) = books.order(number)? else { return Ok(None) };
    let Some(order) = read_order(&record.raw) else { return Ok(None) };
    Ok(Some(WholeOrder {
        order,
        record,
        refunding: books.refunds_of_order(number)?.pop(),
        cancelling: books.cancellation(number)?,
        notes: books.notes_of(&sale.id)?,
    }))
}

pub(super) fn order_view(whole: WholeOrder, sale: &SaleRecord) -> OrderView {
    let WholeOrder { order, record, refunding, cancelling, notes } = whole;
    let refund_is_open = refunding.as_ref().is_some_and(|refund| refund.state.is_open());
    let asked_to_cancel = cancelling.as_ref().map(|asked| asked.state);
    let cancel_is_open = asked_to_cancel.is_some_and(RequestState::is_open);
    let may_cancel = asked_to_cancel.is_none_or(|state| state == RequestState::NotDone);
    let (left, paid_back) = (order.left(), order.paid_back().filter(|back| back.minor > 0));
    let something_is_left = left.is_none_or(|left| left.minor > 0);
    OrderView {
        number: order.number.clone(),
        total: order.total,
        tax: order.tax,
        taxes: order.taxes.iter().map(tax).collect(),
        shipping: order.shipping,
        discount: order.discount,
        discounts: order.discounts.iter().map(discount).collect(),
        shipping_method: order.shipping_method.clone(),
        payment_status: order.payment_status.clone(),
        status: order.status.clone(),
        supports_upsells: order.supports_upsells && !order.is_cancelled(),
        has_status_page: order.status_url.is_some(),
        lines: order.lines.iter().map(|made| line(made, sale)).collect(),
        transactions: order.transactions.iter().map(transaction).collect(),
        refunds: order.refunds.iter().map(|made| refund(made, &order)).collect(),
        paid_back,
        left,
        can_refund: something_is_left && !refund_is_open && !cancel_is_open,
        refunding: refunding.map(standing),
        can_cancel: !order.is_cancelled() && may_cancel && !refund_is_open,
        cancellation: cancelling.map(|asked| cancellation(asked, Some(&order))),
        notes: note_views(&record, &notes),
        notes_read_at: record.notes_read_at,
        read_at: record.read_at,
    }
}

fn tax(tax: &Tax) -> TaxView {
    TaxView { title: tax.title.clone(), amount: tax.amount }
}

fn discount(discount: &Discount) -> DiscountView {
    let Discount { name, code, amount } = discount.clone();
    DiscountView { name, code, amount }
}

/// A line, with the subscription that it was sold in where the store does not tell of it.
fn line(line: &OrderLine, sale: &SaleRecord) -> OrderLineView {
    let is_it = |sold: &&sale::CartLine| Some(sold.article.variant_id) == line.variant_id;
    let sold = sale.cart.lines.iter().find(is_it).filter(|_| !line.is_upsell);
    OrderLineView {
        id: line.id,
        title: line.title.clone(),
        variant_title: line.variant_title.clone(),
        sku: line.sku.clone(),
        quantity: line.quantity,
        left: line.left,
        total: line.total,
        is_upsell: line.is_upsell,
        subscription: line.subscription.or_else(|| sold?.subscription),
        next_renewal: line.next_renewal,
    }
}

fn transaction(made: &Transaction) -> TransactionView {
    TransactionView {
        id: made.id,
        amount: made.amount,
        kind: made.kind.clone(),
        succeeded: made.succeeded,
        response_code: made.response_code,
        method: made.method.clone(),
    }
}

fn refund(made: &Refund, order: &Order) -> RefundView {
    let title = |id: i64| order.lines.iter().find(|line| line.id == id).map(|l| l.title.clone());
    let lines = made.lines.iter().map(|line| RefundedLineView {
        title: title(line.line_id).unwrap_or_default(),
        quantity: line.quantity,
        amount: line.amount,
    });
    RefundView {
        id: made.id,
        at: made.at,
        amount: made.amount,
        lines: lines.collect(),
        shipping: made.shipping,
        note: made.note.clone(),
    }
}

fn standing(asked: RefundRecord) -> RefundStanding {
    RefundStanding {
        state: asked.state,
        at: asked.sent_at,
        amount: asked.amount,
        refunded: asked.refunded,
        error: asked.error.as_deref().and_then(|text| serde_json::from_str(text).ok()),
    }
}

pub(super) fn cancellation(asked: Cancellation, order: Option<&Order>) -> CancellationView {
    CancellationView {
        state: asked.state,
        full_refund: asked.full_refund,
        refunded: order.and_then(Order::paid_back),
        taken: order.and_then(Order::taken),
        reason: asked.reason,
    }
}

/// The notes as the store last listed them, then those of this till that are not among them.
fn note_views(record: &OrderRecord, own: &[NoteRecord]) -> Vec<NoteView> {
    let listed = record.notes.as_deref().and_then(|text| serde_json::from_str(text).ok());
    let mut views: Vec<NoteView> = listed.unwrap_or_default();
    let read_at = record.notes_read_at;
    let is_listed = |note: &NoteRecord| {
        note.state == Some(RequestState::Done) && read_at.is_some_and(|at| at >= note.written_at)
    };
    let own = own.iter().filter(|note| note.order_number == record.number && !is_listed(note));
    views.extend(own.map(|note| NoteView {
        message: note.message.clone(),
        author: String::new(),
        at: Some(note.written_at),
        // One that is owed is as good as on its way to whoever reads it.
        state: match note.state {
            Some(RequestState::Done) => None,
            state => Some(state.unwrap_or(RequestState::Sent)),
        },
        reason: note.reason.clone(),
    }));
    views
}
