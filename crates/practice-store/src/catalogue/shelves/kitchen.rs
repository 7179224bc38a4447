//! Kettles, and what else a kitchen needs for coffee, tea and breakfast.

use crate::catalogue::item::{Barcode, Choice, Item, Stock, item};
use crate::money::Currency;

const FINISH: &[Choice] =
    &[("Brushed", "BR", 0), ("Matte black", "MB", 0), ("Polished copper", "CO", 1500)];
const SIZE_CM: &[Choice] = &[("20 cm", "20", 0), ("24 cm", "24", 1200), ("28 cm", "28", 2600)];

pub(super) const KETTLES: &[Item] = &[
    item("walnut-kettle", "KET-WAL", 6400, "Walnut Kettle, 1.2 l")
        .by("Finish", FINISH)
        .stock(&[("MB", Stock::Low)])
        .with(&["descaler", "stoneware-mug", "breakfast-tea"]),
    item("gooseneck-kettle", "KET-GOO", 7900, "Gooseneck Kettle, 0.9 l")
        .by("Finish", FINISH)
        .stock(&[("CO", Stock::SoldOut)])
        .with(&["pour-over-dripper", "paper-filters"]),
    item("travel-kettle", "KET-TRA", 3900, "Travel Kettle, folding, 0.6 l")
        .by("Plug", &[("US", "US", 0), ("EU", "EU", 0), ("UK", "UK", 0), ("JP", "JP", 0)])
        .barcode(Barcode::UpcA)
        .stock(&[("UK", Stock::Low), ("JP", Stock::SoldOut)]),
    item("tetsubin-kettle", "KET-TET", 14_800, "南部鉄瓶 (Nambu cast-iron tetsubin), 1.0 l")
        .by("模様", &[("霰 Arare", "AR", 0), ("桜 Sakura", "SA", 2200)])
        .with(&["sencha-uji/100", "yunomi-cups"]),
    item("whistling-kettle", "KET-WHI", 4500, "Whistling Kettle, enamel, 2.0 l").by(
        "Colour",
        &[("Cream", "CRM", 0), ("Sage", "SAG", 0), ("Tomato", "TOM", 0), ("Midnight", "MID", 0)],
    ),
    item("smart-kettle", "KET-SMA", 11_900, "Kettle with Thermometer, 1.5 l")
        .barcode(Barcode::UpcA)
        .stock(&[("", Stock::Paused)])
        .with(&["walnut-kettle"]),
    item("briki-pot", "KET-BRI", 2400, "Μπρίκι, χάλκινο (Copper briki)")
        .by("Cups", &[("2 cups", "2", 0), ("4 cups", "4", 600)])
        .with(&["ellinikos-kafes"]),
];

pub(super) const ITEMS: &[Item] = &[
    item("pour-over-dripper", "KIT-DRI", 2200, "Pour-over Dripper, porcelain")
        .by("Size", &[("01, one cup", "01", 0), ("02, four cups", "02", 400)])
        .with(&["paper-filters", "gooseneck-kettle/BR"]),
    item("paper-filters", "KIT-FIL", 590, "Paper Filters, 100 pieces")
        .by("Size", &[("01", "01", 0), ("02", "02", 50)])
        .every("month", &[1, 2, 3, 6]),
    item("hand-grinder", "KIT-GRI", 8900, "Hand Grinder, steel burrs")
        .barcode(Barcode::UpcA)
        .stock(&[("", Stock::Low)])
        .with(&["morning-roast", "finca-el-penon"]),
    item("french-press", "KIT-PRE", 3400, "French Press")
        .by("Volume", &[("350 ml", "035", 0), ("1 l", "100", 800)]),
    item("moka-pot", "KIT-MOK", 3200, "Moka Pot")
        .by("Cups", &[("3 cups", "3", 0), ("6 cups", "6", 700), ("9 cups", "9", 1500)])
        .stock(&[("9", Stock::SoldOut)]),
    item("iron-pan", "KIT-PAN", 4200, "Iron Pan, seasoned").by("Size", SIZE_CM),
    item("crepe-pan", "KIT-CRE", 3800, "Poêle à crêpes")
        .by("Size", SIZE_CM)
        .stock(&[("28", Stock::Backorder)])
        .with(&["brown-sugar-crystals", "lemon-curd"]),
    item("bread-knife", "KIT-KNI", 4600, "Brotmesser mit Wellenschliff (bread knife)")
        .barcode(Barcode::UpcA),
    item("kitchen-scale", "KIT-SCA", 5400, "Kitchen Scale, 0.1 g")
        .by("Colour", &[("White", "WHT", 0), ("Black", "BLK", 0)])
        .not_in(Currency::Eur),
    item("tea-strainer", "KIT-STR", 690, "Tea Strainer, fine mesh").barcode(Barcode::None),
    item("bamboo-whisk", "KIT-WHI", 1900, "茶筅 (Bamboo whisk), 80 tines").with(&["sencha-uji"]),
    item("linen-towel", "KIT-TOW", 1400, "Linen Towel, 50 × 70 cm")
        .by("Colour", &[("Flax", "FLX", 0), ("Ink", "INK", 0), ("Rust", "RST", 0)]),
];
