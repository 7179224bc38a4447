//! Refunds: what taking something back comes to, and making it so.

use jiff::Timestamp;

use crate::books::{Ids, Order, OrderLine, Refund, RefundLine, Transaction, TransactionKind};
use crate::money::Amount;
use crate::random;
use crate::requests::{Faults, PayBack, RefundLineRequest, RefundRequest, ShippingRefund, fault};

/// What a refund comes to, and how it would be paid back.
pub(crate) struct Calculation<'a> {
    pub(crate) lines: Vec<CalculatedLine<'a>>,
    pub(crate) shipping: Amount,
    pub(crate) pay_backs: Vec<(&'a Transaction, Amount)>,
}

pub(crate) struct CalculatedLine<'a> {
    pub(crate) line: &'a OrderLine,
    pub(crate) quantity: u32,
    pub(crate) excl_tax: Amount,
    pub(crate) incl_tax: Amount,
}

impl Calculation<'_> {
    pub(crate) fn excl_tax(&self) -> Amount {
        self.lines.iter().map(|line| line.excl_tax).sum::<Amount>() + self.shipping
    }

    pub(crate) fn incl_tax(&self) -> Amount {
        self.lines.iter().map(|line| line.incl_tax).sum::<Amount>() + self.shipping
    }
}

/// What a request comes to; its own transactions are not looked at.
pub(crate) fn calculate<'a>(
    order: &'a Order,
    request: &RefundRequest,
) -> Result<Calculation<'a>, Faults> {
    let lines = calculate_lines(order, request)?;
    let shipping = calculate_shipping(order, request.shipping)?;
    let mut calculation = Calculation { lines, shipping, pay_backs: Vec::new() };
    let mut due = calculation.incl_tax();
    for debit in debits(order) {
        let amount = due.min(order.refundable(debit));
        if amount > Amount::ZERO {
            calculation.pay_backs.push((debit, amount));
            due = due - amount;
        }
    }
    Ok(calculation)
}

fn debits(order: &Order) -> impl Iterator<Item = &Transaction> {
    let is_debit = |made: &&Transaction| made.succeeded() && made.kind == TransactionKind::Debit;
    order.transactions.iter().filter(is_debit)
}

fn calculate_lines<'a>(
    order: &'a Order,
    request: &RefundRequest,
) -> Result<Vec<CalculatedLine<'a>>, Faults> {
    let mut calculated: Vec<CalculatedLine<'_>> = Vec::new();
    let mut faults = Vec::new();
    for wanted in &request.lines {
        let is_repeated = calculated.iter().any(|line| line.line.id == wanted.line_id);
        match order.line(wanted.line_id) {
            None => faults.push(fault("line_id", "The order has no such line.")),
            Some(_) if is_repeated => faults.push(fault("line_id", "This line is there twice.")),
            Some(line) if wanted.quantity > line.left() => {
                let message = format!("Only {} of it can be taken back.", line.left());
                faults.push(fault("quantity", message));
            }
            Some(line) => {
                faults.push(Faults::default());
                calculated.push(calculate_line(order, line, wanted.quantity));
            }
        }
    }
    let mut all = Faults::default();
    all.nest_list("refund_lines", faults);
    all.or(Some(calculated))
}

/// The share of some of a line. Rounding the running share makes all shares add up to the line.
fn calculate_line<'a>(order: &Order, line: &'a OrderLine, quantity: u32) -> CalculatedLine<'a> {
    let whole = i64::from(line.line.quantity);
    let (before, after) = (i64::from(line.removed), i64::from(line.removed + quantity));
    let step = order.terms.currency.step();
    let share =
        |amount: Amount| amount.portion(after, whole, step) - amount.portion(before, whole, step);
    CalculatedLine {
        line,
        quantity,
        excl_tax: share(line.line.excl_tax()),
        incl_tax: share(line.line.excl_tax()) + share(line.line.tax),
    }
}

fn calculate_shipping(order: &Order, wanted: ShippingRefund) -> Result<Amount, Faults> {
    let left = order.terms.shipping.price - order.shipping_refunded();
    match wanted {
        ShippingRefund::All => Ok(left),
        ShippingRefund::Part(amount) if amount <= left => Ok(amount),
        ShippingRefund::Part(_) => {
            let mut faults = Faults::default();
            let message = format!("Only {left} of the delivery can be paid back.");
            faults.nest("refund_shipping", fault("amount_excl_tax", message));
            Err(faults)
        }
    }
}

/// Makes a refund: takes the lines back and pays through the transactions that the request names.
/// Answers the refund as it now stands on the order.
pub(crate) fn make(
    order: &mut Order,
    ids: &mut Ids,
    request: &RefundRequest,
    now: Timestamp,
) -> Result<Refund, Faults> {
    let calculation = calculate(order, request)?;
    check_pay_backs(order, &request.transactions)?;
    if request.is_nothing() {
        let mut faults = Faults::default();
        faults.add_general("There is nothing to refund.");
        return Err(faults);
    }
    let paid: Amount = request.transactions.iter().map(|part| part.amount).sum();
    let transactions: Vec<Transaction> =
        request.transactions.iter().map(|part| pay_back(order, part, ids, now)).collect();
    let refund = Refund {
        id: ids.take(),
        at: now,
        note: request.note.clone(),
        lines: calculation
            .lines
            .iter()
            .filter(|line| line.quantity > 0)
            .map(|line| refund_line(line, ids))
            .collect(),
        shipping: adjustment(calculation.shipping, ids),
        discrepancy: adjustment(paid - calculation.incl_tax(), ids),
        transaction_ids: transactions.iter().map(|made| made.id).collect(),
    };
    apply(order, refund.clone(), transactions, now);
    Ok(refund)
}

fn refund_line(calculated: &CalculatedLine<'_>, ids: &mut Ids) -> RefundLine {
    RefundLine {
        id: ids.take(),
        line_id: calculated.line.id,
        quantity: calculated.quantity,
        excl_tax: calculated.excl_tax,
        incl_tax: calculated.incl_tax,
    }
}

fn adjustment(amount: Amount, ids: &mut Ids) -> Option<(u64, Amount)> {
    (amount != Amount::ZERO).then(|| (ids.take(), amount))
}

fn apply(order: &mut Order, refund: Refund, transactions: Vec<Transaction>, now: Timestamp) {
    for taken_back in &refund.lines {
        let line = order.lines.iter_mut().find(|line| line.id == taken_back.line_id);
        if let Some(line) = line {
            line.removed += taken_back.quantity;
            line.updated = now;
        }
    }
    order.transactions.extend(transactions);
    order.refunds.push(refund);
    order.updated = now;
}

/// Each part is paid back through a debit of the order, once, and not beyond what it brought.
fn check_pay_backs(order: &Order, pay_backs: &[PayBack]) -> Result<(), Faults> {
    let check = |(index, pay_back): (usize, &PayBack)| {
        let is_repeated =
            pay_backs[..index].iter().any(|other| other.debit_id == pay_back.debit_id);
        match debits(order).find(|debit| debit.id == pay_back.debit_id) {
            None => fault("id", "The order has no such payment."),
            Some(_) if is_repeated => fault("id", "This payment is there twice."),
            Some(debit) if pay_back.amount > order.refundable(debit) => {
                let message = format!("Only {} of it can be paid back.", order.refundable(debit));
                fault("amount", message)
            }
            Some(_) if pay_back.amount == Amount::ZERO => fault("amount", "This is nothing."),
            Some(_) => Faults::default(),
        }
    };
    let mut all = Faults::default();
    all.nest_list("transactions", pay_backs.iter().enumerate().map(check).collect());
    all.or(Some(()))
}

fn pay_back(order: &Order, part: &PayBack, ids: &mut Ids, now: Timestamp) -> Transaction {
    let debit = debits(order).find(|debit| debit.id == part.debit_id);
    Transaction {
        id: ids.take(),
        kind: TransactionKind::Refund,
        amount: part.amount,
        response_code: Transaction::APPROVED,
        at: now,
        external_id: format!("re_{}", random::key()),
        parent_id: Some(part.debit_id),
        gateway_id: debit.map_or(order.terms.payment.gateway_id, |debit| debit.gateway_id),
        is_external: part.is_external,
    }
}

/// The request that takes back all that is left of an order.
pub(crate) fn of_everything(order: &Order) -> RefundRequest {
    let lines = order.lines.iter().filter(|line| line.left() > 0);
    let debits = debits(order).filter(|debit| order.refundable(debit) > Amount::ZERO);
    RefundRequest {
        lines: lines
            .map(|line| RefundLineRequest { line_id: line.id, quantity: line.left() })
            .collect(),
        shipping: ShippingRefund::All,
        transactions: debits
            .map(|debit| PayBack {
                debit_id: debit.id,
                amount: order.refundable(debit),
                is_external: false,
            })
            .collect(),
        note: None,
    }
}
