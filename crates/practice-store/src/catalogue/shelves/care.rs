//! What keeps things clean and in good order.

use crate::catalogue::item::{Barcode, Choice, Item, Stock, item};

const BOTTLE: &[Choice] = &[("250 ml", "250", 0), ("1 l", "1L", 1100)];

pub(super) const ITEMS: &[Item] = &[
    item("descaler", "CAR-DES", 790, "Kettle Descaler, citric")
        .by("Bottle", BOTTLE)
        .every("month", &[2, 3, 6])
        .with(&["walnut-kettle"]),
    item("machine-cleaner", "CAR-MAC", 1450, "Machine Cleaning Tablets, 60 pieces")
        .barcode(Barcode::UpcA),
    item("wood-oil", "CAR-WOO", 1100, "Wood Oil for Boards and Handles").by("Bottle", BOTTLE),
    item("pan-scraper", "CAR-SCR", 450, "Pan Scraper, two pieces").barcode(Barcode::None),
    item("soap-hands", "CAR-SOA", 980, "Coffee Grounds Hand Soap")
        .by("Scent", &[("Plain", "PLA", 0), ("Orange", "ORA", 0), ("Cedar", "CED", 0)]),
    item("hand-balm", "CAR-BAL", 1290, "Beeswax Hand Balm, 50 ml").with(&["heather-honey"]),
    item("washing-up-brush", "CAR-BRU", 890, "Washing-up Brush with spare head")
        .stock(&[("", Stock::Untracked)]),
    item("beeswax-wraps", "CAR-WRA", 1680, "Beeswax Wraps")
        .by("Set", &[("3 small", "S3", 0), ("3 mixed", "M3", 300), ("Roll, 1 m", "R1", 700)]),
];
