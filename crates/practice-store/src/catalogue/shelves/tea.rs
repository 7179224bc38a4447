//! Tea, loose and in bags.

use crate::catalogue::item::{Barcode, Choice, Item, Stock, item};
use crate::money::Currency;

const LEAF: &[Choice] = &[("Loose, 100 g", "LO", 0), ("20 bags", "BG", -150)];
const WEEKS: &[u32] = &[4, 8, 12];

pub(super) const ITEMS: &[Item] = &[
    item("breakfast-tea", "TEA-BRE", 950, "Breakfast Tea, strong and plain")
        .by("Leaf", LEAF)
        .every("week", WEEKS)
        .with(&["tea-strainer", "walnut-honey"]),
    item("earl-grey", "TEA-EAR", 1050, "Earl Grey with Cornflower")
        .by("Leaf", LEAF)
        .every("week", WEEKS)
        .with(&["lemon-curd"]),
    item("sencha-uji", "TEA-SEN", 1890, "宇治煎茶 (Uji sencha), first flush")
        .by("内容量", &[("50 g", "050", 0), ("100 g", "100", 1500)])
        .with(&["tetsubin-kettle", "yunomi-cups"]),
    item("longjing", "TEA-LON", 2240, "西湖龙井 · 明前茶 (West Lake Longjing)")
        .barcode(Barcode::None)
        .stock(&[("", Stock::Low)]),
    item("mint-nana", "TEA-MIN", 780, "תה נענע טרי (Fresh nana mint)").by("Leaf", LEAF),
    item("karak-chai", "TEA-KAR", 990, "شاي كرك بالهيل (Karak chai with cardamom)")
        .by("Leaf", LEAF)
        .stock(&[("BG", Stock::Backorder)])
        .with(&["brown-sugar-crystals"]),
    item("rooibos-orange", "TEA-ROO", 860, "Rooibos & Orange, no caffeine")
        .barcode(Barcode::UpcA)
        .every("week", WEEKS),
    item("chamomile", "TEA-CHA", 820, "Chamomile Flowers, whole").stock(&[("", Stock::Untracked)]),
    item("tea-of-the-month", "TEA-MON", 1600, "Tea of the Month 🍃")
        .every("month", &[1, 3, 6])
        .not_in(Currency::Jpy)
        .stock(&[("", Stock::Untracked)])
        .with(&["tea-strainer"]),
];
