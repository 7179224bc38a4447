//! Whole requests: an order to be paid for, and a cart to be quoted.

use jiff::Timestamp;
use serde_json::{Map, Value};

use super::Fields;
use super::attribution::read_attribution;
use super::customer::read_customer;
use super::delivery::{Delivery, read_delivery};
use super::fields::Faults;
use super::lines::read_lines;
use super::payment::read_payment;
use crate::books::{Attribution, CustomerDetails, Purchase, Records, Terms};
use crate::catalogue::Catalogue;
use crate::money::{Amount, Currency};
use crate::pricing::{Discount, Line, Totals, Voucher, Wanted, price_lines};

/// A cart, priced without delivery and tax: neither is known before there is an address.
pub(crate) struct CartRequest {
    pub(crate) currency: Currency,
    pub(crate) customer: Option<CustomerDetails>,
    pub(crate) attribution: Attribution,
    pub(crate) lines: Vec<Line>,
    pub(crate) discounts: Vec<Discount>,
}

/// Reads a request for a quote.
pub(crate) fn read_cart(
    object: &Map<String, Value>,
    catalogue: &Catalogue,
    records: &Records,
    now: Timestamp,
) -> Result<CartRequest, Faults> {
    let mut fields = Fields::of(object);
    let currency = read_currency(&mut fields);
    let customer = read_user(&mut fields, records);
    let attribution = read_origin(&mut fields);
    let wanted = read_lines(&mut fields, catalogue, currency);
    let vouchers = read_vouchers(&mut fields, now);
    let (currency, wanted) = fields.faults.or(currency.zip(wanted))?;
    let (lines, discounts) = price_lines(&wanted, &vouchers, None, currency);
    within_bounds(&lines, Amount::ZERO)?;
    Ok(CartRequest { currency, customer, attribution, lines, discounts })
}

/// Reads a request for an order: who buys, and what on which terms.
pub(crate) fn read_purchase(
    object: &Map<String, Value>,
    catalogue: &Catalogue,
    records: &Records,
    now: Timestamp,
) -> Result<(CustomerDetails, Purchase), Faults> {
    let mut fields = Fields::of(object);
    let currency = read_currency(&mut fields);
    let customer = read_user(&mut fields, records);
    if customer.is_none() && !fields.faults.has("user") {
        fields.faults.add("user", "An order needs a user with an id or an email.");
    }
    let wanted = read_lines(&mut fields, catalogue, currency);
    // With faulty lines it is open whether anything is shipped; then an address is not asked for.
    let is_shipped = wanted.iter().flatten().any(|line| line.product.requires_shipping());
    let known = customer.as_ref().and_then(|details| records.customer_with_email(&details.email));
    let delivery = read_delivery(&mut fields, known, currency, is_shipped);
    let vouchers = read_vouchers(&mut fields, now);
    let payment = read_payment(&mut fields);
    let attribution = read_origin(&mut fields);
    let tags = fields.texts("tags").unwrap_or_default();
    let dated = read_date_placed(&mut fields);
    refuse_offers(&mut fields);

    let basics = currency.zip(customer).zip(wanted);
    let (((currency, customer), wanted), (delivery, payment)) =
        fields.faults.or(basics.zip(delivery.zip(payment)))?;
    let (lines, discounts) = price_lines(&wanted, &vouchers, delivery.tax.as_ref(), currency);
    let Delivery { shipping, shipping_address, billing_address, tax } = delivery;
    let total = within_bounds(&lines, shipping.price)?;
    refuse_free_subscriptions(&wanted, total)?;
    let terms = Terms {
        currency,
        discounts,
        tax,
        shipping,
        shipping_address,
        billing_address,
        attribution,
        tags,
        payment,
        dated,
    };
    Ok((customer, Purchase { terms, lines }))
}

/// The store's own currency, unless the request names another.
fn read_currency(fields: &mut Fields<'_>) -> Option<Currency> {
    if fields.get("currency").is_none() {
        return Some(Currency::Usd);
    }
    let code = fields.text("currency")?;
    match Currency::parse(code) {
        None => fields.refuse("currency", format!("This store does not sell in \"{code}\".")),
        currency => currency,
    }
}

fn read_user(fields: &mut Fields<'_>, records: &Records) -> Option<CustomerDetails> {
    match read_customer(fields.object("user")?, records) {
        Ok(details) => details,
        Err(faults) => {
            fields.faults.nest("user", faults);
            None
        }
    }
}

fn read_origin(fields: &mut Fields<'_>) -> Attribution {
    let Some(object) = fields.object("attribution") else { return Attribution::default() };
    match read_attribution(object) {
        Ok(attribution) => attribution,
        Err(faults) => {
            fields.faults.nest("attribution", faults);
            Attribution::default()
        }
    }
}

fn read_vouchers(fields: &mut Fields<'_>, now: Timestamp) -> Vec<&'static Voucher> {
    let mut vouchers: Vec<&'static Voucher> = Vec::new();
    for code in fields.texts("vouchers").unwrap_or_default() {
        match Voucher::with_code(&code) {
            None => fields.faults.add("vouchers", format!("There is no voucher \"{code}\".")),
            Some(voucher) if voucher.is_over(now) => {
                fields.faults.add("vouchers", format!("The voucher {} has expired.", voucher.code));
            }
            Some(voucher) if vouchers.iter().any(|known| known.code == voucher.code) => {}
            Some(voucher) => vouchers.push(voucher),
        }
    }
    vouchers
}

fn read_date_placed(fields: &mut Fields<'_>) -> Option<Timestamp> {
    let text = fields.text("date_placed")?;
    match text.parse() {
        Ok(date) => Some(date),
        Err(_) => fields.refuse("date_placed", format!("\"{text}\" is not a time with an offset.")),
    }
}

/// The store runs no offers, so that none can be named.
fn refuse_offers(fields: &mut Fields<'_>) {
    if let Some(id) = fields.list("offers").and_then(<[Value]>::first) {
        fields.faults.add("offers", format!("There is no offer with the id {id}."));
    }
}

/// The total, if the API can write it.
fn within_bounds(lines: &[Line], shipping: Amount) -> Result<Amount, Faults> {
    let total = Totals::of(lines, shipping).incl_tax;
    let mut faults = Faults::default();
    if total > Amount::LARGEST {
        faults.add_general("This order comes to more than a store can charge.");
    }
    faults.or(Some(total))
}

fn refuse_free_subscriptions(wanted: &[Wanted<'_>], total: Amount) -> Result<(), Faults> {
    let mut faults = Faults::default();
    let subscribes = wanted.iter().any(|line| line.subscription.is_some());
    if subscribes && total == Amount::ZERO {
        faults.add_general("An order with a subscription must come to more than nothing.");
    }
    faults.or(Some(()))
}
