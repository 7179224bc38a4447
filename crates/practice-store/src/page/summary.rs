//! What is being paid for: the lines, the sums, the total.

use std::fmt::Write as _;

use crate::books::PaymentPage;
use crate::customers::test_customers;
use crate::html::escape;
use crate::links::picture_path;
use crate::money::{Amount, Currency};
use crate::payments::method_label;
use crate::pricing::{Line, Totals};
use crate::store::Store;

/// The store's name, in a `p` or an `h1`, and by which method it is paid.
pub(super) fn head(tag: &str, store: &Store, page: &PaymentPage) -> String {
    format!(
        r#"<header class="head"><{tag} class="store" dir="auto">{name}</{tag}>
<p class="method">{method}</p></header>"#,
        name = escape(store.name()),
        method = escape(method_label(&page.purchase.terms.payment.method)),
    )
}

/// The total in the customer's own form: `$64.00`.
pub(super) fn total(page: &PaymentPage) -> String {
    page.purchase.terms.currency.show(page.total())
}

/// Lines and sums. Few lines are shown at once, many only when asked for.
pub(super) fn summary(page: &PaymentPage) -> String {
    let terms = &page.purchase.terms;
    let lines = &page.purchase.lines;
    let count: u64 = lines.iter().map(|line| u64::from(line.quantity)).sum();
    let items: String = lines.iter().map(|line| item(line, terms.currency)).collect();
    format!(
        r#"<details{open}><summary><span class="what">{count} {noun}</span>
<span class="total">{total}</span></summary>
<ul class="lines" tabindex="0" aria-label="What is paid for">{items}</ul>{sums}</details>"#,
        open = if lines.len() <= 2 { " open" } else { "" },
        noun = if count == 1 { "item" } else { "items" },
        total = total(page),
        sums = sums(page),
    )
}

fn item(line: &Line, currency: Currency) -> String {
    let times = if line.quantity > 1 { format!("{} × ", line.quantity) } else { String::new() };
    format!(
        r#"<li><img src="{picture}" alt="" width="40" height="40">
<span class="title">{times}<bdi>{title}</bdi></span><span>{price}</span></li>"#,
        picture = picture_path(&line.product.slug),
        title = escape(&line.full_title()),
        price = currency.show(line.original),
    )
}

/// Discount, delivery and tax, where there are any.
fn sums(page: &PaymentPage) -> String {
    let terms = &page.purchase.terms;
    let totals = Totals::of(&page.purchase.lines, terms.shipping.price);
    let delivery =
        if terms.shipping.name.is_empty() { "Delivery" } else { terms.shipping.name.as_str() };
    let tax = terms.tax.as_ref().map_or("Tax", |tax| tax.title.as_str());
    let rows = [
        ("Discount", "−", totals.discount),
        (delivery, "", totals.shipping),
        (tax, "", totals.tax),
    ];
    let mut html = String::from(r#"<dl class="sums">"#);
    for (name, sign, amount) in rows {
        if amount > Amount::ZERO {
            let amount = terms.currency.show(amount);
            // Writing to a string cannot fail.
            let _ = write!(html, "<dt>{}</dt><dd>{sign}{amount}</dd>", escape(name));
        }
    }
    html.push_str("</dl>");
    html
}

/// The test customers, for those who want to try how things go wrong.
pub(super) fn customers() -> String {
    let rows: String = test_customers()
        .iter()
        .map(|customer| {
            format!("<dt>{}</dt><dd>{}</dd>", escape(customer.email), escape(customer.outcome))
        })
        .collect();
    format!(
        r#"<details class="tests"><summary><span class="what">Test customers</span></summary>
<p class="quiet">The email address decides how the payment goes.
With <code>+auto</code> before the @ the page acts by itself.</p>
<dl>{rows}</dl></details>"#
    )
}
