//! The lines of a request: what is bought, how many, at what price, and how often again.

use serde_json::{Map, Value};

use super::Fields;
use super::fields::{Faults, MISSING};
use crate::catalogue::{Catalogue, Price, Product, Variant};
use crate::money::{Amount, Currency};
use crate::pricing::{Subscription, Wanted};

/// No honest cart holds more of one thing.
const MOST: u32 = 10_000;

/// Reads `lines`, which must hold at least one. Faults stand under the place of their line.
pub(crate) fn read_lines<'a>(
    fields: &mut Fields<'_>,
    catalogue: &'a Catalogue,
    currency: Option<Currency>,
) -> Option<Vec<Wanted<'a>>> {
    if fields.get("lines").is_none() {
        return fields.refuse("lines", MISSING);
    }
    let lines = fields.list("lines")?;
    if lines.is_empty() {
        return fields.refuse("lines", "An order needs at least one line.");
    }
    let (mut wanted, mut faults) = (Vec::new(), Vec::new());
    for line in lines {
        match read_line(line, catalogue, currency) {
            Ok(line) => {
                wanted.push(line);
                faults.push(Faults::default());
            }
            Err(fault) => faults.push(fault),
        }
    }
    fields.faults.nest_list("lines", faults);
    (wanted.len() == lines.len()).then_some(wanted)
}

fn read_line<'a>(
    line: &Value,
    catalogue: &'a Catalogue,
    currency: Option<Currency>,
) -> Result<Wanted<'a>, Faults> {
    let Value::Object(line) = line else {
        let mut faults = Faults::default();
        faults.add_general("A line must be an object.");
        return Err(faults);
    };
    let mut fields = Fields::of(line);
    let goods = read_variant(&mut fields, catalogue);
    let quantity = read_quantity(&mut fields);
    let price = goods.and_then(|(_, variant)| read_price(&mut fields, variant, currency));
    let subscription = read_subscription(&mut fields, goods, price, currency);
    let own_price = fields.amount("price", currency);
    let is_upsell = fields.flag("is_upsell").unwrap_or_default();
    let unit = own_price
        .or(subscription.as_ref().map(|subscription| subscription.price))
        .or(price.map(|price| price.price));
    let total = unit.zip(quantity).and_then(|(unit, count)| read_total(&mut fields, unit, count));
    let wanted = goods.zip(quantity).zip(total).map(|(((product, variant), quantity), total)| {
        Wanted { product, variant, quantity, total, is_upsell, subscription }
    });
    fields.faults.or(wanted)
}

fn read_total(fields: &mut Fields<'_>, unit: Amount, quantity: u32) -> Option<Amount> {
    match unit.times(quantity) {
        None => fields.refuse("price", "This line comes to more than a store can charge."),
        total => total,
    }
}

/// The `product_id` of a line is the id of a variant.
fn read_variant<'a>(
    fields: &mut Fields<'_>,
    catalogue: &'a Catalogue,
) -> Option<(&'a Product, &'a Variant)> {
    let id = fields.required_whole("product_id")?;
    let goods = u64::try_from(id).ok().and_then(|id| catalogue.variant(id));
    match goods {
        None => fields.refuse("product_id", format!("No product variant has the id {id}.")),
        Some((product, variant)) if !variant.is_for_sale() => {
            let title = &product.title;
            fields.refuse("product_id", format!("{title} ({}) is not available.", variant.sku))
        }
        goods => goods,
    }
}

fn read_quantity(fields: &mut Fields<'_>) -> Option<u32> {
    match fields.required_whole("quantity")? {
        quantity if quantity < 1 => fields.refuse("quantity", "At least 1 must be bought."),
        quantity => match u32::try_from(quantity) {
            Ok(quantity) if quantity <= MOST => Some(quantity),
            _ => fields.refuse("quantity", format!("At most {MOST} can be bought at once.")),
        },
    }
}

fn read_price<'a>(
    fields: &mut Fields<'_>,
    variant: &'a Variant,
    currency: Option<Currency>,
) -> Option<&'a Price> {
    let currency = currency?;
    match variant.price_in(currency) {
        None => {
            let message = format!("{} has no price in {}.", variant.sku, currency.code());
            fields.refuse("product_id", message)
        }
        price => price,
    }
}

fn read_subscription(
    fields: &mut Fields<'_>,
    goods: Option<(&Product, &Variant)>,
    price: Option<&Price>,
    currency: Option<Currency>,
) -> Option<Subscription> {
    let object = fields.object("subscription")?;
    let (product, _) = goods?;
    match subscription_of(object, product, price, currency) {
        Ok(subscription) => Some(subscription),
        Err(faults) => {
            fields.faults.nest("subscription", faults);
            None
        }
    }
}

fn subscription_of(
    object: &Map<String, Value>,
    product: &Product,
    price: Option<&Price>,
    currency: Option<Currency>,
) -> Result<Subscription, Faults> {
    let mut fields = Fields::of(object);
    let Some(schedule) = &product.subscription else {
        fields.faults.add_general(format!("{} cannot be subscribed to.", product.title));
        return Err(fields.faults);
    };
    let interval = fields.required_text("interval").unwrap_or_default();
    if !interval.is_empty() && interval != schedule.interval {
        let message = format!("It comes by the {}, not by \"{interval}\".", schedule.interval);
        fields.faults.add("interval", message);
    }
    let interval_count = fields.required_whole("interval_count").unwrap_or_default();
    let offered = schedule.counts.iter().copied().find(|count| i64::from(*count) == interval_count);
    if offered.is_none() && fields.get("interval_count").is_some_and(Value::is_i64) {
        let message = format!("It comes every {:?} {}s.", schedule.counts, schedule.interval);
        fields.faults.add("interval_count", message);
    }
    let own_price = fields.amount("price", currency);
    let usual = price.map_or(Amount::ZERO, |price| price.subscription.unwrap_or(price.price));
    let subscription = offered.map(|interval_count| Subscription {
        interval: interval.to_owned(),
        interval_count,
        price: own_price.unwrap_or(usual),
    });
    fields.faults.or(subscription)
}
