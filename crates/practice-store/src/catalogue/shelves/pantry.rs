//! Honey, preserves and sweet things.

use crate::catalogue::item::{Barcode, Choice, Item, Stock, item};
use crate::money::Currency;

const JAR: &[Choice] = &[("250 g", "250", 0), ("500 g", "500", 650)];

pub(super) const ITEMS: &[Item] = &[
    item("walnut-honey", "PAN-WAL", 1120, "Walnut Honey")
        .by("Jar", JAR)
        .every("month", &[1, 2, 3])
        .with(&["breakfast-tea/LO", "honey-dipper"]),
    item("heather-honey", "PAN-HEA", 1290, "Heather Honey").by("Jar", JAR),
    item("miel-de-lavande", "PAN-LAV", 1380, "Miel de lavande de Provence")
        .by("Jar", JAR)
        .stock(&[("500", Stock::SoldOut)]),
    item("thyme-honey", "PAN-THY", 1540, "Θυμαρίσιο μέλι Κρήτης (Cretan thyme honey)")
        .barcode(Barcode::UpcA)
        .stock(&[("", Stock::Low)]),
    item("honey-dipper", "PAN-DIP", 480, "Honey Dipper, olive wood 🍯").barcode(Barcode::None),
    item("brown-sugar-crystals", "PAN-SUG", 540, "Brown Sugar Crystals, 400 g"),
    item("lemon-curd", "PAN-LEM", 760, "Lemon Curd").by("Jar", &[("200 g", "200", 0)]),
    item("date-syrup", "PAN-DAT", 830, "دبس التمر (Date syrup), 400 g")
        .barcode(Barcode::UpcA)
        .with(&["karak-chai"]),
    item("halva-pistachio", "PAN-HAL", 920, "חלבה פיסטוק (Pistachio halva), 300 g"),
    item("oat-biscuits", "PAN-OAT", 610, "Oat Biscuits, tin of 18")
        .every("week", &[2, 4, 8])
        .with(&["earl-grey", "lemon-curd/200"]),
    item("osmanthus-jelly", "PAN-OSM", 880, "桂花糕 (Osmanthus jelly), 12 pieces")
        .not_in(Currency::Eur)
        .stock(&[("", Stock::Untracked)]),
];
