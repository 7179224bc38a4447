//! Mugs, cups and what stands on a table.

use crate::catalogue::item::{Barcode, Choice, Item, Stock, item};
use crate::money::Currency;

const GLAZE: &[Choice] =
    &[("Cream", "CRM", 0), ("Moss", "MOS", 0), ("Sea", "SEA", 0), ("Charcoal", "CHA", 0)];

pub(super) const ITEMS: &[Item] = &[
    item("stoneware-mug", "MUG-STO", 1200, "Stoneware Mug, 300 ml")
        .by("Glaze", GLAZE)
        .stock(&[("SEA", Stock::Low), ("CHA", Stock::SoldOut)])
        .with(&["walnut-kettle", "linen-towel"]),
    item("stoneware-mugs-two", "MUG-TWO", 2400, "Two Stoneware Mugs, boxed").by("Glaze", GLAZE),
    item("camp-mug", "MUG-CMP", 1350, "Enamel Camp Mug")
        .by("Colour", &[("White", "WHT", 0), ("Blue", "BLU", 0), ("Green", "GRN", 0)]),
    // The same SKU as the enamel mug's white variant: SKUs need not be unique.
    item("camp-mug-seconds", "MUG-CMP-WHT", 700, "Enamel Camp Mug, seconds with small flaws")
        .barcode(Barcode::None)
        .stock(&[("", Stock::Low)]),
    item("espresso-cups", "MUG-ESP", 2900, "Espresso Cups with Saucers, set of 4")
        .by("Glaze", &[("Cream", "CRM", 0), ("Charcoal", "CHA", 0)])
        .barcode(Barcode::UpcA),
    item("yunomi-cups", "MUG-YUN", 3600, "夫婦湯呑み (Pair of yunomi cups)").with(&["sencha-uji"]),
    item("thermo-mug", "MUG-THE", 2750, "Thermo Mug, 450 ml 🚲")
        .by("Colour", &[("Steel", "STL", 0), ("Sand", "SND", 0), ("Night", "NGT", 0)])
        .with(&["travel-kettle/EU"]),
    item("milk-jug", "TAB-JUG", 1850, "Milk Jug, 250 ml").by("Glaze", GLAZE),
    item("sugar-bowl", "TAB-SUG", 1650, "Sukkerskål med låg (sugar bowl)")
        .not_in(Currency::Jpy)
        .with(&["brown-sugar-crystals"]),
    item("cake-stand", "TAB-CAK", 4900, "Cake Stand with Glass Dome")
        .barcode(Barcode::UpcA)
        .stock(&[("", Stock::Backorder)]),
    item("breakfast-set", "SET-BRE", 11_250, LONG_TITLE)
        .by("Glaze", &[("Cream", "CRM", 0), ("Moss", "MOS", 0)])
        .stock(&[("MOS", Stock::Low)])
        .with(&["house-blend-coffee/WB", "walnut-honey"]),
];

const LONG_TITLE: &str = "Sunday Breakfast Set for Two: walnut-handled kettle, porcelain pour-over \
    dripper, two stoneware mugs, milk jug, sugar bowl, linen towel, a bag of house blend and a jar \
    of walnut honey, packed in a reusable wooden crate with a handwritten card";
