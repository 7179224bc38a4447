//! Coffee, most of it also by subscription.

use crate::catalogue::item::{Barcode, Choice, Item, Stock, item};
use crate::money::Currency;

const GRIND: &[Choice] =
    &[("Whole bean", "WB", 0), ("Filter grind", "FG", 0), ("Espresso grind", "EG", 0)];
const WEIGHT: &[Choice] = &[("250 g", "250", 0), ("1 kg", "1K", 2600)];
const DAYS: &[u32] = &[14, 30, 60];

pub(super) const ITEMS: &[Item] = &[
    item("house-blend-coffee", "COF-HOU", 2800, "House Blend Coffee, 1 kg")
        .by("Grind", GRIND)
        .every("day", DAYS)
        .with(&["paper-filters", "stoneware-mug/CRM", "descaler"]),
    item("morning-roast", "COF-MOR", 1150, "Morning Roast")
        .by("Weight", WEIGHT)
        .every("day", DAYS)
        .with(&["hand-grinder", "brown-sugar-crystals"]),
    item("yirgacheffe-konga", "COF-YIR", 1480, "Yirgacheffe Konga, Washed")
        .by("Weight", WEIGHT)
        .every("day", DAYS)
        .stock(&[("1K", Stock::Low)])
        .with(&["pour-over-dripper"]),
    item("finca-el-penon", "COF-PEN", 1620, "Finca El Peñón, Añejo Lot № 7")
        .barcode(Barcode::UpcA)
        .stock(&[("", Stock::Low)]),
    item("cafe-creme-brulee", "COF-BRU", 1290, "Café Crème Brûlée, flavoured")
        .by("Grind", GRIND)
        .stock(&[("EG", Stock::SoldOut)]),
    item("hojicha-koohii", "COF-KOI", 1750, "深煎り 喫茶店ブレンド (Kissaten dark roast)")
        .by("重量", &[("200 g", "200", 0), ("500 g", "500", 1900)])
        .every("month", &[1, 2, 3])
        .with(&["tetsubin-kettle"]),
    item("decaf-evening", "COF-DEC", 1340, "Evening Decaf, Swiss water process")
        .by("Grind", GRIND)
        .every("day", DAYS),
    item("cold-brew-bags", "COF-COL", 980, "Cold Brew Bags, 10 pieces")
        .barcode(Barcode::UpcA)
        .not_in(Currency::Jpy)
        .stock(&[("", Stock::SoldOut)]),
    item("ellinikos-kafes", "COF-ELL", 890, "Ελληνικός καφές, πολύ ψιλός (Greek coffee)")
        .by("Weight", &[("200 g", "200", 0), ("500 g", "500", 950)])
        .with(&["briki-pot"]),
    item("roasters-sampler", "COF-SAM", 2450, "Roaster's Sampler, 4 × 100 g")
        .every("month", &[1, 2])
        .with(&["house-blend-coffee", "yirgacheffe-konga", "morning-roast"]),
];
