//! The words that generated titles are made of. Entries are separated by commas.

/// What a thing is like.
pub(super) const QUALITIES: &str = "\
    Aged, Amber, Ancient, Artisan, Autumn, Balanced, Bitter, Blackened, Bold, Braided, Brushed, \
    Burnished, Calm, Carved, Charred, Classic, Coarse, Compact, Cosy, Cream, Crisp, Daily, Dappled, \
    Deep, Dotted, Double, Early, Earthen, Everyday, Faceted, Feathered, Festive, Fine, Flared, \
    Fluted, Folding, Forest, Fresh, Frosted, Gentle, Gilded, Glazed, Golden, Grand, Hammered, \
    Hand-thrown, Handmade, Harvest, Heirloom, Hollow, Humble, Iridescent, Ivory, Jumbo, Late, \
    Light, Little, Lucky, Matte, Mellow, Midnight, Mini, Misty, Modern, Mossy, Natural, Nested, \
    Nordic, Old-fashioned, Organic, Oval, Painted, Pale, Patient, Petite, Plain, Pleated, Polished, \
    Quiet, Quilted, Raw, Refillable, Ribbed, Roasted, Round, Rustic, Salted, Scalloped, Seasonal, \
    Simple, Single, Sleek, Slow, Smoked, Soft, Speckled, Spiced, Square, Stackable, Striped, Sturdy, \
    Sunday, Tall, Tapered, Tender, Tiny, Toasted, Travel, Twisted, Vintage, Warm, Washed, Waxed, \
    Weathered, Wide, Wild, Winter, Woven";

/// What solid things are made of.
pub(super) const MATERIALS: &str = "\
    Acacia, Alder, Aluminium, Ash, Bamboo, Basalt, Beech, Birch, Bone China, Borosilicate, Brass, \
    Bronze, Cast-iron, Cedar, Ceramic, Cherrywood, Clay, Copper, Cork, Cotton, Crystal, Earthenware, \
    Elm, Enamel, Felt, Flax, Glass, Granite, Hemp, Horn, Jute, Lacquer, Larch, Leather, Linen, \
    Maple, Marble, Mother-of-pearl, Oak, Olivewood, Paper, Pewter, Pinewood, Porcelain, Raffia, \
    Rattan, Redware, Sandstone, Silicone, Silver, Slate, Soapstone, Stainless, Steel, Stoneware, \
    Teak, Terracotta, Tin, Titanium, Walnut, Wicker, Willow, Wool, Zinc";

/// What food, drink and soap taste or smell of.
pub(super) const FLAVOURS: &str = "\
    Almond, Anise, Apple, Apricot, Barley, Basil, Bay Leaf, Bergamot, Blackcurrant, Blueberry, \
    Buckwheat, Cacao, Camomile, Caramel, Cardamom, Cassis, Cedarwood, Cherry, Chestnut, Chicory, \
    Chilli, Cinnamon, Clementine, Clove, Cloudberry, Coconut, Coriander, Cranberry, Crème brûlée, \
    Damson, Date, Elderflower, Eucalyptus, Fennel, Fig, Ginger, Gooseberry, Grapefruit, Hazelnut, \
    Heather, Hibiscus, Jalapeño, Jasmine, Juniper, Lavender, Lemon, Lemongrass, Lime, Liquorice, \
    Lychee, Malt, Mandarin, Mango, Matcha, Mint, Molasses, Mulberry, Myrtle, Neroli, Nettle, Nutmeg, \
    Orange, Orchid, Papaya, Passionfruit, Peach, Pear, Pecan, Pepper, Persimmon, Pistachio, Plum, \
    Pomegranate, Quince, Raspberry, Rhubarb, Rooibos, Rose, Rosehip, Rosemary, Saffron, Sage, \
    Sandalwood, Sea Salt, Sesame, Sloe, Sorrel, Strawberry, Sumac, Tamarind, Thyme, Toffee, \
    Turmeric, Vanilla, Verbena, Vetiver, Violet, Yuzu, Za’atar";

/// What books are about.
pub(super) const SUBJECTS: &str = "\
    Beekeeping, Bread, Breakfast, Brewing, Cafés, Candlelight, Caravans, Clay, Coffee Roads, \
    Dumplings, Ferment, Foraging, Gardens, Glaze, Harbours, Honey, Islands, Kitchens, Knives, Lemons, \
    Markets, Mountains, Noodles, Olive Groves, Orchards, Patience, Pickles, Rivers, Salt, Silence, \
    Small Hours, Soup, Spice, Sugar, Tea Houses, Tides, Trains, Vinegar, Weather, Wild Yeast";

/// Where things come from, or sound as if they did.
pub(super) const PLACES: &str = "\
    Aarhus, Åland, Anatolia, Antigua, Aragón, Assisi, Bergen, Bohemia, Brittany, Cádiz, Catania, \
    Córdoba, Cork, Cornwall, Cusco, Dalmatia, Delft, Faroe, Galicia, Gdańsk, Gotland, Halmstad, \
    Hokkaido, Jura, Kraków, Kyoto, León, Lofoten, Łódź, Madeira, Málaga, Mürren, Niš, Oaxaca, Odense, \
    Orkney, Périgord, Plzeň, Porto, Provence, Québec, Reykjavík, São Bento, Shetland, Sóller, \
    Strömstad, Tønder, Tórshavn, Umbria, Uppsala, Vermont, Växjö, Yorkshire, Zürich";

/// What may come with a thing.
pub(super) const EXTRAS: &str = "\
    Bamboo Lid, Brass Hook, Carry Bag, Cork Base, Cotton Loop, Drip Tray, Engraving, Filter, \
    Gift Box, Glass Lid, Leather Strap, Linen Pouch, Long Handle, Maple Handle, Measuring Spoon, \
    Non-slip Foot, Oak Stand, Pouring Lip, Refill, Rope Handle, Saucer, Scoop, Silicone Seal, Spout, \
    Strainer, Thermometer, Tray, Two Cups, Wall Mount, Wooden Spoon";

/// What a series of things is called.
pub(super) const SERIES: &str = "\
    Ærø, Aurora, Belvédère, Brise, Clair de lune, Dämmerung, Éclat, Fjord, Garúa, Halcyon, Ísafold, \
    Jörð, Kōyō, Lumière, Mañana, Naïve, Ondée, Piñon, Quercus, Rêverie, Señal, Tramontane, Über, Vær, \
    Wanderlust, Xocolatl, Yūgen, Zephyr";

/// The beginnings and the ends of makers' names; together some 900 names.
pub(super) const MAKER_HEADS: &str = "\
    Alder, Bel, Bram, Brix, Cal, Dal, Dor, Eld, Fjör, Gal, Grav, Hal, Hol, Ilm, Jor, Kes, Kor, Lind, \
    Lun, Mar, Mør, Nor, Oll, Pel, Quill, Ros, Sol, Stav, Thorn, Ulv, Vel, Wren, Yar, Zeph";
pub(super) const MAKER_TAILS: &str = "\
    aby, adale, ando, ara, berg, ble, borough, brook, da, ell, enko, ette, field, ford, gård, haus, \
    holm, ici, ienne, lund, mark, ñez, otti, øre, sen, ský, stead, ström, wick, worth";

/// What a few titles are decorated with; some of them are several characters drawn as one.
pub(super) const EMOJI: &str = "🎁, ☕, 🍵, 🐝, 🌿, ✨, 🔥, 🎄, 🍯, ❤️, 👩‍🍳, 🇯🇵, 👨‍👩‍👧, 🧑🏽‍🌾";
