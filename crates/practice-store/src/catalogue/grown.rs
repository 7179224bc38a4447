//! Goods without end: products made up by a seed, as many as are asked for.
//!
//! They are meant to be as untidy as those of a real shop: scripts of the whole world, codes that
//! two products share, prices missing in a currency, goods that are not for sale. Each product has
//! dice of its own, so that a larger catalogue of a seed begins with the smaller one.

mod choices;
mod titles;
mod tongues;
mod trades;
mod variants;
mod vocabulary;
mod words;

use jiff::SignedDuration;

use super::build::{OPENED, category};
use super::item::Kind;
use super::shelves::FAMILIES;
use super::slug::slug;
use super::{Product, Schedule};
use crate::dice::Dice;
use titles::{Titled, title};
use trades::Trade;
use variants::variants;
use vocabulary::Vocabulary;

/// The standard products were on the shelf after this; the generated ones came one by one.
const AFTER_OPENING: SignedDuration = SignedDuration::from_hours(400);

/// Adds products until there are this many variants; none when there are as many already.
pub(super) fn grow(products: &mut Vec<Product>, wanted: u32, seed: u64) {
    let words = Vocabulary::read();
    let mut count: usize = products.iter().map(|product| product.variants.len()).sum();
    let mut next_id = products.last().map_or(1, Product::next_id);
    let wanted = wanted as usize;
    for number in 1.. {
        if count >= wanted {
            return;
        }
        let mut dice = Dice::of(seed, number);
        let mut product = product(&mut dice, &words, number, next_id, products);
        product.variants.truncate(wanted - count);
        count += product.variants.len();
        next_id = product.next_id();
        products.push(product);
    }
}

fn product(
    dice: &mut Dice,
    words: &Vocabulary,
    number: u64,
    id: u64,
    earlier: &[Product],
) -> Product {
    let Titled { family, title } = title(dice, words);
    let trade = &words.trades[family];
    let subscription = subscription(dice, trade.trade);
    let is_book = FAMILIES[family].slug == "books";
    let kind = if is_book && dice.once_in(6) { Kind::Download } else { Kind::Goods };
    let created = OPENED + AFTER_OPENING + SignedDuration::from_secs(10 * id.cast_signed());
    let mut product = Product {
        id,
        slug: slug(&title, id),
        title,
        category: category(family, &FAMILIES[family]),
        kind,
        attribute: String::new(),
        subscription,
        recommended: recommended(dice, earlier),
        created,
        updated: created,
        variants: Vec::new(),
    };
    variants(dice, trade, number, &mut product, earlier);
    product
}

fn subscription(dice: &mut Dice, trade: &Trade) -> Option<Schedule> {
    let schedules: [(&str, &[u32]); 5] = [
        ("day", &[14, 30, 60]),
        ("week", &[1, 2, 4]),
        ("month", &[1, 2, 3]),
        ("month", &[1]),
        ("year", &[1]),
    ];
    let (interval, counts) = dice.pick(&schedules);
    let schedule = Schedule { interval: interval.to_owned(), counts: counts.to_vec() };
    trade.subscribed_once_in.filter(|times| dice.once_in(*times)).map(|_| schedule)
}

/// Up to four of the products that were there before, now and then only one variant of them.
fn recommended(dice: &mut Dice, earlier: &[Product]) -> Vec<u64> {
    let count = dice.weigh(&[(5, 0), (2, 1), (2, 2), (1, 3), (1, 4)]);
    let mut ids: Vec<u64> = Vec::new();
    for _ in 0..count {
        let Some(product) = earlier.get(dice.place(earlier.len().max(1))) else { break };
        let id = match dice.once_in(5) {
            true => product.variants.last().map_or(product.id, |variant| variant.id),
            false => product.id,
        };
        if !ids.contains(&id) {
            ids.push(id);
        }
    }
    ids
}

#[cfg(test)]
mod tests;
