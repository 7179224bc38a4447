//! What is traded in each family of goods: the things, what they cost, what they differ in.
//!
//! The rows stand in the order of the families in `shelves`.

use super::choices::{
    BINDING, COLOUR, CUPS, Dimension, FINISH, GRIND, LETTER, PACK, SCENT, SIZE, VOLUME, WEIGHT,
};
use super::words::{FLAVOURS, MATERIALS, SUBJECTS};

/// A trade: one family of goods, as generated products go.
pub(super) struct Trade {
    /// The beginning of its SKUs.
    pub(super) code: &'static str,
    pub(super) things: &'static str,
    /// What its things are made of, taste of or are about.
    pub(super) stuffs: &'static str,
    /// The lowest and the highest price, in US dollars.
    pub(super) dollars: (u32, u32),
    pub(super) dimensions: &'static [Dimension],
    /// How often its things can come by subscription: once in so many; `None` for never.
    pub(super) subscribed_once_in: Option<u32>,
}

impl Trade {
    /// Whether its things are made of something hard or woven, rather than eaten, smelled or read.
    pub(super) fn is_made_of_material(&self) -> bool {
        self.stuffs == MATERIALS
    }
}

pub(super) static TRADES: [Trade; 9] = [
    Trade {
        code: "COF",
        things: "\
            Arabica, Blend, Breakfast Roast, Capsules, Cold Brew, Decaf, Drip Bags, Espresso, Filter \
            Roast, French Roast, Green Beans, House Roast, Latte Mix, Lungo, Microlot, Mocha, \
            Peaberry, Reserve, Ristretto, Single Origin, Café au lait",
        stuffs: FLAVOURS,
        dollars: (7, 60),
        dimensions: &[GRIND, WEIGHT, PACK],
        subscribed_once_in: Some(3),
    },
    Trade {
        code: "TEA",
        things: "\
            Assam, Black Tea, Bricks, Ceylon, Chai, Darjeeling, Earl Grey, Genmaicha, Green Tea, \
            Gyokuro, Herbal Tea, Hojicha, Infusion, Keemun, Maté, Oolong, Pu-erh, Sencha, Tea Pearls, \
            Tisane, White Tea",
        stuffs: FLAVOURS,
        dollars: (5, 70),
        dimensions: &[WEIGHT, PACK],
        subscribed_once_in: Some(4),
    },
    Trade {
        code: "KET",
        things: "\
            Boiler, Camp Kettle, Cezve, Coffee Pot, Electric Kettle, Gooseneck Kettle, Jug, Kettle, \
            Milk Pan, Percolator, Pitcher, Pouring Kettle, Samovar, Siphon, Stovetop Kettle, Teapot, \
            Tetsubin, Thermos Jug, Water Heater, Whistling Kettle",
        stuffs: MATERIALS,
        dollars: (18, 420),
        dimensions: &[FINISH, COLOUR, VOLUME],
        subscribed_once_in: None,
    },
    Trade {
        code: "KIT",
        things: "\
            Apron, Baking Tin, Bread Bin, Cake Stand, Casserole, Chopping Board, Colander, Dripper, \
            Frying Pan, Funnel, Grater, Grinder, Kitchen Scale, Knife, Ladle, Lunchbox, Mandoline, \
            Measuring Cup, Milk Frother, Mortar, Oven Glove, Pastry Brush, Peeler, Rolling Pin, \
            Saucepan, Sieve, Spatula, Spice Mill, Tongs, Towel, Trivet, Whisk, Wok",
        stuffs: MATERIALS,
        dollars: (4, 190),
        dimensions: &[SIZE, COLOUR, FINISH],
        subscribed_once_in: None,
    },
    Trade {
        code: "TAB",
        things: "\
            Beaker, Bowl, Butter Dish, Candlestick, Carafe, Coaster, Creamer, Cup, Decanter, Egg Cup, \
            Espresso Cup, Fork, Glass, Goblet, Gravy Boat, Mug, Napkin, Placemat, Plate, Platter, \
            Ramekin, Salad Server, Salt Cellar, Saucer, Spoon, Sugar Pot, Tablecloth, Tankard, Tea \
            Bowl, Tumbler, Vase",
        stuffs: MATERIALS,
        dollars: (3, 160),
        dimensions: &[COLOUR, VOLUME, CUPS],
        subscribed_once_in: None,
    },
    Trade {
        code: "PAN",
        things: "\
            Biscotti, Biscuits, Brittle, Butter, Chocolate, Chutney, Compote, Cordial, Crackers, Curd, \
            Fudge, Granola, Honey, Jam, Jelly, Ketchup, Marmalade, Mustard, Nougat, Oil, Pesto, \
            Pickle, Preserve, Purée, Relish, Salt, Shortbread, Spread, Sugar, Syrup, Truffles, Vinegar",
        stuffs: FLAVOURS,
        dollars: (3, 45),
        dimensions: &[WEIGHT, VOLUME, PACK],
        subscribed_once_in: Some(8),
    },
    Trade {
        code: "BOO",
        things: "\
            Almanac, Anthology, Atlas, Calendar, Companion, Cookbook, Diary, Dictionary, Essays, Field \
            Guide, Handbook, History, Journal, Letters, Manual, Notebook, Primer, Recipes, Stories, \
            Treasury",
        stuffs: SUBJECTS,
        dollars: (8, 65),
        dimensions: &[BINDING, LETTER],
        subscribed_once_in: None,
    },
    Trade {
        code: "CAR",
        things: "\
            Balm, Bath Salts, Body Butter, Candle, Cleanser, Cologne, Cream, Diffuser, Dish Soap, \
            Essential Oil, Face Oil, Hand Cream, Incense, Lip Balm, Lotion, Polish, Room Spray, \
            Scrub, Shampoo Bar, Shaving Soap, Soap, Sponge, Wash Cloth, Wax",
        stuffs: FLAVOURS,
        dollars: (4, 80),
        dimensions: &[SCENT, VOLUME, WEIGHT],
        subscribed_once_in: Some(6),
    },
    Trade {
        code: "GIF",
        things: "\
            Advent Box, Basket, Bouquet, Box, Bundle, Card Set, Cracker, Duo, Hamper, Keepsake, Kit, \
            Ornament, Parcel, Party Set, Picnic Set, Sampler, Set of Four, Set of Two, Starter Kit, \
            Stocking Filler, Tasting Flight, Wreath, Wrapping",
        stuffs: MATERIALS,
        dollars: (9, 320),
        dimensions: &[LETTER, COLOUR, SCENT],
        subscribed_once_in: Some(20),
    },
];
