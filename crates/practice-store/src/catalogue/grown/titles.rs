//! The titles of generated products: mostly English, some in other scripts, a few of the kinds that
//! break a layout or a search.

use super::tongues;
use super::vocabulary::Vocabulary;
use crate::dice::Dice;

/// How long the longest titles are, in characters.
const LONGEST: usize = 500;

/// A title, with the place of its family in `shelves`.
pub(super) struct Titled {
    pub(super) family: usize,
    pub(super) title: String,
}

/// A title as the dice fall.
pub(super) fn title(dice: &mut Dice, words: &Vocabulary) -> Titled {
    let Titled { family, title } = match dice.once_in(8) {
        true => tongues::title(dice),
        false => english(dice, words),
    };
    let title = match dice.below(1200) {
        0..2 => stuffed(dice, words, family, title),
        2..8 => format!("{title} {}", dice.pick(&words.emoji)),
        8..11 => format!("{} {title}", dice.pick(&words.emoji)),
        11..17 => title.to_uppercase(),
        _ => title,
    };
    Titled { family, title }
}

fn english(dice: &mut Dice, words: &Vocabulary) -> Titled {
    let family = dice.place(words.trades.len());
    let trade = &words.trades[family];
    let quality = dice.pick(&words.qualities);
    let stuff = dice.pick(&trade.stuffs);
    let thing = dice.pick(&trade.things);
    let title = match dice.below(9) {
        0 => format!("{} {quality} {thing}", maker(dice, words)),
        1 => format!("{quality} {stuff} {thing}"),
        2 => format!("{} {stuff} {thing}", maker(dice, words)),
        3 => match trade.trade.is_made_of_material() {
            true => format!("{stuff} {thing} with {}", dice.pick(&words.extras)),
            false => format!("{stuff} & {} {thing}", dice.pick(&trade.stuffs)),
        },
        4 => format!("{} {thing}, {}", dice.pick(&words.places), quality.to_lowercase()),
        5 => format!("{} {thing} No. {}", maker(dice, words), 1 + dice.below(120)),
        6 => {
            format!("{quality} {thing} “{}” by {}", dice.pick(&words.series), maker(dice, words))
        }
        7 => format!("{stuff} {thing} – {} Edition", dice.pick(&words.places)),
        _ => format!("{}’s {quality} {stuff} {thing}", maker(dice, words)),
    };
    Titled { family, title }
}

/// The invented name of a maker.
pub(super) fn maker(dice: &mut Dice, words: &Vocabulary) -> String {
    format!("{}{}", dice.pick(&words.maker_heads), dice.pick(&words.maker_tails))
}

/// A title as those write who want to be found for everything.
fn stuffed(dice: &mut Dice, words: &Vocabulary, family: usize, title: String) -> String {
    let trade = &words.trades[family];
    let mut title = title;
    while title.chars().count() < LONGEST {
        let (quality, stuff) = (dice.pick(&words.qualities), dice.pick(&trade.stuffs));
        title.push_str(&format!(", {quality} {stuff} {}", dice.pick(&trade.things)));
    }
    title.chars().take(LONGEST).collect()
}
