//! Gift cards and courses: nothing here is shipped, but for the gift box.

use crate::catalogue::item::{Barcode, Choice, Item, Kind, Stock, item};
use crate::money::Currency;

const VALUE: &[Choice] = &[("$25", "25", 0), ("$50", "50", 2500), ("$100", "100", 7500)];

pub(super) const ITEMS: &[Item] = &[
    item("gift-card", "GIF-CAR", 2500, "Gift Card 🎁")
        .by("Value", VALUE)
        .kind(Kind::GiftCard)
        .barcode(Barcode::None)
        .stock(&[("", Stock::Untracked)]),
    item("course-brewing", "GIF-BRE", 3900, "Home Brewing, a video course")
        .kind(Kind::Download)
        .barcode(Barcode::None)
        .stock(&[("", Stock::Untracked)])
        .with(&["pour-over-dripper", "hand-grinder"]),
    item("course-latte-art", "GIF-LAT", 4500, "Latte Art, ten evenings online")
        .by("Language", &[("English", "EN", 0), ("Deutsch", "DE", 0), ("日本語", "JA", 0)])
        .kind(Kind::Download)
        .barcode(Barcode::None)
        .not_in(Currency::Jpy)
        .stock(&[("JA", Stock::Paused)]),
    item("gift-box", "GIF-BOX", 650, "Gift Box with Ribbon 🎀")
        .by("Size", &[("Small", "S", 0), ("Large", "L", 350)]),
];
