//! The words of the tables, taken apart once for all titles.

use super::choices::{Choice, Dimension};
use super::trades::{TRADES, Trade};
use super::words;

/// All words, ready to be picked from.
pub(super) struct Vocabulary {
    pub(super) qualities: Vec<&'static str>,
    pub(super) places: Vec<&'static str>,
    pub(super) extras: Vec<&'static str>,
    pub(super) series: Vec<&'static str>,
    pub(super) maker_heads: Vec<&'static str>,
    pub(super) maker_tails: Vec<&'static str>,
    pub(super) emoji: Vec<&'static str>,
    /// In the order of the families in `shelves`.
    pub(super) trades: Vec<TradeWords>,
}

/// The words of one trade.
pub(super) struct TradeWords {
    pub(super) trade: &'static Trade,
    pub(super) things: Vec<&'static str>,
    pub(super) stuffs: Vec<&'static str>,
    /// What variants differ in, with the choices there are.
    pub(super) dimensions: Vec<(Dimension, Vec<Choice>)>,
}

impl Vocabulary {
    pub(super) fn read() -> Self {
        Self {
            qualities: entries(words::QUALITIES),
            places: entries(words::PLACES),
            extras: entries(words::EXTRAS),
            series: entries(words::SERIES),
            maker_heads: entries(words::MAKER_HEADS),
            maker_tails: entries(words::MAKER_TAILS),
            emoji: entries(words::EMOJI),
            trades: TRADES.iter().map(TradeWords::read).collect(),
        }
    }
}

impl TradeWords {
    fn read(trade: &'static Trade) -> Self {
        let dimensions = trade.dimensions.iter();
        Self {
            trade,
            things: entries(trade.things),
            stuffs: entries(trade.stuffs),
            dimensions: dimensions.map(|dimension| (*dimension, dimension.choices())).collect(),
        }
    }
}

fn entries(words: &'static str) -> Vec<&'static str> {
    words.split(',').map(str::trim).collect()
}
