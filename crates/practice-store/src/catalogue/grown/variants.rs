//! The variants of a generated product: what they differ in, their codes, prices and stock.

use super::choices::Choice;
use super::trades::Trade;
use super::vocabulary::TradeWords;
use crate::catalogue::build::{count, prices};
use crate::catalogue::item::Stock;
use crate::catalogue::{Product, Variant, barcode};
use crate::dice::Dice;
use crate::money::{Amount, Currency};

/// Gives a product its variants, and says what they differ in.
pub(super) fn variants(
    dice: &mut Dice,
    words: &TradeWords,
    number: u64,
    product: &mut Product,
    earlier: &[Product],
) {
    let choices = choices(dice, words, &mut product.attribute);
    let cents = cents(dice, words.trade);
    let absent = dice.once_in(40).then(|| dice.pick(&Currency::ALL));
    let code = format!("{}-{number:05}", words.trade.code);
    for (id, choice) in (product.id + 1..).zip(choices) {
        let usd = Amount::from_minor(cents + cents * choice.more / 100);
        let stock = dice.weigh(&STOCKS);
        let has_subscription = product.subscription.is_some();
        product.variants.push(Variant {
            id,
            product_id: product.id,
            sku: match choice.code.as_str() {
                "" => code.clone(),
                choice => format!("{code}-{choice}"),
            },
            title: choice.label,
            upc: barcode(dice, id),
            prices: prices(usd, absent, dice.once_in(6), has_subscription),
            unit_cost: usd.portion(40, 100, 1),
            stock,
            in_stock: count(stock, id),
        });
    }
    share_codes(dice, product, earlier);
}

const STOCKS: [(u32, Stock); 6] = [
    (70, Stock::Plenty),
    (10, Stock::Low),
    (7, Stock::SoldOut),
    (4, Stock::Backorder),
    (6, Stock::Untracked),
    (3, Stock::Paused),
];

/// One to eight choices along one dimension or two, and what they are called together.
fn choices(dice: &mut Dice, words: &TradeWords, attribute: &mut String) -> Vec<Choice> {
    let count: usize =
        dice.weigh(&[(30, 1), (15, 2), (18, 3), (13, 4), (8, 5), (7, 6), (4, 7), (5, 8)]);
    let first = dice.place(words.dimensions.len());
    let (dimension, all) = &words.dimensions[first];
    if count == 1 {
        return vec![Choice::only()];
    }
    dimension.name.clone_into(attribute);
    let second = words.dimensions.get(first + 1).filter(|_| count.is_multiple_of(2));
    match second {
        Some((other, others)) if dice.once_in(2) => {
            *attribute = format!("{} and {}", dimension.name, other.name.to_lowercase());
            let rows = some_of(dice, others, count / 2);
            let both = some_of(dice, all, 2).into_iter();
            both.flat_map(|one| rows.iter().map(move |other| one.with(other))).collect()
        }
        _ => some_of(dice, all, count),
    }
}

/// So many neighbouring choices, or all that there are.
fn some_of(dice: &mut Dice, choices: &[Choice], count: usize) -> Vec<Choice> {
    let count = count.min(choices.len());
    let start = dice.place(choices.len() - count + 1);
    choices[start..start + count].to_vec()
}

/// A price within the trade's range, low ones likelier, with the endings that shops like.
fn cents(dice: &mut Dice, trade: &Trade) -> i64 {
    let (from, to) = trade.dollars;
    let reach = dice.below(to - from) + 1;
    let dollars = i64::from(from + dice.below(reach));
    dollars * 100 + dice.pick(&[0, 0, 50, 90, 95, 95, 99])
}

fn barcode(dice: &mut Dice, id: u64) -> Option<String> {
    let number = u32::try_from(id).ok().filter(|number| *number < 1_000_000_000)?;
    let short = |zero| barcode::ean_8(number, zero).or_else(|| Some(barcode::ean_13(number)));
    match dice.below(100) {
        0..55 => Some(barcode::ean_13(number)),
        55..80 => Some(barcode::upc_a(number)),
        80..85 => Some(barcode::ean_13_with_zero(number)),
        85..90 => short(false),
        90..94 => short(true),
        _ => None,
    }
}

/// Real merchants copy a product and forget to give the copy codes of its own.
fn share_codes(dice: &mut Dice, product: &mut Product, earlier: &[Product]) {
    let shares_sku = dice.once_in(150);
    let shares_barcode = dice.once_in(300);
    let other = earlier.get(dice.place(earlier.len().max(1)));
    let Some(copied) = other.and_then(|other| other.variants.first()) else { return };
    let Some(first) = product.variants.first_mut() else { return };
    if shares_sku {
        first.sku.clone_from(&copied.sku);
    }
    if shares_barcode {
        first.upc.clone_from(&copied.upc);
    }
}
